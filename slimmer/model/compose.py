"""Builds in compose files (compose-spec's `build` and `services`, as of 2026)."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from slimmer.model.uses import Read, Use, Words
from slimmer.model.yaml_nodes import Yaml, YamlError
from slimmer.records import replace

MAIN = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
"""In the order compose looks for them."""
_MAX_SERVICES = 1_000
_EXTENDS = 20
_VARIABLE = re.compile(r"\$(?:(\$)|\{[^}]*\}|[A-Za-z_]\w*)")
_REMOTE = re.compile(r"^(?:[a-z]+://|git@|github\.com/)|\.git(?:#|$)")


def read_compose(files: Mapping[Path, bytes]) -> Read:
    """The services that build an image, in the compose files of one folder.

    Args:
        files: bytes by absolute path. What another one leaves open of a service, the main one of `MAIN` decides.
    """
    documents: dict[Path, Yaml] = {}
    problems: list[str] = []
    for file, data in files.items():
        try:
            documents[file] = Yaml.parse(data).get("services")
        except YamlError as error:
            problems.append(f"{file.name} is not read: {error}")
    main = min((file for file in files if file.name in MAIN), key=lambda file: MAIN.index(file.name), default=None)
    base = documents.get(main, Yaml(None)) if main is not None else Yaml(None)
    known: list[_Service] = []
    for file, services in documents.items():
        names = services.keys
        if len(names) > _MAX_SERVICES:
            problems.append(f"{file.name} is not read: it has more than {_MAX_SERVICES} services")
            continue
        known += (_Service(file, services, base, name) for name in names)
    uses = [use for service in known if (use := service.use()) is not None]
    built = {_repository(use.image): use for use in uses if use.image is not None}
    uses += [use for service in known if (use := service.use_of_another(built)) is not None]
    return Read(tuple(uses), tuple(problems))


def _repository(image: str) -> str:
    """An image's name without its tag: which of them a service runs, the tag of the day decides."""
    name, _, tag = image.rpartition(":")
    return name if name and "/" not in tag and "}" not in tag else image


class _Service:
    """One service; what it does not say, the service it extends does, or the same one in the main file."""

    def __init__(self, file: Path, services: Yaml, base: Yaml, name: str) -> None:
        self._file, self._name = file, name
        self._unclear: list[str] = []
        self._chain = (*self._extended(services, name), *self._extended(base, name))

    def _extended(self, services: Yaml, name: str) -> Iterator[Yaml]:
        for _ in range(_EXTENDS):
            service = services.get(name)
            yield service
            extends = service.get("extends")
            if not extends.get("file").is_null:
                self._unclear.append("extends")
            base = extends.text or extends.get("service").text
            if base is None or not extends.get("file").is_null:
                return
            name = base

    def _value(self, *path: str) -> Yaml:
        found = (service.get(*path) for service in self._chain)
        return next((value for value in found if not value.is_null), Yaml(None))

    def use(self) -> Use | None:
        build = self._value("build")
        if build.is_null:
            return None
        short = self._text("context", build)
        written = short if build.text is not None else self._text("context", self._value("build", "context"))
        context = self._folder(written if written is not None else None if self._unclear else ".")
        dockerfile = self._text("dockerfile", self._value("build", "dockerfile"))
        inline = not self._value("build", "dockerfile_inline").is_null
        path = None
        if context is not None and not inline and "dockerfile" not in self._unclear:
            path = Path(os.path.normpath(context / (dockerfile or "Dockerfile")))
        return Use(
            self._file,
            self._name,
            context,
            path,
            self._text("target", self._value("build", "target")),
            dict(self._pairs("args", self._value("build", "args"))),
            self._words("command"),
            self._words("entrypoint"),
            self._healthcheck(),
            self._value("image").text,
            self._environment(),
            tuple(dict.fromkeys(self._unclear)),
        )

    def use_of_another(self, built: Mapping[str, Use]) -> Use | None:
        """What it says of the image another service builds; None where it builds one, or says nothing of it."""
        image = self._value("image").text
        found = built.get(_repository(image)) if image is not None and self._value("build").is_null else None
        if found is None:
            return None
        command, entrypoint, check = self._words("command"), self._words("entrypoint"), self._healthcheck()
        environment = self._environment()
        if not (command or entrypoint or check or environment or self._unclear):
            return None
        own = {"command", "entrypoint", "healthcheck"}
        unclear = (*(each for each in found.unclear if each not in own), *self._unclear)
        return replace(
            found,
            file=self._file,
            name=self._name,
            command=command,
            entrypoint=entrypoint,
            healthcheck=check,
            environment=environment,
            unclear=tuple(dict.fromkeys(unclear)),
        )

    def _text(self, key: str, value: Yaml) -> str | None:
        """A value with its variables resolved; a `$` whose value only compose knows makes it unclear."""
        text = _resolved(value.text) if value.text is not None else None
        if text is None and value.text is not None:
            self._unclear.append(key)
        return text

    def _folder(self, text: str | None) -> Path | None:
        if text is None or _REMOTE.search(text):
            return None
        return Path(os.path.normpath(self._file.parent / text))

    def _pairs(self, key: str, value: Yaml) -> Iterator[tuple[str, str | None]]:
        if value.is_map:
            for name in value.keys:
                yield name, self._text(key, value.get(name))
        for item in value.items:
            name, equals, _ = (item.text or "").partition("=")
            text = self._text(key, item) or ""
            yield name, text.partition("=")[2] if equals else None

    def _environment(self) -> dict[str, str | None]:
        """Compose joins those of all files and services, and the nearest one counts."""
        tables = (service.get("environment") for service in reversed(self._chain))
        return dict(pair for table in tables for pair in self._pairs("environment", table))

    def _words(self, key: str) -> Words | None:
        value = self._value(key)
        if value.items:
            return tuple(self._text(key, item) or "" for item in value.items)
        text = self._text(key, value)
        if text is None:
            return None
        try:
            return tuple(shlex.split(text))
        except ValueError:
            self._unclear.append(key)
            return None

    def _healthcheck(self) -> Words | None:
        disabled = self._value("healthcheck", "disable").text
        if disabled is not None and disabled.lower() in ("true", "yes", "on"):
            return ("NONE",)
        test = self._value("healthcheck", "test")
        if test.items:
            return tuple(self._text("healthcheck", item) or "" for item in test.items)
        text = self._text("healthcheck", test)
        return ("CMD-SHELL", text) if text is not None else None


def _resolved(text: str) -> str | None:
    """Text with `$$` unescaped; None where it holds a variable, whose value the environment or `.env` gives."""
    if any(not found[1] for found in _VARIABLE.finditer(text)):
        return None
    return text.replace("$$", "$")
