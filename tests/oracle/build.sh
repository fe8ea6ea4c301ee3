#!/bin/sh
# Builds the oracle: BuildKit's own Dockerfile parser as a filter.
# Usage: build.sh [OUT]   (default: bin/oracle beside this script)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/bin/oracle}
case $out in /*) ;; *) out=$PWD/$out ;; esac
mkdir -p "$(dirname "$out")"
cd "$here"
# Written beside its place and renamed: another process may be running the old one.
CGO_ENABLED=0 go build -trimpath -buildvcs=false -mod=readonly -o "$out.$$" .
mv -f "$out.$$" "$out"
