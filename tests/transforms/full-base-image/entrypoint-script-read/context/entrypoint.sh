#!/bin/bash
set -e
exec python /app.py "$1"
