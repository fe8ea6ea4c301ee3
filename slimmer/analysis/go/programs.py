"""What a Go program needs around it when it runs, as far as its sources tell."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from slimmer.analysis.go.files import GoCall, GoFile
from slimmer.analysis.go.modules import GoProgram
from slimmer.knowledge.go_needs import file_of, module_needing, position, program_of
from slimmer.records import dataclass

_TLS = frozenset(("net/http", "crypto/tls", "crypto/x509", "net/smtp", "net/rpc"))
_PORTS = frozenset(
    (
        *("domain", "ftp", "ftps", "gopher", "http", "https", "imap2", "imap3", "imaps", "pop3", "pop3s", "smtp"),
        *("submissions", "ssh", "telnet"),
    )
)
"""Go's net/lookup.go: ports by name that are in every program."""

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class GoNeeds:
    """What programs need of their image.

    Attributes:
        problem: why they cannot run in an image that holds their files alone; None when they can.
        certificates: whether they may check the certificates of servers.
        network: whether they may look up names of machines.
        zones: whether they may look up time zones.
        home: whether they may ask for users or home folders.
        temporary: whether they may write to the folder for temporary files.
        services: whether they may ask for a port by a name that is no part of Go.
        types: whether they may ask for the media type of a file's name.
        names: strings that may name files.
        opened: those of them that certainly do.
        written: names of files and folders that are made, beginnings of names with `*` behind them.
        unknown: where a file is read whose name is not known, for a person; None when all names are.
        embedded: files of the context that are within the program.
    """

    problem: str | None
    certificates: bool
    network: bool
    zones: bool
    home: bool
    temporary: bool
    services: bool
    types: bool
    names: frozenset[str]
    opened: frozenset[str]
    written: frozenset[str]
    unknown: str | None
    embedded: frozenset[str]


def cgo_reason(program: GoProgram) -> str | None:
    """Why a program needs cgo, naming what does; None when nothing shows that it does."""
    for file in program.files:
        found = file.imported("C")
        if found is not None:
            return f'{file.path}:{found.line} imports "C": the program needs cgo'
    for file in program.own:
        for each in file.imports:
            if module_needing("c", each.path) is not None:
                return f"{file.path}:{each.line} imports {each.path}, which needs cgo"
    for module in program.module.requires:
        if module_needing("c", module) is not None:
            return f"go.mod requires {module}, which needs cgo"
    return None


def needs_of(programs: Sequence[GoProgram], tags: frozenset[str]) -> GoNeeds:
    """What the programs need together; `tags` are those they are built with."""
    files = tuple({file.path: file for program in programs for file in program.own}.values())
    foreign = tuple(path for program in programs for path in program.third_party)
    imports = frozenset(each.path for file in files for each in file.imports)
    calls = tuple((file, call) for file in files for call in file.calls)
    strings = [text for file in files for text, _ in file.strings if 0 < len(text) < _LONGEST and "\n" not in text]
    opened, unknown = _named("reads", calls)
    written, unknown_folder = _named("writes", calls)
    opened |= {name for path in imports if (name := file_of(path)) is not None}
    return GoNeeds(
        problem=_problem(files, calls),
        certificates=_any("certificates", imports) is None and (bool(foreign) or not _TLS.isdisjoint(imports)),
        network=bool(foreign) or any(path == "net" or path.startswith("net/") for path in imports),
        zones=not ("timetzdata" in tags or _any("zones", imports)) and (bool(foreign) or "time" in imports),
        home=_any("home", foreign) is not None or _asks("home", calls) or any(map(_is_home, strings)),
        temporary=_any("temporary", foreign) is not None
        or _asks("temporary", calls)
        or any(text == "/tmp" or text.startswith("/tmp/") for text in strings),
        services=any(_is_named_port(each) for each in _named("addresses", calls)[0]),
        types=_asks("types", calls),
        names=frozenset(strings) | opened,
        opened=opened,
        written=written,
        unknown=unknown or unknown_folder or _by_rule(files),
        embedded=frozenset(_embedded(programs, files)),
    )


def _any(kind: str, paths: Iterable[str]) -> str | None:
    return next((path for path in paths if module_needing(kind, path) is not None), None)


def _is_home(text: str) -> bool:
    return text in ("HOME", "~") or text.startswith(("$HOME", "${HOME}", "~/"))


def _is_named_port(address: str) -> bool:
    """Whether a network address ends in a service's name that the net package does not know by itself."""
    port = address.rpartition(":")[2] if ":" in address and "/" not in address else ""
    return port[:1].isalpha() and port.lower() not in _PORTS


def _where(call: GoCall, kind: str) -> int | str | None:
    """Where a call's argument of this kind stands; methods are known by their names alone."""
    is_library = call.package and "." not in call.package.partition("/")[0]
    found = position(kind, call.package, call.name)
    return found if found is not None or is_library else position(kind, "", call.name)


def _asks(kind: str, calls: Iterable[tuple[GoFile, GoCall]]) -> bool:
    return any(_where(call, kind) is not None for _, call in calls)


def _problem(files: Iterable[GoFile], calls: Iterable[tuple[GoFile, GoCall]]) -> str | None:
    """What the programs start, or need of Go itself."""
    for file, call in calls:
        at = _where(call, "runs")
        if isinstance(at, int):
            name = call.arguments[at] if at < len(call.arguments) else None
            return f"{file.path}:{call.line} runs {name or 'a program whose name is not known'}"
    for file in files:
        for each in file.imports:
            started = program_of(each.path)
            if started is not None:
                return f"{file.path}:{each.line} imports {each.path}, which runs {started}"
            if each.path == "os/exec":
                return f"{file.path}:{each.line} imports os/exec: it may run other programs"
            if module_needing("toolchain", each.path) is not None:
                return f"{file.path}:{each.line} imports {each.path}, which needs Go's own files"
    for file, call in calls:
        if (call.package, call.name) in (("os", "Getenv"), ("os", "LookupEnv"), ("go/build", "Default")):
            asked = call.arguments[0] if call.arguments else None
            if asked in ("GOPATH", "GOROOT"):
                return f"{file.path}:{call.line} asks for {asked}, which the base image sets"
    return None


def _named(kind: str, calls: Iterable[tuple[GoFile, GoCall]]) -> tuple[frozenset[str], str | None]:
    """The names of files that functions of this kind are given, and where one is that is not known."""
    names: set[str] = set()
    unknown: str | None = None
    for file, call in calls:
        at = _where(call, kind)
        if at is None:
            continue
        arguments = call.arguments if at == "*" else call.arguments[int(at) : int(at) + 1]
        names.update(each for each in arguments if each)
        if None in arguments and unknown is None:
            unknown = f"{file.path}:{call.line} {kind} a file whose name is not known"
    return frozenset(names), unknown


def _by_rule(files: Iterable[GoFile]) -> str | None:
    for file in files:
        for each in file.imports:
            if module_needing("files", each.path) is not None:
                return f"{file.path}:{each.line} imports {each.path}, which finds files by itself"
    return None


def _embedded(programs: Sequence[GoProgram], files: Iterable[GoFile]) -> Iterator[str]:
    patterns = [posixpath.join(posixpath.dirname(file.path), each) for file in files for each in file.embeds]
    if not patterns or not programs:
        return
    for path in programs[0].context.names:
        for pattern in patterns:
            folders = path.split("/")
            heads = ("/".join(folders[: at + 1]) for at in range(len(folders)))
            if any(head.count("/") == pattern.count("/") and fnmatchcase(head, pattern) for head in heads):
                yield path
                break
