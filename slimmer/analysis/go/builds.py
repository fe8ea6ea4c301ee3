"""What the RUNs of a Dockerfile build with Go: `go build` and `go install`, and where each puts its program."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from slimmer.analysis.calls.calls import Call, calls
from slimmer.analysis.calls.flow import Reach
from slimmer.analysis.copies.landing import landing
from slimmer.analysis.go.modules import GoMod, GoProgram, go_folders, read_go_mod
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View, fact
from slimmer.model.paths import absolute, is_below
from slimmer.records import dataclass, replace

_MAJOR = re.compile(r"/v\d+$")
_PACKAGE_MAIN = re.compile(r"^package[ \t]+main\b", re.MULTILINE)
_FOLDERS = ("/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/go/bin", "/opt", "/")
_C_FLAGS = ("CC", "CXX", "CGO_CFLAGS", "CGO_CPPFLAGS", "CGO_CXXFLAGS", "CGO_LDFLAGS")
_DYNAMIC = {
    "-race": "-race needs cgo",
    "-msan": "-msan needs cgo",
    "-asan": "-asan needs cgo",
    "-linkshared": "-linkshared makes a program that needs shared libraries",
}


@dataclass(frozen=True, slots=True, eq=False)
class GoBuild:
    """A call that writes a program.

    Attributes:
        output: where, absolute.
        program: its sources; None for a tool that is fetched (`go install example.com/tool@v1`), or not in the context.
        module_folder: where its module lies in the image, "" where not known.
        problem: why it cannot be built without cgo and run in an empty image, or None.
        without_cgo: whether cgo is switched off already.
        trimmed: whether it is built with -trimpath, and so does not know where Go lies.
    """

    call: Call
    output: str
    program: GoProgram | None
    module_folder: str
    problem: str | None
    without_cgo: bool
    trimmed: bool


@fact
def go_builds(view: View) -> tuple[GoBuild, ...]:
    """The programs that RUNs of the target's stage build, in order."""
    return tuple(build for call in calls(view).named("go") if call.step.is_run for build in _builds(view, call))


@fact
def copied_sources(view: View) -> Mapping[str, str]:
    """What is copied from the build context into the target's image, by place, also what a RUN removes later."""
    target = stages(view).target
    return landing(view).copied(target) if target is not None else {}


def _builds(view: View, call: Call) -> Iterator[GoBuild]:
    entered = call.flag("-C")
    if entered is not None and (entered.value is None or entered.value.text is None):
        return
    if call.subcommand not in ("build", "install") or call.reach is Reach.MAYBE or call.has("-n"):
        return
    output = call.flag("-o", "--o")
    given = output.value.text if output is not None and output.value is not None else None
    cgo = _setting(call, "CGO_ENABLED")
    several = len(call.operands) > 1 or any((each.known or "").endswith("...") for each in call.operands)
    is_files = all((each.known or "").endswith(".go") for each in call.operands)
    if call.subcommand == "build" and several and not is_files and output is None:
        return  # it only compiles (`go help build`)
    for place, name in _packages(view, call):
        where = _output(view, call, given, name)
        if where is not None:
            folder, program = _program(view, place, _tags(call)) if place is not None else ("", None)
            trimmed = call.has("-trimpath", "--trimpath") or "-trimpath" in (_setting(call, "GOFLAGS") or "")
            yield GoBuild(call, where, program, folder, _choice(call) or _problem(call), cgo == "0", trimmed)


def _folder(call: Call) -> str:
    """Where the go command works: `-C` changes the folder before anything else (`go help build`)."""
    here = call.workdir.text or "/go"
    use = call.flag("-C")
    given = use.value.text if use is not None and use.value is not None else None
    return (absolute(given, here) if given else None) or here


def _packages(view: View, call: Call) -> Iterator[tuple[str | None, str]]:
    """Folder (None for a module that is fetched) and default name of each program that is built."""
    words = [each.known for each in call.operands]
    here = _folder(call)
    if None in words:
        return
    texts = [word or "" for word in words] or ["."]
    if texts[0].endswith(".go"):
        first = absolute(texts[0], here)
        if first is not None:
            yield posixpath.dirname(first), posixpath.basename(first).removesuffix(".go")
        return
    for text in texts:
        if "@" in text:
            yield None, posixpath.basename(_MAJOR.sub("", text.partition("@")[0]))
            continue
        for place in _places(view, text, here):
            yield place, _name(view, place)


def _places(view: View, text: str, here: str) -> Iterator[str]:
    """The folders in the image that a package pattern names."""
    is_relative = text.startswith((".", "/"))
    place = absolute(text.removesuffix("..."), here) if is_relative else None
    if place is None:
        for where, module in _modules(view).items():
            if text == module.module or text.startswith(module.module + "/"):
                place = posixpath.normpath(posixpath.join(where, text[len(module.module) :].lstrip("/")))
        place = place.removesuffix("/...") if place is not None else None
    if place is None:
        return
    if not text.endswith("..."):
        yield place
        return
    landed = copied_sources(view).items()
    yield from sorted({posixpath.dirname(at) for at, path in landed if is_below(at, place) and _is_main(view, path)})


