"""Runs the command line, as `slimmer` and as `python -m slimmer`."""

from __future__ import annotations

import gc
import os
import sys
import threading

_AT_THE_END = {"multiprocessing", "tempfile"}
"""Modules that clear away at Python's end what is left: processes and folders."""


def main() -> None:
    """Run the command line of this process, and end it."""
    gc.disable()  # while modules are imported, click's too, there is no garbage worth 20 ms of searching for it
    try:
        from slimmer.cli.main import main as run  # noqa: PLC0415  see above

        run()
    except KeyboardInterrupt:  # while modules are imported; later, run ends with the same code
        raise SystemExit(130) from None
    except SystemExit as ended:
        code, alone = ended.code, _AT_THE_END.isdisjoint(sys.modules) and threading.active_count() == 1
        if alone and isinstance(code, int) and code < 128:  # as from there on it was stopped
            os._exit(code)  # all output is out, and to take all modules apart would cost Python 3 ms
        raise


if __name__ == "__main__":
    main()
