"""Run a rewriting command over files: one by one, in batches, or over a whole folder."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from benchmarks.laws.scratch import Scratch


class CommandError(Exception):
    """The command line cannot be used: no placeholder, an unknown program, a mode that does not fit."""


class Mode(StrEnum):
    """Where the command leaves its result.

    `INPLACE` and `FOLDER` write the files they were given, `STDOUT` prints the new file (one file a run),
    `DIFF` prints a unified diff that `git apply` takes.
    """

    INPLACE = "inplace"
    STDOUT = "stdout"
    DIFF = "diff"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Command:
    """A command line with one of `{file}`, `{files}` and `{folder}`.

    Attributes:
        line: split like a shell does, but run without one.
        mode: where its result is.
        jobs: processes at a time.
        batch: most files in one run with `{files}`.
        good_exits: exit codes that are no failure (linters often exit with 1 when findings remain).
        timeout: seconds a run may take.
    """

    line: str
    mode: Mode = Mode.INPLACE
    jobs: int = 1
    batch: int = 100
    good_exits: frozenset[int] = frozenset({0})
    timeout: float = 600.0

    def __post_init__(self) -> None:
        if sum(mark in self.line for mark in ("{file}", "{files}", "{folder}")) != 1:
            raise CommandError("the command needs exactly one of {file}, {files} and {folder}")
        if self.mode is Mode.STDOUT and "{file}" not in self.line:
            raise CommandError("mode stdout needs {file}")
        if (self.mode is Mode.FOLDER) > ("{folder}" in self.line):
            raise CommandError("mode folder needs {folder}")

    @property
    def per_run(self) -> int | None:
        """Most files in one run; None for the whole folder."""
        if "{folder}" in self.line:
            return None
        return self.batch if "{files}" in self.line else 1

    def words(self, root: Path, paths: Sequence[Path]) -> list[str]:
        """The argument list for these files."""
        filled: list[str] = []
        for word in shlex.split(self.line):
            if word == "{files}":
                filled.extend(map(str, paths))
            else:
                first = str(paths[0]) if paths else ""
                filled.append(word.replace("{folder}", str(root)).replace("{file}", first))
        return filled


@dataclass(slots=True)
class Ran:
    """What the runs of a command over a scratch folder came to.

    Attributes:
        failed: reason by the file's index, for files the command itself gave up on.
        folder_failure: reason when the one run over the folder failed; it names no file.
        outputs: standard output of the good runs, in the order of the files.
    """

    failed: dict[int, str] = field(default_factory=dict)
    folder_failure: str | None = None
    outputs: list[bytes] = field(default_factory=list)


def run(command: Command, scratch: Scratch) -> Ran:
    """Run the command over every file of the scratch folder.

    A batch that fails is put back and halved until the files that fail stand alone, so that one bad file
    never hides what the command does to the others. A file that fails alone keeps what the command
    left there.

    Raises:
        CommandError: the program cannot be started.
    """
    size = command.per_run
    if size is None:
        return _whole_folder(command, scratch)
    indexes = range(len(scratch.paths))
    batches = [indexes[start : start + size] for start in range(0, len(indexes), size)]
    ran = Ran()
    with ThreadPoolExecutor(command.jobs) as pool:
        for part in pool.map(lambda batch: _batch(command, scratch, batch), batches):
            ran.failed.update(part.failed)
            ran.outputs.extend(part.outputs)
    return ran


def _whole_folder(command: Command, scratch: Scratch) -> Ran:
    output, failure = _once(command, scratch, scratch.paths)
    return Ran(folder_failure=failure, outputs=[output])


def _batch(command: Command, scratch: Scratch, indexes: range) -> Ran:
    paths = [scratch.paths[index] for index in indexes]
    kept = [path.read_bytes() for path in paths]
    output, failure = _once(command, scratch, paths)
    if failure is None:
        return Ran(outputs=[output])
    if len(paths) == 1:
        return Ran(failed={indexes[0]: failure})
    for path, content in zip(paths, kept, strict=True):
        path.write_bytes(content)
    middle = len(indexes) // 2
    first, second = (_batch(command, scratch, half) for half in (indexes[:middle], indexes[middle:]))
    return Ran(failed=first.failed | second.failed, outputs=first.outputs + second.outputs)


def _once(command: Command, scratch: Scratch, paths: Sequence[Path]) -> tuple[bytes, str | None]:
    """One run: its standard output, and the reason when it failed."""
    try:
        done = subprocess.run(
            command.words(scratch.root, paths),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            cwd=scratch.root,
            timeout=command.timeout,
        )
    except subprocess.TimeoutExpired:
        return b"", f"no end after {command.timeout:g} s"
    except OSError as error:
        raise CommandError(str(error)) from error
    if done.returncode not in command.good_exits:
        return done.stdout, f"exit {done.returncode}: {_last_line(done.stderr or done.stdout)}"
    return done.stdout, _TAKE[command.mode](done.stdout, scratch.root, paths)


def _keep(_output: bytes, _root: Path, _paths: Sequence[Path]) -> str | None:
    return None


def _write(output: bytes, _root: Path, paths: Sequence[Path]) -> str | None:
    paths[0].write_bytes(output)
    return None


def _apply(output: bytes, root: Path, _paths: Sequence[Path]) -> str | None:
    if not output.strip():
        return None
    # Without a ceiling git would take the paths as relative to a repository above the scratch folder.
    settings = {**os.environ, "GIT_CEILING_DIRECTORIES": str(root.parent)}
    done = subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"],
        input=output,
        capture_output=True,
        check=False,
        cwd=root,
        env=settings,
    )
    return None if done.returncode == 0 else f"git apply: {_last_line(done.stderr)}"


_TAKE: dict[Mode, Callable[[bytes, Path, Sequence[Path]], str | None]] = {
    Mode.INPLACE: _keep,
    Mode.FOLDER: _keep,
    Mode.STDOUT: _write,
    Mode.DIFF: _apply,
}


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().split("\n")
    return lines[-1][:200]
