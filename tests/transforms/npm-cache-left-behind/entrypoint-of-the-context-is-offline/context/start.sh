#!/bin/sh
yarn install --offline
exec node .
