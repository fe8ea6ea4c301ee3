"""Runs the command line, as `slimmer` and as `python -m slimmer`."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line of this process, and end it."""
    gc.disable()  # while modules are imported, click's too, there is no garbage worth 20 ms of searching for it
    try:
        from slimmer.cli.main import main as run  # noqa: PLC0415  see above

        run()
    except KeyboardInterrupt:  # while modules are imported; later, run ends with the same code
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
