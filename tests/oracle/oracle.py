"""Ask BuildKit's own parser what it makes of a Dockerfile.

The oracle is a small Go program around `frontend/dockerfile/parser` and `frontend/dockerfile/instructions`
of `github.com/moby/buildkit`. It is built on first use. Where Go is absent the PyPI module `dockerfile` (an
older BuildKit) answers instead; such verdicts say so in `source`: they are good for names, lines and flags,
and do not decide whether a file is accepted.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

HERE = Path(__file__).resolve().parent
BINARY = HERE / "bin" / "oracle"
BUILDKIT = "buildkit"
FALLBACK = "dockerfile"


class OracleError(Exception):
    """The oracle cannot be built, or its process ended before its answers did."""


@dataclass(frozen=True, slots=True)
class Heredoc:
    """One heredoc, as BuildKit's parser.Heredoc has it.

    `name` is the delimiter without quotes, `content` the body with line ends and tabs, `expand` False when
    the delimiter was quoted, `chomp` True for `<<-`, `fd` the number before `<<` or 0.
    """

    name: str
    content: str
    expand: bool
    chomp: bool
    fd: int


@dataclass(frozen=True, slots=True)
class Instruction:
    """One node of BuildKit's tree.

    Attributes:
        name: the keyword in lower case, known or not: only `instructions.Parse` refuses unknown ones.
        start: first physical line, from 1; `end` the last one, heredoc bodies included.
        flags: the words before the arguments that start with `--`, unquoted.
        json: True for the exec (JSON) form.
        args: the values of the node's chain (ENV and LABEL: name, value, "=" in threes).
        original: the unfolded line.
        heredocs: in the order of their bodies; an ONBUILD's are also on the instruction inside it.
        comments: the comment lines right above, without `#` and blanks.
        onbuild: the instruction inside an ONBUILD.
        body: what BuildKit hands to the shell for a RUN in shell form, heredocs put together as its
            `dispatchRun` does; `shebang` when that text names its own interpreter instead.
    """

    name: str
    start: int
    end: int
    flags: tuple[str, ...]
    json: bool
    args: tuple[str, ...]
    original: str
    heredocs: tuple[Heredoc, ...] = ()
    comments: tuple[str, ...] = ()
    onbuild: Instruction | None = None
    body: str | None = None
    shebang: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a parser says of one file.

    Attributes:
        ok: the parser made a tree of it; otherwise `error` and `error_line` (a few messages count from 0).
        instructions: the tree, top level.
        stages_ok: `instructions.Parse` took the tree: known keywords, flags and argument counts, a FROM
            first; otherwise `stages_error` and `stages_line`.
        stages: number of FROM instructions, 0 unless stages_ok.
        escape: the escape character, a backslash or a backtick.
        warnings: how many warnings the parser gave (empty continuation lines).
        source: "buildkit", or "dockerfile" for the fallback, whose `ok` and `stages_ok` prove nothing.
    """

    ok: bool
    error: str | None
    error_line: int | None
    instructions: tuple[Instruction, ...]
    stages_ok: bool
    stages_error: str | None
    stages_line: int | None
    stages: int
    escape: str
    warnings: int
    source: str = BUILDKIT

    @property
    def accepted(self) -> bool:
        """Both steps took the file: a builder would start on it."""
        return self.ok and self.stages_ok


