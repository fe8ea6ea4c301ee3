#!/bin/sh
exec app/serve
