#!/bin/sh
yarn install --offline
npm ci --offline=false; curl --offline
