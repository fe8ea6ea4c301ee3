#!/bin/sh
service cron start
exec node /server.js
