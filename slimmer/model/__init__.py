"""Typed meaning of a Dockerfile: stages, scopes, mounts, image references, the build context."""
