#!/bin/sh
# Prints the keys of a JSON document; with --self-test tries the programs it leans on.
set -eu
if [ "${1-}" = --self-test ]; then
    convert -size 2x2 xc:red /tmp/red.png
    [ "$(identify -format '%w' /tmp/red.png)" = 2 ]
    git --version >/dev/null
    curl --version >/dev/null
    wget --version >/dev/null
    echo 'all good'
else
    echo "keys: $(jq -r 'keys | join(",")' "$1")"
fi
