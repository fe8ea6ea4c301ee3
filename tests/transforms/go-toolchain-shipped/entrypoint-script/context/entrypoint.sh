#!/bin/sh
exec /bin/server
