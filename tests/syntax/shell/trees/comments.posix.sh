#!/bin/sh

# only
