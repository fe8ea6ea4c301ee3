"""Public applications as cases: named by repository, commit and path in a TOML file, and fetched when measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from slimmer.bench import git
from slimmer.bench.cases import Case, Keys, pairs, tests, toml
from slimmer.bench.modelling import History
from slimmer.build.scratch import scratch
from slimmer.errors import UsageError
from slimmer.records import dataclass, replace

_TEXT = (str, "text")
_KEYS = {
    **dict.fromkeys(("id", "repo", "commit", "title", "dockerfile", "context", "target", "source", "manifest"), _TEXT),
    **dict.fromkeys(("ideal", "ideal_commit", "note"), _TEXT),
    "ideal_port": (int, "a number"),
    "arguments": (dict, "a table of names and values"),
    "bases": (dict, "a table of image names"),
    "smoke": (dict, "a table"),
    "held": (dict, "a table"),
}
_NEEDED = ("id", "repo", "commit")


@dataclass(frozen=True, slots=True)
class App:
    """One application.

    Args:
        case: what is known of it before it is fetched; its paths are relative to the repository.
        repo: `owner/name`, or an address that git can clone.
        commit: its full name.
        ideal_commit: where the Dockerfile of careful engineers is, when not at `commit`.
    """

    case: Case
    repo: str
    commit: str
    ideal_commit: str | None = None

    @contextmanager
    def fetched(self, clones: Path | None) -> Iterator[tuple[Case, History]]:
        """The case with its files, and the history it has, as long as the block runs.

        Args:
            clones: see `git.repository`.

        Raises:
            CloneError: the repository, the commit, or a file cannot be had.
        """
        directory = git.repository(self.repo, self.commit, clones)
        named = (self.case.context, self.case.dockerfile, *((self.case.ideal,) if self._ideal_is_here else ()))
        paths = tuple("" if each == Path() else each.as_posix() for each in named if each is not None)
        with git.checked_out(directory, self.commit, paths) as files, scratch("ideal") as beside:
            case = replace(
                self.case,
                context=files / self.case.context,
                dockerfile=files / self.case.dockerfile,
                ideal=self._ideal(directory, files, beside),
            )
            if not case.dockerfile.is_file() or not case.context.is_dir():
                raise git.CloneError(f"{self.repo} at {self.commit}: {self.case.dockerfile} is no file there")
            inside = "" if self.case.context == Path() else self.case.context.as_posix()
            yield case, History(directory, inside, self.commit)

    @property
    def _ideal_is_here(self) -> bool:
        return self.case.ideal is not None and self.ideal_commit is None

    def _ideal(self, directory: Path, files: Path, beside: Path) -> Path | None:
        if self.case.ideal is None:
            return None
        if self.ideal_commit is None:
            return files / self.case.ideal
        place = beside / "ideal.Dockerfile"
        place.write_bytes(git.file_at(directory, self.ideal_commit, self.case.ideal.as_posix()))
        return place


def read_apps(path: Path) -> tuple[App, ...]:
    """The applications a file names.

    Raises:
        UsageError: it has an unknown key, lacks one, or a wrong value; with the line.
        InputError: it cannot be read.
    """
    text, table = toml(path)
    Keys(path, text, ()).check(table, {"app": (list, "tables, each headed [[app]]")})
    heads = [number for number, line in enumerate(text.split("\n")) if line.replace(" ", "").startswith("[[app]]")]
    told = table.get("app", [])
    if not told:
        raise UsageError(f"{path}: names no application: each is a table headed [[app]]")
    firsts = heads if len(heads) == len(told) else [0] * len(told)
    return tuple(_app(each, Keys(path, text, ("app",), first)) for each, first in zip(told, firsts, strict=True))


def _app(table: Mapping[str, Any], keys: Keys) -> App:
    keys.check(table, _KEYS)
    missing = [key for key in _NEEDED if not table.get(key)]
    if missing:
        raise UsageError(f"{keys.place()}: lacks {', '.join(missing)}")
    context = _inside(table.get("context", "."), keys, "context")
    smoke, held = tests(table, keys)
    ideal = _inside(table["ideal"], keys, "ideal") if "ideal" in table else None
    case = Case(
        table["id"],
        table.get("title", table["repo"]),
        _inside(table["dockerfile"], keys, "dockerfile") if "dockerfile" in table else context / "Dockerfile",
        context,
        table.get("target"),
        pairs(table, "arguments"),
        table.get("source", ""),
        table.get("manifest", ""),
        smoke=smoke,
        held=held,
        ideal=ideal,
        ideal_port=table.get("ideal_port"),
        bases=pairs(table, "bases"),
        notes=(f"{table['repo']} at {table['commit']}", *((table["note"],) if "note" in table else ())),
    )
    return App(case, table["repo"], table["commit"], table.get("ideal_commit"))


def _inside(path: str, keys: Keys, key: str) -> Path:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts:
        raise UsageError(f"{keys.place(key)}: `{key}` must be a path in the repository")
    return Path(pure)
