#!/bin/sh
tar -xf app.tgz -C /var/app
exec /var/app/serve
