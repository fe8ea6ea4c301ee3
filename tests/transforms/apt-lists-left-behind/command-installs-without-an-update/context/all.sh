#!/bin/sh
cd /src
apt-get build-dep -y .
