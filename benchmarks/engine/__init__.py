"""A real BuildKit for CI and bare machines: dockerd and buildx from Debian's packages, and stand-ins for base images.

A machine with a working Docker needs none of this, and nothing of it is used there. Elsewhere `up` unpacks Debian's
packages in a folder of its own (nothing is installed), starts a daemon there, and builds the base images asked for
from what the machine's package registries hold, under the names that Dockerfiles use. `down` ends all of it.
"""
