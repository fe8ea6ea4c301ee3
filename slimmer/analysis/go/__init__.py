"""Go: what its sources, modules and builds say, and the image that needs no toolchain."""
