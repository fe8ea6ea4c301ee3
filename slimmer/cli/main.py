"""Where every run begins: a plain `rewrite` goes straight to work, all other command lines to click."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from slimmer.cli.ending import ended, told
from slimmer.cli.plain import plain


def main() -> NoReturn:
    """Run the command line of this process, and end it."""
    gc.disable()  # for those who come in here: see slimmer.__main__
    _open_streams()
    code = ended(_run)
    gc.freeze()  # the interpreter would search all of it once more before it ends
    sys.exit(code)


def _open_streams() -> None:
    """Have a stream that was closed (`>&-`) take or give nothing: Python has None there."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  it stays open


def _run() -> int:
    asked = plain(sys.argv[1:], os.environ)
    if asked is None:
        from slimmer.cli.commands import run  # noqa: PLC0415  see slimmer.cli.plain

        return run()
    from slimmer.cli.rewriting import Options, rewrite_files  # noqa: PLC0415  what click's commands do without

    paths, options = asked
    try:
        return rewrite_files(paths, Options(**options))
    except Exception as error:
        code = told(error)
        if code is None:
            raise
        return code
