"""Runs the command line, as `slimmer` and as `python -m slimmer`."""

from __future__ import annotations

import gc
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line of this process, and end it."""
    gc.disable()  # while modules are imported, click's too, there is no garbage worth 20 ms of searching for it
    from slimmer.cli.main import main as run  # noqa: PLC0415  see above

    run()


if __name__ == "__main__":
    main()
