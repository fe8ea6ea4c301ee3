"""Recompute the verdicts in snippets.toml: ``python tests/syntax/shell/refresh_snippets.py``.

A verdict is what ``bash -n -c TEXT`` and ``dash -n -c TEXT`` say, which read a text and run nothing; RUN hands
its text over in the same way. "ok" is exit code 0 without a message. Two oddities of bash bend this rule. It
only warns of a here-document that the end of the text ends: "ok", with ``bash_warns``. And of a broken ``[[ ]]``
it complains, or not even that, drops the line and still exits with 0: "error".
"""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SNIPPETS = Path(__file__).with_name("snippets.toml")
SHELLS: tuple["Shell", ...] = ("bash", "dash")

Shell = Literal["bash", "dash"]
Verdict = Literal["ok", "error"]

# What a shell takes for a blank, and what it prints, hangs on the locale; an image sets none.
_ENVIRONMENT = {"LC_ALL": "C", "PATH": "/usr/local/bin:/usr/bin:/bin"}
# Of a text they cannot parse both shells say 2, and bash 1 (an array) or 127 (inside a substitution).
_EXIT_CODES = (0, 1, 2, 127)
_WARNING = re.compile(rb"^bash: line \d+: warning: .*here-document.*$\n?", re.MULTILINE)
_COMPUTED_KEYS = ("bash =", "bash_warns =", "dash =")


@dataclass(frozen=True, slots=True)
class Snippet:
    """One text and what is known of it.

    Attributes:
        name: Unique, kebab-case.
        text: What the shell is given.
        verdicts: What the real shell says, for each shell.
        bash_warns: Whether bash accepts the text with a warning of a here-document without an end.
        known_reject: For each shell whose valid text our parser refuses on purpose, the reason.
    """

    name: str
    text: str
    verdicts: dict[Shell, Verdict]
    bash_warns: bool
    known_reject: dict[Shell, str]


def load(path: Path = SNIPPETS) -> tuple[dict[Shell, str], tuple[Snippet, ...]]:
    """Read the list.

    Args:
        path: The TOML file.

    Returns:
        The release of each shell that gave the verdicts, and the snippets in file order.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    releases: dict[Shell, str] = {shell: data[f"{shell}_release"] for shell in SHELLS}
    snippets = tuple(
        Snippet(
            entry["name"],
            entry["text"],
            {shell: entry[shell] for shell in SHELLS},
            entry.get("bash_warns", False),
            entry.get("known_reject", {}),
        )
        for entry in data["snippet"]
    )
    return releases, snippets


def release_of(shell: Shell) -> str | None:
    """Find out which release of a shell is installed.

    Args:
        shell: The program.

    Returns:
        "5.2" for bash 5.2.15, "0.5.12" for dash 0.5.12-2; None where the shell or its release is not known.
        dash does not tell its own version, so the package manager of Debian is asked.
    """
    query = {"bash": ["bash", "--version"], "dash": ["dpkg-query", "-W", "-f", "${Version}", "dash"]}[shell]
    if shutil.which(shell) is None or shutil.which(query[0]) is None:
        return None
    answer = subprocess.run(query, capture_output=True, text=True, check=False, env=_ENVIRONMENT)
    pattern = {"bash": r"version (\d+\.\d+)", "dash": r"(\d+\.\d+\.\d+)"}[shell]
    found = re.search(pattern, answer.stdout)
    return found.group(1) if found else None


def judge(shell: Shell, text: str) -> tuple[Verdict, bool]:
    """Ask a real shell whether it can parse a text.

    Args:
        shell: The program.
        text: The text; it must hold no NUL.

    Returns:
        The verdict, and whether the shell warned of a here-document without an end.

    Raises:
        RuntimeError: The shell ended in another way than with 0 or with a syntax error.
    """
    failed, warned = _read(shell, text)
    if not failed and not warned and shell == "bash" and "[[" in text:
        # A closing parenthesis more is an error, unless bash stopped reading before it came there.
        failed = not _read(shell, text + "\n)")[0]
    return ("error" if failed else "ok"), warned and not failed


def _read(shell: Shell, text: str) -> tuple[bool, bool]:
    # The two dashes end the options: a text may start with a dash.
    done = subprocess.run(
        [shell, "-n", "-c", "--", text], capture_output=True, check=False, env=_ENVIRONMENT, timeout=30
    )
    if done.returncode not in _EXIT_CODES:
        raise RuntimeError(f"{shell} ended with {done.returncode} on {text!r}: {done.stderr!r}")
    messages, warnings = _WARNING.subn(b"", done.stderr)
    return done.returncode != 0 or messages != b"", warnings > 0


def judge_all(shell: Shell, texts: list[str]) -> list[tuple[Verdict, bool]]:
    """Ask a real shell about many texts.

    Args:
        shell: The program.
        texts: The texts.

    Returns:
        The answers of `judge`, in the order of the texts.
    """
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(lambda text: judge(shell, text), texts))


def rewrite(path: Path = SNIPPETS) -> int:
    """Write the verdicts of the installed shells into the list; comments and all other keys stay.

    Args:
        path: The TOML file, in which each value stands on one line.

    Returns:
        How many snippets got another verdict.

    Raises:
        RuntimeError: A shell, or its release, is not to be found.
    """
    _, snippets = load(path)
    texts = [snippet.text for snippet in snippets]
    answers = {shell: judge_all(shell, texts) for shell in SHELLS}
    verdicts = map(_verdict_lines, answers["bash"], answers["dash"])
    lines = _without_computed(path.read_text(encoding="utf-8").split("\n"))
    places = [number for number, line in enumerate(lines) if line.startswith("text =")]
    for place, computed in reversed(list(zip(places, verdicts, strict=True))):
        lines[place + 1 : place + 1] = computed
    path.write_text("\n".join([*_release_lines(), *lines]), encoding="utf-8")
    _, fresh = load(path)
    return sum(before.verdicts != after.verdicts for before, after in zip(snippets, fresh, strict=True))


def _verdict_lines(bash: tuple[Verdict, bool], dash: tuple[Verdict, bool]) -> list[str]:
    warns = ["bash_warns = true"] if bash[1] else []
    return [f'bash = "{bash[0]}"', *warns, f'dash = "{dash[0]}"']


def _release_lines() -> list[str]:
    lines = []
    for shell in SHELLS:
        release = release_of(shell)
        if release is None:
            raise RuntimeError(f"{shell} or its release is not to be found")
        lines.append(f"{shell}_release = {json.dumps(release)}")
    return lines


def _without_computed(lines: list[str]) -> list[str]:
    computed = (*_COMPUTED_KEYS, *(f"{shell}_release =" for shell in SHELLS))
    return [line for line in lines if not line.startswith(computed)]


if __name__ == "__main__":
    sys.stdout.write(f"{rewrite()} verdicts changed\n")
