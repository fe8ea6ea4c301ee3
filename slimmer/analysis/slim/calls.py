"""What a call needs that a full base image has and its slim variant lacks."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.analysis.calls.calls import Call
from slimmer.analysis.copies.unread import PATH, may_be_copied
from slimmer.analysis.runtime.pip_installs import installs as pip_installs
from slimmer.analysis.runtime.pip_installs import wanted
from slimmer.analysis.runtime.python_imports import imports_of_call
from slimmer.analysis.runtime.sources import sources
from slimmer.analysis.slim.packages import BUILTINS, Installed
from slimmer.analysis.view import View
from slimmer.knowledge.images import Image
from slimmer.knowledge.python_packages import has_wheels_for_arm, modules_of_full_images, python_needs
from slimmer.knowledge.slim_needs import installs_unread
from slimmer.knowledge.tiers import debian_packages
from slimmer.knowledge.vocabulary import Role
from slimmer.records import dataclass, field

_NAMED = frozenset(("curl", "wget", "git", "unzip", "xz-utils", "bzip2", "procps", "file", "patch", "openssh-client"))
_FETCHING = ("curl", "wget", "git")
_COMPILING = frozenset(("gcc", "g++", "cc", "make", "cmake", "gfortran"))
_AMD = ("amd64", "x86_64")
_WHEELS = (*_AMD, "arm64", "arm64/v8", "aarch64")  # platforms that the tables speak of
_FROM_SOURCE = "npm_config_build_from_source"
_MANAGERS = ("npm", "yarn", "pnpm")
_INSTALLS = (
    *("install", "ci", "add", "install-ci-test", "install-test", "update", "rebuild", "dedupe", "deploy", "global add"),
    "",
)


@dataclass(eq=False)
class Needs:
    """Judges calls, and remembers which Debian packages they ask for.

    Attributes:
        full: the image that is used.
        slim: the one that would be.
        own_programs: whether files of the context are copied to where programs are looked for.
        missing: Debian packages to install by name, with the call that asked first.
    """

    view: View
    full: Image
    slim: Image
    own_programs: bool
    missing: dict[str, Call] = field(default_factory=dict)

    def of(self, call: Call, here: Installed) -> Iterator[str]:
        """Why one call may not do on the slim image."""
        where = f"line {call.line} calls {call.name}"
        if not call.name:
            yield f"line {call.line} runs a program whose name is computed"
        elif (module := self._imported(call, here)) is not None:
            yield f"line {call.line} imports {module}, which {self.slim.family}:{self.slim.tag} does not have"
        elif self._is_unread(call):
            yield f"{where}, which is not read{self._hint}"
        elif here.lacks(call.name):
            yield from self._lacking(call, here, where)
        elif (why := _installs_unread(call)) is not None:
            yield f"{where}, and {why}"
        elif any((each.known or "").endswith("setup.py") for each in call.operands):
            yield f"{where} with setup.py, which may compile"
        elif pip_installs(call):
            yield from self._pip(call, here)
        elif _npm_installs(call):
            yield from self._npm(call, here)
        elif _is_no_command(call):
            yield f"{where} with a word that is no command of it: what it starts is not known"
        elif call.name in _FETCHING and here.lost("ca-certificates"):
            self.missing.setdefault("ca-certificates", call)

    def _imported(self, call: Call, here: Installed) -> str | None:
        """A module that a call of Python needs and the slim image lacks."""
        modules, packages = modules_of_full_images() if self.full.family == "python" else ((), ())
        return imports_of_call(call, modules) if modules and not here.has(*packages) else None

    def brought(self, call: Call, here: Installed) -> Iterator[str]:
        """Why what a call of a stage that is copied from leaves behind may not do."""
        if call.name in _COMPILING or _installs_unread(call) is not None:
            yield f"what line {call.line} makes with {call.name} may need libraries of the full image"
        elif pip_installs(call):
            yield from (why for why in self._pip(call, here) if " is compiled" not in why)
        elif _npm_installs(call):
            yield from self._npm(call, here)

    @property
    def _hint(self) -> str:
        return ": pass --context" if self.view.context is None else ""

    def _is_unread(self, call: Call) -> bool:
        """Whether it runs a script, or what may be one, of which nobody knows what it calls."""
        if call.name.endswith(".sh"):
            return True
        if call.name in ("bash", "sh"):
            return call.place.piped and all(each.known == "-" for each in call.operands)
        written = call.head[0].known or ""
        if call.name in BUILTINS or self.full.has(call.name) is not None:
            return False
        if "/" not in written or "/bin/" in f"/{written}":
            return (self.own_programs and self._is_among_programs(written)) or may_be_copied(self.view, call)
        return self.view.context is None or sources(self.view, call.step.stage)(written) is None

    def _is_among_programs(self, written: str) -> bool:
        """Whether a program that was copied to the system's may be meant: by a path, where it is not known which."""
        folder, slash, _ = written.rpartition("/")
        return not slash or (self.view.context is None and folder in PATH)

    def _lacking(self, call: Call, here: Installed, where: str) -> Iterator[str]:
        """A command the slim image does not have: its package is named where that is certain."""
        packages = debian_packages(call.name)
        if len(packages) == 1 and packages[0] in _NAMED:
            self.missing.setdefault(packages[0], call)
            if packages[0] in _FETCHING and here.lost("ca-certificates"):
                self.missing.setdefault("ca-certificates", call)
        else:
            yield f"{where}, which {self.slim.family}:{self.slim.tag} does not have"

    def _pip(self, call: Call, here: Installed) -> Iterator[str]:
        """What the packages need that pip installs."""
        asked = call.variable("PIP_NO_BINARY")
        is_asked = asked is not None and asked.text not in (None, "", ":none:")
        if call.has("--no-binary", "--no-binary-package") or is_asked:
            yield f"line {call.line} has pip build from sources, which takes compilers and libraries"
        platform = call.step.stage.from_.flag("platform") if call.step.stage.from_ is not None else None
        known = platform.value if platform is not None else None
        if known and "$" not in known and not known.endswith(_WHEELS):
            yield f"of {known} it is not known for which packages there are wheels"
        for each in wanted(self.view, call):
            if isinstance(each, str):
                yield each
                continue
            if each.fetched_with and here.lacks(each.fetched_with):
                yield f"{each.name} is fetched with {each.fetched_with}"
            needs = python_needs(each.name, each.at_most, self._python)
            if isinstance(needs, str):
                yield needs
                continue
            if needs.is_built and not (known or "").endswith(_AMD) and not has_wheels_for_arm(self._release):
                yield f"{each.name} has no wheel of ARM for Python {self._release}, and is compiled there"
            for group in needs.build:
                if not here.has(*group):
                    yield f"{each.name} is compiled, which needs {group[0]}"
            yield from (f"{each.name} needs {group[0]}" for group in needs.runtime if here.lost(*group))

    @property
    def _release(self) -> str:
        """The interpreter's version as far as the tag tells it, its minor one at most."""
        return self._python or (self.full.tag.partition("-")[0] if self.full.family == "python" else "")

    @property
    def _python(self) -> str:
        """The interpreter's minor version, "" where the tag does not tell."""
        version = self.full.tag.partition("-")[0].split(".")
        return ".".join(version[:2]) if self.full.family == "python" and len(version) > 1 else ""

    def _npm(self, call: Call, here: Installed) -> Iterator[str]:
        """What the packages need that npm installs."""
        from slimmer.analysis.node.addons import addon_problems  # noqa: PLC0415  for images of Node alone

        asked = call.variable(_FROM_SOURCE)
        if call.has("--build-from-source") or (asked is not None and asked.text not in (None, "", "false")):
            yield f"line {call.line} has {call.name} build from sources, which takes compilers and libraries"
        for why in addon_problems(self.view, call):
            if isinstance(why, str):
                yield why
            elif here.lacks(why.program):
                yield f"line {call.line} {why.why}"


def _installs_unread(call: Call) -> str | None:
    """What is to be said of a call that installs what is not read; `python -m tox` is one of tox."""
    if pip_installs(call) or call.has("--version", "--help"):
        return None
    module = call.meaning(Role.MODULE)
    named = module.value.text if module is not None and module.value is not None else None
    return installs_unread((named or call.name).replace("pre_commit", "pre-commit"), call.subcommand)


def _is_no_command(call: Call) -> bool:
    """Whether npm is given a word that nobody knows as one of its commands: `npm "run start"`."""
    known = call.knowledge
    return call.program == "npm" and bool(call.reading.subcommand_arguments) and (known is None or not known.name)


def _npm_installs(call: Call) -> bool:
    """Whether a call brings packages from the registry."""
    if call.program not in _MANAGERS or call.subcommand not in _INSTALLS:
        return False
    return bool(call.subcommand) or (call.program == "yarn" and not call.operands and not call.has("--version", "-v"))
