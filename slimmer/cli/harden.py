"""`slimmer harden`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from slimmer.bench.hardened import Hardened
from slimmer.bench.hardening import hardened
from slimmer.bench.inferring import inferred
from slimmer.bench.restrictions import Limits
from slimmer.bench.trials import Bench
from slimmer.build import BuildError, Request, Workshop, find
from slimmer.build.inferring import suggested
from slimmer.build.scratch import scratch
from slimmer.build.smoke import Smoke
from slimmer.cli.parameters import PATH
from slimmer.cli.stopping import cleanly
from slimmer.cli.talking import talk
from slimmer.cli.terminal import put, say
from slimmer.cli.verifying import own_ignore_file, pairs, read_smoke
from slimmer.errors import InputError, UsageError
from slimmer.records import dataclass
from slimmer.report.style import visible_lines
from slimmer.text.source import Source

_NAMES = ("Dockerfile", "Containerfile")
_MEMORY = re.compile(r"(\d+)([kmg]?)b?", re.IGNORECASE)
_UNITS = {"": 0, "k": 10, "m": 20, "g": 30}


@click.command()
@click.argument("what", metavar="PATH|IMAGE", default=".", type=PATH)
@click.option("--smoke", metavar="FILE", type=PATH, help="What the image must do: a TOML file with a [smoke] table.")
@click.option("--context", metavar="DIR", type=PATH, help="The build context.  [default: the Dockerfile's folder]")
@click.option("--target", metavar="STAGE", help="The stage to build.")
@click.option("--build-arg", "arguments", metavar="NAME=VALUE", multiple=True, help="For the build; again for more.")
@click.option(
    "--memory", metavar="SIZE", help="At most so much, such as 256m.  [default: twice what it was seen to use]"
)
@click.option("--pids-limit", "processes", type=click.IntRange(1), default=256, show_default=True)
@click.option("--build-timeout", "timeout", type=click.FloatRange(1), default=1800.0, show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
@click.pass_context
def harden(ctx: click.Context, /, what: str, **options: Any) -> None:
    """Find the restrictions under which an image still passes its smoke test.

    PATH is a Dockerfile or its folder, which is built; IMAGE an image that the engine has or can pull. It is run with a
    read-only root, no capabilities, no new privileges, as a user of no rights, and with limits. The command and the
    compose fragment that are printed are those that passed. The smoke test is that of --smoke, else of `case.toml`
    beside the Dockerfile or in the folder above, else inferred from the image.
    """
    subject = _subject(what, options["context"])
    smoke = _smoke(subject, options["smoke"])
    limits = Limits(_bytes(options["memory"]), options["processes"])
    follow = talk(quiet=options["quiet"])
    try:
        with cleanly(), scratch("harden") as empty:
            request = Request(
                dockerfile=b"", context=subject.context or empty, ignore=subject.ignore,
                target=options["target"], arguments=pairs(options["arguments"]), timeout=options["timeout"],
            )  # fmt: skip
            with Workshop(find()) as workshop:
                workshop.clear_orphans()
                found = _found(Bench(workshop, request, follow.say, follow.watching), subject, smoke, limits)
    except BuildError as error:
        say(f"error: {error}\n")
        ctx.exit(3)
    say("".join(f"note: {visible_lines(each)}\n" for each in found.notes))
    if not found.passed:
        say(f"not hardened: {visible_lines(found.reason)}\n")
        ctx.exit(3)
    put(f"{found.command}\n\n{found.compose}")


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is hardened.

    Args:
        text: of the Dockerfile.
        name: of the image.
        context: the build context; None for an image, which needs none.
        ignore: the Dockerfile's own ignore file.
        place: the Dockerfile's folder.
    """

    text: str
    name: str
    context: Path | None = None
    ignore: bytes | None = None
    place: Path | None = None


def _subject(what: str, context: str | None) -> _Subject:
    path = Path(what)
    if path.is_dir():
        path = next((path / name for name in _NAMES if (path / name).is_file()), path / _NAMES[0])
    elif not path.exists() and not what.startswith((".", "/")):
        if context is not None:
            raise UsageError(f"{what}: there is no such file, and an image has no build context")
        return _Subject(f"FROM {what}\n", what)
    try:
        source = Source.decode(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    folder = Path(context).absolute() if context is not None else path.parent.absolute()
    if not folder.is_dir():
        raise UsageError(f"--context: `{folder}` is no folder")
    name = re.sub(r"[^a-z0-9]+", "-", path.parent.absolute().name.lower()).strip("-") or "app"
    return _Subject(source.text, name, folder, own_ignore_file(str(path)), path.parent)


def _smoke(subject: _Subject, given: str | None) -> Smoke | None:
    """The test that is given or lies beside; None where one must be inferred."""
    if given is not None:
        return read_smoke(given)
    for folder in (subject.place, subject.place.absolute().parent) if subject.place is not None else ():
        if (folder / "case.toml").is_file():
            return read_smoke(str(folder / "case.toml"))
    return None


def _found(bench: Bench, subject: _Subject, smoke: Smoke | None, limits: Limits) -> Hardened:
    if smoke is None:
        smoke, trial = inferred(bench, subject.text)
        if smoke is None:  # what fails is told by the test that would show most
            smoke = next(suggested(trial.image.config), None) if trial.image is not None else Smoke(inferred=True)
    if smoke is None:
        return Hardened(passed=False, reason="the image runs nothing: give a smoke test with a `command`")
    return hardened(bench, bench.attempt(subject.text, "before", smoke), smoke, limits, subject.name)


def _bytes(text: str | None) -> int | None:
    if text is None:
        return None
    found = _MEMORY.fullmatch(text)
    amount = int(found[1]) << _UNITS[found[2].lower()] if found else 0
    if amount < 6 << 20:  # Docker takes no less
        raise UsageError(f"--memory {text}: give bytes, or a number with k, m or g; at least 6m")
    return amount
