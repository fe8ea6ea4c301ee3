"""slimmer: rewrites Dockerfiles so that images are smaller, with edits that leave every other byte alone."""

__version__ = "0.1.0"
