"""The first-parent history of a git repository, and what a build context held at each commit."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from slimmer.build.processes import TimeUpError, ask
from slimmer.errors import InputError
from slimmer.records import dataclass, field

_ANSWER = 120.0
_SUBMODULE = "160000"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A build context at a commit.

    Args:
        commit: its id.
        files: by path below the context, mode and content as git names them.
    """

    commit: str
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Repository:
    """A clone, bare or with a work tree, which is only read.

    Args:
        clone: its folder.
        folder: of the build context in it; empty for all of it.

    Raises:
        InputError: of every method: git is not there, or this is no repository.
    """

    clone: Path
    folder: str = ""

    def commits(self, most: int, last: str = "HEAD", *, touching: bool = False) -> tuple[str, ...]:
        """Ids of the newest commits of the first-parent history, the oldest of them first.

        Args:
            most: how many.
            last: where the history ends.
            touching: whether commits are left out that change nothing in the build context's folder.
        """
        only = (self.folder,) if touching and self.folder else ()
        words = ("--first-parent", f"--max-count={most}", "--format=%H", "--end-of-options", last, "--", *only)
        said = self._git("log", *words)
        return tuple(reversed(said.decode().split()))

    def snapshot(self, commit: str) -> Snapshot:
        """What the build context held; submodules are left out, as a clone without them leaves them empty."""
        folder = f"{self.folder.strip('/')}/" if self.folder.strip("/") else ""
        listed = self._git("ls-tree", "-r", "-z", "--full-tree", commit, "--", *([folder] if folder else []))
        files = {}
        for line in listed.decode("utf-8", "surrogateescape").split("\0"):
            about, _, path = line.partition("\t")
            if path and not about.startswith(_SUBMODULE):
                files[path.removeprefix(folder)] = about
        return Snapshot(commit, files)

    def read(self, snapshot: Snapshot, path: str) -> bytes | None:
        """A file of the build context; None where it is not there."""
        about = snapshot.files.get(path)
        return self._git("cat-file", "blob", about.split()[2]) if about is not None else None

    def archive(self, commit: str, out: Path) -> None:
        """Write the build context at a commit as a tar archive."""
        tree = f"{commit}:{self.folder.strip('/')}"
        self._git("archive", "--format=tar", f"--output={out.absolute()}", tree)

    @cached_property
    def _environment(self) -> dict[str, str]:
        # A repository's own settings may start programs; none of those that reading heeds is let in.
        return {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}

    def _git(self, *arguments: str) -> bytes:
        words = ["git", "-c", "core.fsmonitor=false", "-c", "safe.directory=*", "-C", str(self.clone), *arguments]
        try:
            answer = ask(words, self._environment, _ANSWER)
        except TimeUpError:
            raise InputError(str(self.clone), f"git {arguments[0]} did not end within {_ANSWER:.0f} s") from None
        except OSError as error:
            raise InputError(str(self.clone), f"git cannot be started: {error.strerror}") from error
        if answer.code:
            said = answer.err.strip().split("\n")[-1]
            raise InputError(str(self.clone), f"git {arguments[0]} failed: {said}")
        return answer.out
