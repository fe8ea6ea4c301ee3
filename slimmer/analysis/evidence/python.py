"""What a folder of the build context says of a Python project: requirements files, pyproject.toml, Pipfile."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from weakref import WeakKeyDictionary

from slimmer.analysis.evidence.data import Data, mapping, strings, toml_data
from slimmer.model.context import Context
from slimmer.records import dataclass

# Texts, compiled on first use.
_OPTION = r"(?:-(?P<letter>[rce])|--(?P<word>requirement|constraint|editable))[ =]*(?P<value>.+)$"
_COMMENT = r"(?:^|\s)#.*$"  # pip's req_file.py: a comment begins the line or follows white space
_MOST_FILES = 100


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement.

    Attributes:
        name: normal (PEP 503), "" for a folder or an address that gives none.
        text: as written, without comment and options.
    """

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PythonManifest:
    """A file that says what a project requires.

    Attributes:
        path: in the build context.
        kind: "requirements", "pyproject" or "pipfile".
        groups: requirements by group: "" for what the project needs, else the name of an extra or a group.
        development: the groups that are for developing only.
        includes: other files of the context it takes requirements from.
        problems: why something in it cannot be read.
    """

    path: str
    kind: str
    groups: Mapping[str, tuple[Requirement, ...]]
    development: frozenset[str] = frozenset()
    includes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    def requires(self, name: str) -> bool:
        """Whether any group holds a package of this name."""
        return any(each.name == normal(name) for group in self.groups.values() for each in group)


def normal(name: str) -> str:
    """The name of a package as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirement(text: str) -> Requirement | None:
    """One requirement (PEP 508, or what pip takes beside it: a folder, an address); None where it is none."""
    from packaging.requirements import InvalidRequirement  # noqa: PLC0415  it costs 10 ms, and few contexts need it
    from packaging.requirements import Requirement as Parsed  # noqa: PLC0415  as above

    try:
        return Requirement(normal(Parsed(text).name), text)
    except InvalidRequirement:
        pass
    egg = re.search(r"#(?:.*&)?egg=([\w.-]+)", text)
    if egg is not None:
        return Requirement(normal(egg[1]), text)
    return Requirement("", text) if "/" in text or text.startswith(".") else None


def requirements_file(context: Context, path: str) -> PythonManifest | None:
    """A requirements file with those it includes; None when there is none."""
    if not context.has(path):
        return None
    found: list[Requirement] = []
    problems: list[str] = []
    read: dict[str, None] = {path: None}
    waiting = [path]
    while waiting:
        each = waiting.pop(0)
        text = context.read(each)
        if text is None:
            problems.append(context.unread(each) or f"{each} cannot be read")
            continue
        for line in _logical_lines(text):
            option = re.match(_OPTION, line)
            target = option["value"].strip() if option is not None else ""
            if option is not None and (option["letter"] or option["word"])[0] in "rc":
                inner = posixpath.normpath(posixpath.join(posixpath.dirname(each), target))
                if inner not in read and len(read) < _MOST_FILES:
                    read[inner] = None
                    if option["letter"] != "c" and option["word"] != "constraint":
                        waiting.append(inner)
            elif line.startswith("--no-binary"):
                problems.append(f"{each} has pip build from sources (--no-binary)")
            elif not line.startswith("-") or target:
                parsed = requirement(target or re.split(r"\s+--", line)[0])
                if parsed is None:
                    problems.append(f"{each}: {line!r} is no requirement")
                else:
                    found.append(parsed)
    return PythonManifest(path, "requirements", {"": tuple(found)}, frozenset(), tuple(read)[1:], tuple(problems))


def _logical_lines(text: str) -> Iterator[str]:
    """Lines joined at their backslashes, without comments and empty ones, as pip's `preprocess` has them."""
    held = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.endswith("\\") and not line.lstrip().startswith("#"):
            held += line[:-1] + " "
            continue
        whole, held = re.sub(_COMMENT, "", held + line).strip(), ""
        if whole:
            yield whole
    if held.strip():
        yield held.strip()


def pyproject(context: Context, path: str) -> PythonManifest | None:
    """A pyproject.toml: PEP 621, dependency groups (PEP 735), Poetry, PDM and uv; None when there is none."""
    data = toml_data(context, path)
    return None if data is None else _Tables(data, "pyproject").manifest()


