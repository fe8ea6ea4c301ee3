#!/bin/bash
exec "${CLI[@]}"
