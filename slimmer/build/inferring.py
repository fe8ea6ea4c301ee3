"""Smoke tests of images that nobody wrote one for: what their ports, health checks and programs suggest."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator

from slimmer.build.result import ImageConfig
from slimmer.build.smoke import Ask, Smoke

_ADDRESS = re.compile(
    r"http://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?:(?P<port>:\d+)(?!\d)|(?![:\w.-]))(?P<path>/[^\s'\"`;|&<>)]*)?"
)
_HIGHEST = 65535
_SHELLS = frozenset(("sh", "bash", "dash", "ash", "zsh"))
# What starts others says its own version, which every base image's does.
_OTHERS = re.compile(
    r"(?:(?:python|pypy|node|nodejs|ruby|perl|php|java|lua|deno|bun|dotnet|Rscript)[\d.]*"
    r"|npm|npx|yarn|pnpm|poetry|uv|pipenv|bundle|mvn|gradle|make|env|exec|sudo|su|gosu|su-exec|tini|dumb-init|init"
    r"|catatonit|s6-svscan|supervisord|busybox|cd|test|true|sleep|tail)"
)
_SOON = 10.0
"""Seconds a program has to tell its version: one that does not know the flag may be a server that starts."""


def suggested(config: ImageConfig, health: Iterable[tuple[str, ...]] = ()) -> Iterator[Smoke]:
    """What can be tried of an image, what would show most first; nothing when it has nothing to run.

    Where health checks ask over HTTP, the same is asked; else the lowest exposed port; of an image without either
    it is seen whether and how it ends. At last its program is run with `--version`, or `version`.

    Args:
        config: of the image.
        health: checks that compose services give it, as HEALTHCHECK has them: "CMD" and words, or "CMD-SHELL" and
            a script.
    """
    if not config.cmd and not config.entrypoint:
        return
    given = next((each for each in health if each[:1] in (("CMD",), ("CMD-SHELL",))), ())
    own = config.healthcheck.test if config.healthcheck is not None else ()
    ports = sorted(int(port.partition("/")[0]) for port in config.exposed_ports if port.endswith("/tcp"))
    asked = dict.fromkeys(address for check in (given, own) if (address := _address(check)) is not None)
    for port, path in asked:
        asks = tuple(Ask(each, None, None) for each in dict.fromkeys((path, "/")))
        yield Smoke(port=port, asks=asks, inferred=True, healthcheck=given)
    if ports and (ports[0], "/") not in asked:
        # Of several ports the lowest: what is asked first of a server.
        yield Smoke(port=ports[0], asks=(Ask("/", None, None),), inferred=True, healthcheck=given)
    if not ports and not asked:
        yield Smoke(inferred=True, healthcheck=given)
    for command in _versions(config):
        yield Smoke(command=command, timeout=_SOON, inferred=True, shallow=True)


def _address(check: tuple[str, ...]) -> tuple[int, str] | None:
    """The port and path a health check asks at, where its words tell both without a variable."""
    found = _ADDRESS.search(" ".join(check[1:]))
    if found is None:
        return None
    port, path = int((found["port"] or ":80")[1:]), found["path"] or "/"
    return (port, "/" if "$" in path else path) if 0 < port <= _HIGHEST else None


def _versions(config: ImageConfig) -> Iterator[tuple[str, ...]]:
    """Instead of CMD: what has the image's own program tell its version."""
    entrypoint = config.entrypoint or ()
    if _is_shell_form(entrypoint):  # it takes no other words
        return
    if _program(entrypoint) is not None:
        yield from (("--version",), ("version",))
    elif (program := _program(config.cmd or ())) is not None:
        yield from ((program, "--version"), (program, "version"))


def _program(words: tuple[str, ...]) -> str | None:
    """The program that words run, where it is one of its own: no shell's script, and no interpreter or starter."""
    if _is_shell_form(words):
        try:
            words = tuple(shlex.split(words[2]))
        except ValueError:
            return None
        words = words[1:] if words[:1] == ("exec",) else words
    if not words or not re.fullmatch(r"[\w./+-]+", words[0]):
        return None
    name = words[0].rpartition("/")[2]
    return None if name in _SHELLS or name.endswith(".sh") or _OTHERS.fullmatch(name) else words[0]


def _is_shell_form(words: tuple[str, ...]) -> bool:
    return len(words) > 2 and words[0].rpartition("/")[2] in _SHELLS and words[1] == "-c"