def pipfile(context: Context, path: str) -> PythonManifest | None:
    """A Pipfile; None when there is none."""
    data = toml_data(context, path)
    return None if data is None else _Tables(data, "pipfile").manifest()


class _Tables:
    """Collects groups out of the tables of a TOML file."""

    def __init__(self, data: Data, kind: str) -> None:
        self.data, self.kind = data, kind
        self.groups: dict[str, tuple[Requirement, ...]] = {}
        self.development: set[str] = set()
        self.problems = [data.problem] if data.problem is not None else []

    def manifest(self) -> PythonManifest:
        if self.kind == "pipfile":
            self.named("", self.data.table.get("packages"))
            self.named("dev", self.data.table.get("dev-packages"), development=True)
        else:
            self.pyproject()
        development = frozenset(self.development)
        return PythonManifest(self.data.path, self.kind, self.groups, development, (), tuple(self.problems))

    def pyproject(self) -> None:
        project, tool = mapping(self.data.table.get("project")), mapping(self.data.table.get("tool"))
        self.listed("", project.get("dependencies"))
        for extra, texts in mapping(project.get("optional-dependencies")).items():
            self.listed(extra, texts)
        for name, texts in mapping(self.data.table.get("dependency-groups")).items():
            self.listed(name, texts, development=True)
        self.listed("dev", mapping(tool.get("uv")).get("dev-dependencies"), development=True)
        for name, texts in mapping(mapping(tool.get("pdm")).get("dev-dependencies")).items():
            self.listed(name, texts, development=True)
        poetry = mapping(tool.get("poetry"))
        self.named("", poetry.get("dependencies"))
        self.named("dev", poetry.get("dev-dependencies"), development=True)
        for name, group in mapping(poetry.get("group")).items():
            self.named(name, mapping(group).get("dependencies"), development=name != "main")

    def listed(self, group: str, value: object, *, development: bool = False) -> None:
        """A list of requirements, as PEP 621 and 735 have it; `{include-group = ...}` is another group's affair."""
        if value is None:
            return
        parsed = []
        for text in strings(value):
            each = requirement(text)
            if each is None:
                self.problems.append(f"{self.data.path}: {text!r} is no requirement")
            else:
                parsed.append(each)
        self.add(group, parsed, development=development)

    def named(self, group: str, value: object, *, development: bool = False) -> None:
        """A table of names and versions, as Poetry and Pipenv have it; `python` is the interpreter."""
        if isinstance(value, dict):
            names = (name for name in value if isinstance(name, str) and name != "python")
            self.add(group, [Requirement(normal(name), name) for name in names], development=development)

    def add(self, group: str, found: list[Requirement], *, development: bool) -> None:
        self.groups[group] = (*self.groups.get(group, ()), *found)
        if development:
            self.development.add(group)


@dataclass(frozen=True, slots=True)
class PythonEvidence:
    """All manifests of a folder."""

    manifests: tuple[PythonManifest, ...]

    def requires(self, name: str) -> bool:
        """Whether any of them names a package."""
        return any(each.requires(name) for each in self.manifests)


_REQUIREMENTS = r"(?:.*[-_.])?requirements?(?:[-_.].*)?\.(?:txt|in)|requirements/[^/]+\.(?:txt|in)"
_KNOWN: WeakKeyDictionary[Context, dict[str, PythonEvidence]] = WeakKeyDictionary()


def python_evidence(context: Context, folder: str = "") -> PythonEvidence:
    """What the manifests in a folder of the build context say, read once a context."""
    known = _KNOWN.setdefault(context, {})
    if folder not in known:
        known[folder] = PythonEvidence(tuple(_manifests(context, folder)))
    return known[folder]


def _manifests(context: Context, folder: str) -> Iterator[PythonManifest]:
    prefix = f"{folder}/" if folder else ""
    names = [name for name in context.names if name.startswith(prefix)]
    files = [name for name in names if re.fullmatch(_REQUIREMENTS, name[len(prefix) :])][:_MOST_FILES]
    found = [requirements_file(context, name) for name in files]
    found += [pyproject(context, f"{prefix}pyproject.toml"), pipfile(context, f"{prefix}Pipfile")]
    yield from (each for each in found if each is not None)
