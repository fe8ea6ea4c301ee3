"""The same fixtures as the cases of single transforms have."""

from tests.transforms.conftest import ask, registry

__all__ = ["ask", "registry"]
