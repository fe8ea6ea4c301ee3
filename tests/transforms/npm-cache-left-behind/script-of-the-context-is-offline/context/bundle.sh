#!/bin/sh
cp package*.json /bundle
cd /bundle && npm ci \
  --omit=dev --offline
