from tests.build.conftest import builder

__all__ = ["builder"]
