"""Throw damaged Dockerfiles at the parser, the shell parser, the verbs and whole rewrites."""
