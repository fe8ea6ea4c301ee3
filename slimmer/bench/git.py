"""Repositories of applications: cloned, or taken from a folder of clones, and checked out at one commit."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from slimmer.build import BuildError
from slimmer.build.processes import Answer, TimeUpError, ask
from slimmer.build.scratch import scratch

_FORGE = "https://github.com"
_LONG = 1800.0
# Files of clones belong to whoever made them, and nobody is there to type a password.
_OPTIONS = ("-c", "safe.directory=*", "-c", "gc.auto=0")
_VARIABLES = {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "true", "LC_ALL": "C"}


class CloneError(BuildError):
    """An application's repository, or the commit of it, cannot be had."""


def repository(repo: str, commit: str, clones: Path | None) -> Path:
    """The git directory that holds a commit of a repository.

    Args:
        repo: `owner/name`, or an address that git can clone.
        commit: it must hold.
        clones: a folder of clones, each called `owner+name` or `owner/name`, bare or not; the user's cache, into which
            is cloned what it lacks, when None.

    Raises:
        CloneError: it cannot be had.
    """
    found = _among(clones, repo) if clones is not None else _cached(repo)
    if _has(found, commit):
        return found
    if clones is not None:
        raise CloneError(f"{found}: holds no commit {commit}")
    _git(found, "fetch", "--quiet", "origin", commit, of=repo)
    return found


def _among(clones: Path, repo: str) -> Path:
    owner, _, name = repo.rstrip("/").removesuffix(".git").rpartition("/")
    owner = owner.rpartition("/")[2].rpartition(":")[2]
    for place in (clones / f"{owner}+{name}", clones / owner / name):
        for folder in (place, place.with_name(place.name + ".git"), *sorted(place.glob("*/"))):
            for each in (folder, folder / ".git"):
                if (each / "HEAD").is_file() and (each / "objects").is_dir():
                    return each.absolute()
    raise CloneError(f"{clones}: holds no clone of {repo} (looked for {owner}+{name} and {owner}/{name})")


def _cached(repo: str) -> Path:
    import platformdirs  # noqa: PLC0415  only who clones needs it

    folder = platformdirs.user_cache_path("slimmer") / "clones"
    address = repo if ":" in repo or repo.startswith("/") else f"{_FORGE}/{repo}.git"
    place = folder / address.removeprefix(f"{_FORGE}/").removesuffix(".git").replace("/", "+").replace(":", "+")
    if (place / "HEAD").is_file():
        return place
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f".{place.name}-{os.getpid()}-{secrets.token_hex(4)}"
    try:  # all commits and folders, and files only as they are needed
        _git(None, "clone", "--quiet", "--bare", "--filter=blob:none", address, str(made), of=repo)
        with contextlib.suppress(OSError):  # another run was faster
            made.rename(place)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return place


def _has(directory: Path, commit: str) -> bool:
    return _asked(directory, "cat-file", "-e", f"{commit}^{{commit}}").code == 0


@contextlib.contextmanager
def checked_out(directory: Path, commit: str, paths: tuple[str, ...]) -> Iterator[Path]:
    """A folder with files of a commit, as long as the block runs. The repository is not changed.

    Args:
        directory: the git directory.
        commit: whose files.
        paths: files and folders to take; the empty path for all.

    Raises:
        CloneError: it cannot be checked out, or a path is not in it.
    """
    wanted = () if "" in paths else paths
    with scratch("app") as folder:
        archive, files = folder / "files.tar", folder / "files"
        _git(directory, "archive", "--format=tar", f"--output={archive}", commit, "--", *wanted, of=commit)
        try:
            with tarfile.open(archive) as tar:
                tar.extractall(files, filter="tar")
        except (OSError, tarfile.TarError) as error:
            raise CloneError(f"{commit} cannot be checked out: {error}") from error
        archive.unlink()
        yield files


def file_at(directory: Path, commit: str, path: str) -> bytes:
    """A file of a commit.

    Raises:
        CloneError: it is not there.
    """
    return _git(directory, "cat-file", "blob", f"{commit}:{path}", of=f"{path} at {commit}").out


def _git(directory: Path | None, *arguments: str, of: str) -> Answer:
    answer = _asked(directory, *arguments)
    if answer.code:
        reason = answer.err.strip().split("\n")[-1] or f"git ended with {answer.code}"
        raise CloneError(f"{of}: git {arguments[0]}: {reason.removeprefix('fatal: ')}")
    return answer


def _asked(directory: Path | None, *arguments: str) -> Answer:
    program = shutil.which("git")
    if program is None:
        raise CloneError("git is not installed, and applications are checked out with it")
    place = ("--git-dir", str(directory)) if directory is not None else ()
    try:
        return ask([program, *_OPTIONS, *place, *arguments], _environment(os.environ), timeout=_LONG)
    except TimeUpError:
        raise CloneError(f"git {arguments[0]} did not end within {_LONG:.0f} s") from None


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    """Without what would lead git elsewhere (GIT_DIR of a hook, for one)."""
    kept = {name: value for name, value in variables.items() if not name.startswith(("GIT_DIR", "GIT_WORK", "GIT_IN"))}
    return {**kept, **_VARIABLES}
