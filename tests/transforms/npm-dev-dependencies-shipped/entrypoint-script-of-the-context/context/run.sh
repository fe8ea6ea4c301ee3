#!/bin/bash
if [ -n "$WAIT" ]; then sleep "$WAIT"; fi
exec "$@"
