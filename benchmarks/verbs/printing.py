"""Bash's own print of scripts, many at a time: they are read, never run."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_CHUNK = 500
_PRINT = 'bash --pretty-print "$script" >"$script.out" 2>/dev/null </dev/null || rm "$script.out"'
_DRIVER = f'for script in "$1"/*; do {_PRINT}; done'


def pretty(scripts: Iterable[str], jobs: int = 2) -> dict[str, str]:
    """Each script as bash prints it; those it refuses are left out."""
    unique = [text for text in dict.fromkeys(scripts) if "\0" not in text]
    chunks = [unique[start : start + _CHUNK] for start in range(0, len(unique), _CHUNK)]
    with ThreadPoolExecutor(jobs) as pool:
        found: dict[str, str] = {}
        for answers in pool.map(_chunk, chunks):
            found.update(answers)
    return found


def _chunk(scripts: list[str]) -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="verbs-print-") as folder:
        for number, text in enumerate(scripts):
            Path(folder, f"{number:06d}").write_bytes(text.encode("utf-8", "surrogateescape"))
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        subprocess.run(["dash", "-c", _DRIVER, "driver", folder], check=True, env=environment)
        shown = {}
        for number, text in enumerate(scripts):
            output = Path(folder, f"{number:06d}.out")
            if output.exists():
                shown[text] = output.read_bytes().decode("utf-8", "surrogateescape")
        return shown
