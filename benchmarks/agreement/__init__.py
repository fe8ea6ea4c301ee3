"""Compare slimmer's reading of Dockerfiles with BuildKit's own, instruction by instruction."""