class Oracle:
    """A running oracle; use it as a context manager.

    Args:
        binary: the program to run; None takes the one beside this module, built first when it is missing or
            older than its sources.
        fallback: whether the PyPI module `dockerfile` may answer where no Go compiler is found.

    Raises:
        OracleError: the build failed, or neither Go nor the fallback is there.
    """

    def __init__(self, binary: Path | None = None, *, fallback: bool = True) -> None:
        self._program = binary if binary is not None else _built(BINARY)
        self._process: subprocess.Popen[bytes] | None = None
        if self._program is None and not fallback:
            raise OracleError("no Go compiler: the oracle cannot be built")
        if self._program is None:
            _fallback_module()

    @property
    def source(self) -> str:
        """Which parser answers: "buildkit" or "dockerfile"."""
        return FALLBACK if self._program is None else BUILDKIT

    def version(self) -> str:
        """The version of the module that answers, such as "v0.34.2"."""
        if self._program is None:
            return importlib.metadata.version(FALLBACK)
        return subprocess.run([self._program, "-version"], check=True, capture_output=True, text=True).stdout.strip()

    def __enter__(self) -> Self:
        """Start the process."""
        if self._program is not None and self._process is None:
            self._process = subprocess.Popen(
                [self._program, "-frames"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # BuildKit's word scanner complains there about bytes that are not UTF-8.
                stderr=subprocess.DEVNULL,
                bufsize=1 << 20,
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process and wait for it."""
        if self._process is not None:
            _close(self._process)
            self._process = None

    def check(self, content: bytes) -> Verdict:
        """Read one file's bytes; raises OracleError as `check_many` does."""
        return next(self.check_many([content]))

    def check_many(self, contents: Iterable[bytes]) -> Generator[Verdict, None, None]:
        """Read many files, some thousands a second; verdicts come in the order of the contents.

        Args:
            contents: the files' bytes.

        Raises:
            OracleError: the process is not running or died.
        """
        if self._program is None:
            yield from map(_fallback_verdict, contents)
            return
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise OracleError("the oracle is not running: use it in a `with` block")
        listed = contents if isinstance(contents, Sequence) else list(contents)
        writer = threading.Thread(target=_send, args=(process.stdin, listed), daemon=True)
        writer.start()
        waiting = len(listed)
        try:
            while waiting:
                line = process.stdout.readline()
                if not line:
                    raise OracleError(f"the oracle ended early, exit code {process.wait()}")
                waiting -= 1
                yield _verdict(json.loads(line))
        finally:
            # A caller that stops early must not leave its answers to the next one.
            while waiting and process.stdout.readline():
                waiting -= 1
            writer.join()


def _send(pipe: IO[bytes], contents: Sequence[bytes]) -> None:
    try:
        for content in contents:
            pipe.write(b"%d\n" % len(content))
            pipe.write(content)
        pipe.flush()
    except (BrokenPipeError, ValueError):
        # The reader sees the end of the answers and says so.
        return


def _close(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
    if process.stdout is not None:
        process.stdout.close()
    process.wait()


def _built(binary: Path) -> Path | None:
    """Build the program when it is missing or stale; None without a Go compiler."""
    sources = [*HERE.glob("*.go"), *HERE.glob("go.*")]
    if _fresh(binary, sources):
        return binary
    if shutil.which("go") is None:
        return binary if binary.exists() else None
    binary.parent.mkdir(exist_ok=True)
    # Test workers start together: one builds, the others wait and find it fresh.
    with (binary.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _fresh(binary, sources):
            done = subprocess.run([HERE / "build.sh", binary], capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise OracleError(f"building the oracle failed:\n{done.stderr}")
            os.utime(binary)
    return binary


def _fresh(binary: Path, sources: Sequence[Path]) -> bool:
    return binary.exists() and all(source.stat().st_mtime <= binary.stat().st_mtime for source in sources)


def _verdict(answer: dict[str, Any]) -> Verdict:
    found = tuple(_instruction(item) for item in answer.pop("instructions"))
    return Verdict(instructions=found, **answer)


def _instruction(item: dict[str, Any]) -> Instruction:
    nested = item["onbuild"]
    return Instruction(
        name=item["name"],
        start=item["start"],
        end=item["end"],
        flags=tuple(item["flags"]),
        json=item["json"],
        args=tuple(item["args"]),
        original=item["original"],
        heredocs=tuple(Heredoc(**heredoc) for heredoc in item["heredocs"]),
        comments=tuple(item["comments"]),
        onbuild=_instruction(nested) if nested else None,
        body=item["body"],
        shebang=item["shebang"],
    )


def _fallback_module() -> Any:
    try:
        return importlib.import_module(FALLBACK)
    except ImportError as error:
        raise OracleError("neither Go nor the PyPI module `dockerfile` is there") from error


def _fallback_verdict(content: bytes) -> Verdict:
    module = _fallback_module()
    try:
        commands = module.parse_string(content.decode("utf-8", "replace"))
    except module.GoParseError as error:
        return Verdict(False, str(error), None, (), False, None, None, 0, "\\", 0, FALLBACK)
    found = tuple(_fallback_instruction(command) for command in commands)
    stages = sum(instruction.name == "from" for instruction in found)
    return Verdict(True, None, None, found, stages > 0, None, None, stages, "\\", 0, FALLBACK)


def _fallback_instruction(command: Any) -> Instruction:
    start, end, args = command.start_line, command.end_line, tuple(command.value)
    name, flags, inner = command.cmd.lower(), tuple(command.flags), None
    if command.sub_cmd:
        inner = Instruction(command.sub_cmd.lower(), start, end, (), command.json, args, "")
        args = ()
    docs = tuple(Heredoc(h.name, h.content, True, False, h.file_descriptor) for h in command.heredocs)
    return Instruction(name, start, end, flags, command.json, args, command.original, docs, onbuild=inner)
