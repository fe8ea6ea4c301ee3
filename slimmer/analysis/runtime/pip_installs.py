"""Which Python packages pip installs, as far as the file and the build context tell."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from slimmer.analysis.calls.call import Call
from slimmer.analysis.evidence.data import mapping, strings, toml_data
from slimmer.analysis.evidence.python import PythonManifest, Requirement, pyproject, requirement, requirements_file
from slimmer.analysis.view import View
from slimmer.knowledge.python_packages import PythonNeeds, python_needs
from slimmer.model.context import Context
from slimmer.model.paths import absolute
from slimmer.records import dataclass
from slimmer.text.rare import rare

_BOUND = rare(r"(?:===?|<=?|~=)\s*([0-9][0-9A-Za-z.*]*)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A package that a call of pip installs.

    Attributes:
        name: normal (PEP 503).
        at_most: the newest version that its requirement allows, None where it bounds none.
        fetched_with: the program that fetches it, "" for pip itself.
    """

    name: str
    at_most: str | None = None
    fetched_with: str = ""


def installs(call: Call) -> bool:
    """Whether a call of pip, or of uv in its place, installs or builds something."""
    if call.program == "uv":
        return call.subcommand == "pip install"
    return call.program == "pip" and call.subcommand in ("install", "wheel", "download")


def wanted(view: View, call: Call) -> Iterator[Wanted | str]:
    """What a call installs; a clause that says why not all is known, where it is not."""
    for use in call.flags:
        value = use.value.text if use.value is not None else None
        if use.name in ("-r", "--requirement", "--requirements"):
            yield from _file(view, call, value)
        elif use.name in ("-e", "--editable"):
            yield from _named(view, call, value)
        elif use.name in ("--group", "--extra", "--all-extras"):
            yield f"line {call.line} installs groups of a project, which are not read"
    for operand in call.operands:
        text = operand.known
        is_pattern = operand.has_glob and text is not None and ("*" in text or "?" in text)
        yield from _named(view, call, None if is_pattern else text)  # `uvicorn[standard]` matches no file


def _file(view: View, call: Call, path: str | None) -> Iterator[Wanted | str]:
    if path is None:
        yield "which requirements file is read is not known"
        return
    name = posixpath.basename(path)
    if name.endswith((".toml", ".py", ".cfg", ".lock")):  # uv reads projects, too
        yield f"what {name} asks for is not read"
        return
    source = _source(view, call, path)
    if source is None or view.context is None:
        yield f"{name} is not known" + (": pass --context" if view.context is None else "")
        return
    found = requirements_file(view.context, source)
    yield from _manifest(found) if found is not None else (f"{name} is not known",)


def _named(view: View, call: Call, text: str | None) -> Iterator[Wanted | str]:
    if text is None:
        yield f"line {call.line} installs what is not known"
        return
    parsed = requirement(text)
    if text.startswith((".", "/")) and not text.endswith((".whl", ".gz", ".zip")):
        yield from _folder(view, call, re.sub(r"\[.*", "", text))
    elif parsed is None or (not parsed.name and not text.startswith("git+")):
        yield f"what {text} holds is not known"
    else:
        yield _wanted(parsed)


def _folder(view: View, call: Call, path: str) -> Iterator[Wanted | str]:
    """A project of the context: pyproject.toml says all, where no setup.py computes it."""
    source = _source(view, call, posixpath.join(path, "pyproject.toml"))
    if source is None or view.context is None:
        yield f"the project in {path} is not known" + (": pass --context" if view.context is None else "")
        return
    if view.context.has(posixpath.join(posixpath.dirname(source), "setup.py")):
        yield f"setup.py of {path} may compile or require more"
        return
    found = pyproject(view.context, source)
    yield from _manifest(found) if found is not None else (f"the project in {path} is not known",)
    yield from _built_with(view.context, source, call)


_BY_GIT = frozenset(("setuptools-scm", "hatch-vcs", "versioneer", "pbr", "poetry-dynamic-versioning", "setuptools-git"))
"""What asks git for a project's version while it is built."""
_COMPILES = frozenset(
    (
        *("maturin", "setuptools-rust", "scikit-build", "scikit-build-core", "meson-python", "mesonpep517"),
        *("cython", "pybind11", "nanobind", "numpy", "cffi", "mypy", "cmake", "ninja"),
    )
)
"""What builds modules in C, C++ or Rust."""


def _built_with(context: Context, source: str, call: Call) -> Iterator[str]:
    """Why what builds the project itself needs more than pip."""
    data = toml_data(context, source)
    for text in strings(mapping(data.table.get("build-system")).get("requires")) if data is not None else ():
        each = requirement(text)
        if each is not None and each.name in _BY_GIT:
            yield f"line {call.line} builds a project with {each.name}, which asks git for its version"
        elif each is not None and each.name in _COMPILES:
            yield f"line {call.line} builds a project with {each.name}, which compiles"


def _manifest(found: PythonManifest) -> Iterator[Wanted | str]:
    yield from found.problems
    for group in found.groups.values():
        yield from (_wanted(each) for each in group)


def _wanted(found: Requirement) -> Wanted | str:
    if "git+" in found.text:
        return Wanted(found.name, None, "git") if found.name else f"what {found.text} holds is not known"
    if not found.name or "://" in found.text:
        return f"what {found.text} holds is not known"
    bounds = _BOUND().findall(found.text.partition(";")[0])
    name = f"{found.name}-binary" if found.name == "psycopg" and "binary" in found.text else found.name
    return Wanted(name, min(bounds, key=_key) if bounds else None)


def _key(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))


def _source(view: View, call: Call, path: str) -> str | None:
    """The file of the build context that the call reads at `path`."""
    place = absolute(path, call.workdir.text)
    from slimmer.analysis.runtime.sources import sources  # noqa: PLC0415  much that is only needed where pip reads a file

    return sources(view, call.step.stage, call.step.outer)(place or path)


def compiles_nothing(view: View, call: Call) -> bool:
    """Whether a call of a pip that knows all wheels installs only what is known to need no compiler."""
    if call.program != "pip":
        return False
    found = list(wanted(view, call)) if installs(call) else []
    needs = [python_needs(each.name, each.at_most, "") for each in found if isinstance(each, Wanted)]
    is_known = len(needs) == len(found) and all(isinstance(each, PythonNeeds) for each in needs)
    return is_known and not any(isinstance(each, PythonNeeds) and each.build for each in needs)


def fetches_from_the_index(view: View, call: Call) -> bool:
    """Whether a call of pip installs only what it fetches itself."""
    found = list(wanted(view, call)) if call.program == "pip" and installs(call) else []
    return bool(found) and all(isinstance(each, Wanted) and not each.fetched_with for each in found)
