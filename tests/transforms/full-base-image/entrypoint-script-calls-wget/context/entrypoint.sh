#!/bin/sh
until wget -q http://db/; do sleep 1; done
exec python /app.py