def _is_main(view: View, path: str) -> bool:
    if view.context is None or path not in go_folders(view).get(posixpath.dirname(path), ()):
        return False
    return _PACKAGE_MAIN.search(view.context.read(path) or "") is not None


def _name(view: View, place: str) -> str:
    """The name the go command gives a program: its import path's last part, a major version aside."""
    module = _modules(view).get(place)
    return posixpath.basename(_MAJOR.sub("", module.module) if module is not None else place)


@fact
def _modules(view: View) -> Mapping[str, GoMod]:
    """The modules of the context by their folders in the image."""
    found: dict[str, GoMod] = {}
    for place, path in copied_sources(view).items():
        if posixpath.basename(place) == "go.mod" and view.context is not None:
            module = read_go_mod(path, view.context.read(path) or "")
            if module is not None:
                found[posixpath.dirname(place)] = module
    if any(posixpath.basename(place) == "go.work" for place in copied_sources(view)):
        folders = {module.module: module.folder for module in found.values()}
        found = {place: replace(each, replaced={**folders, **each.replaced}) for place, each in found.items()}
    return found


def _program(view: View, place: str, tags: frozenset[str]) -> tuple[str, GoProgram | None]:
    """The folder of the module in the image, and the program in the folder `place`."""
    landed = copied_sources(view)
    there = [path for where, path in landed.items() if posixpath.dirname(where) == place and path.endswith(".go")]
    source = next((path for path in there if _is_main(view, path)), next(iter(there), None))
    above = [folder for folder in _modules(view) if is_below(place, folder)]
    if source is None or not above or view.context is None:
        return "", None
    folder = max(above, key=len)
    return folder, GoProgram(_modules(view)[folder], posixpath.dirname(source), tags, view.context, go_folders(view))


def _output(view: View, call: Call, given: str | None, name: str) -> str | None:
    """Where the program is written; None where not known."""
    here = _folder(call)
    if call.subcommand == "install":
        folder = _setting(call, "GOBIN")
        if not folder:
            folder = f"{(_setting(call, 'GOPATH') or '/go').split(':')[0]}/bin"
        return absolute(f"{folder}/{name}", here)
    if call.has("-o", "--o"):
        where = absolute(given, here) if given else None
        is_folder = given is not None and (given.endswith(("/", ".")) or where in _FOLDERS)
        is_folder = is_folder or any(at.startswith(f"{where}/") for at in copied_sources(view))
        return f"{'' if where == '/' else where}/{name}" if where is not None and is_folder else where
    return absolute(name, here)


def _setting(call: Call, name: str) -> str | None:
    """A variable of the go command, None where the file does not set it: the official images do not either."""
    value = call.variables.get(name) if name in call.variables else call.step.scope.variables.get(name)
    return (value.text if value.text is not None else "?") if value is not None else None


def _tags(call: Call) -> frozenset[str]:
    use = call.flag("-tags", "--tags")
    text = use.value.text if use is not None and use.value is not None else None
    return frozenset((text or "").replace(",", " ").split(" ")) - {""}


def _choice(call: Call) -> str | None:
    """Why not all builds build the same program."""
    tags = call.flag("-tags", "--tags")
    is_open = tags is not None and tags.value is not None and not tags.value.is_certain
    if is_open or not all(each.value.is_certain for each in call.operands):
        return "which program is built is what a build argument decides"
    return None


def _problem(call: Call) -> str | None:
    """Why what the call writes does not run in an empty image, or does not build without cgo."""
    for flag, reason in _DYNAMIC.items():
        if call.has(flag):
            return reason
    mode = call.flag("-buildmode", "--buildmode")
    if mode is not None and (mode.value is None or mode.value.text not in ("default", "exe")):
        return "-buildmode makes something else than a static program"
    if "linkmode" in call.step.text:
        return "-linkmode asks for C's linker"
    flags = _setting(call, "GOFLAGS") or ""
    if any(word in flags for word in ("-race", "-msan", "-buildmode", "-linkshared", "linkmode", "?")):
        return f"GOFLAGS={flags} asks for cgo or for a shared program, or is not known"
    if _setting(call, "GOOS") not in (None, "", "linux") and "TARGETOS" not in call.step.text:
        return "GOOS says that the program is not, or not surely, for Linux"
    if _setting(call, "CGO_ENABLED") not in (None, "", "0"):
        return "CGO_ENABLED is set: the file asks for cgo, or may be given it"
    for name in _C_FLAGS:
        if _setting(call, name):
            return f"{name} is set: the build uses C"
    return "GOEXPERIMENT is set" if _setting(call, "GOEXPERIMENT") else None
