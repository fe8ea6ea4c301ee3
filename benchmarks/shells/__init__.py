"""Compare slimmer's shell grammar with `bash -n` and `dash -n` on the scripts of real Dockerfiles."""
