"""Ask bash and dash whether they accept shell texts, many at a time."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

SHELLS = ("bash", "dash")
_CHUNK = 500

_ARGUMENT = 100_000  # bytes; Linux takes no argument longer than 128 KiB

# One driver checks a folder of scripts: starting each shell from Python would cost more than its check. A script whose
# last character is a backslash is given as the builder gives it, by -c: bash takes the end of a file for more to come.
_DRIVER = """
for script in "$2"/*; do
    case $script in
    *.argument) "$1" -n -c -- "$(cat "$script")" ;;
    *) "$1" -n "$script" ;;
    esac 2>/dev/null </dev/null
    echo $?
done
"""


class ShellError(Exception):
    """A shell is missing or its driver answered less than it was asked."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Which shells parse a text (`-n`: nothing is run)."""

    bash: bool
    dash: bool

    @property
    def by_any(self) -> bool:
        """At least one of them parses it."""
        return self.bash or self.dash


def accept(bodies: Iterable[str], jobs: int = 2) -> dict[str, Acceptance]:
    """Check shell texts with `bash -n` and `dash -n`.

    Args:
        bodies: shell texts, surrogates standing for bytes that are not UTF-8. Equal texts are checked once.
        jobs: drivers at a time.

    Returns:
        An answer for every text. A text with a NUL byte is refused by both: no shell can be given it.

    Raises:
        ShellError: bash or dash is not installed, or a driver died.
    """
    missing = [shell for shell in SHELLS if shutil.which(shell) is None]
    if missing:
        raise ShellError(f"not installed: {', '.join(missing)}")
    unique = list(dict.fromkeys(bodies))
    answers = {body: Acceptance(bash=False, dash=False) for body in unique}
    checkable = [body for body in unique if "\0" not in body]
    chunks = [checkable[start : start + _CHUNK] for start in range(0, len(checkable), _CHUNK)]
    with ThreadPoolExecutor(jobs) as pool:
        for chunk, found in zip(chunks, pool.map(_chunk, chunks), strict=True):
            answers.update(zip(chunk, found, strict=True))
    return answers


def _chunk(bodies: list[str]) -> list[Acceptance]:
    with tempfile.TemporaryDirectory(prefix="laws-shell-") as folder:
        for number, body in enumerate(bodies):
            data = body.encode("utf-8", "surrogateescape")
            ending = ".argument" if body.endswith("\\") and len(data) < _ARGUMENT else ""
            Path(folder, f"{number:06d}{ending}").write_bytes(data)
        bash, dash = (_drive(shell, folder, len(bodies)) for shell in SHELLS)
    return [Acceptance(*pair) for pair in zip(bash, dash, strict=True)]


def _drive(shell: str, folder: str, expected: int) -> list[bool]:
    done = subprocess.run(
        ["dash", "-c", _DRIVER, "driver", shell, folder],
        capture_output=True,
        check=True,
        # BASH_ENV and ENV would be read first, and the user's locale decides what a letter is.
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
    codes = done.stdout.split()
    if len(codes) != expected:
        raise ShellError(f"{shell}: {len(codes)} answers to {expected} scripts")
    return [code == b"0" for code in codes]


def version(shell: str) -> str:
    """The first line of `--version`, or what the package manager knows of a shell that has no such flag."""
    for words in ([shell, "--version"], ["dpkg-query", "-W", shell]):
        try:
            done = subprocess.run(words, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        except OSError:
            continue
        if done.returncode == 0 and done.stdout:
            return done.stdout.split("\n")[0].replace("\t", " ")
    return "unknown"
