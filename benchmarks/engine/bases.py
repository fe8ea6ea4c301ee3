"""Build the stand-ins for base images: those asked for, as far as they are not there already."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engine import machine, stores
from benchmarks.engine.catalogue import Image, chosen
from benchmarks.engine.environment import variables
from benchmarks.engine.errors import EngineError
from benchmarks.engine.files import RECIPES, SOURCES, Order
from benchmarks.engine.folders import Folders, only_one
from benchmarks.engine.programs import end_all, run

_KEY = "dev.slimmer.standin.key"
# What goes into an image besides its recipe is in the code: another number makes the images of a source anew.
_GENERATIONS = {"node": "3"}
_AT_ONCE = 3  # two cores, and one that waits for the network


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one stand-in.

    Args:
        image: which.
        seconds: wall time; 0 when it was there already.
        error: why it could not be built; None when it could.
    """

    image: Image
    seconds: float
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All that decides what a stand-in holds, but for what the registries serve.

    Args:
        image: which.
        dockerfile: its text, with the machine's settings where it begins at scratch.
        tags: with whole versions.
        arguments: of the build.
        key: of all that; also of the image it is built on.
    """

    image: Image
    dockerfile: str
    tags: tuple[str, ...]
    arguments: dict[str, str]
    key: str


def ensure(folders: Folders, names: Iterable[str], say: Callable[[str], None]) -> list[Built]:
    """Build the stand-ins of these names, and those they are built on, as far as they are missing or old.

    Args:
        folders: of an engine that runs.
        names: families, tags, or `all`.
        say: is told what is done.

    Raises:
        EngineError: a name is unknown.
    """
    wanted = chosen(names)
    if not wanted:
        return []
    with only_one(folders, "bases"):
        shutil.rmtree(folders.work, ignore_errors=True)
        folders.work.mkdir()
        settings = machine.read()
        try:
            return _in_order(folders, wanted, settings, say)
        finally:
            shutil.rmtree(folders.work, ignore_errors=True)


def _in_order(
    folders: Folders, wanted: tuple[Image, ...], settings: machine.Machine, say: Callable[[str], None]
) -> list[Built]:
    """Each after the one it is built on; first those that most others wait for."""
    plans: dict[str, Plan] = {}
    done: dict[str, Built] = {}
    running: dict[Future[Built], Image] = {}
    waiting = sorted(wanted, key=lambda each: -_waiting_for(each, wanted))

    def job(image: Image) -> Built:
        if image.on and done[image.on].error:
            return Built(image, 0, f"needs {image.on}, which could not be built")
        try:
            plan = _plan(image, settings, plans[image.on].key if image.on else "")
            plans.update(dict.fromkeys(image.tags, plan))
            return Built(image, _make(folders, plan, settings, say))
        except EngineError as error:
            return Built(image, 0, str(error))

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            while waiting or running:
                ready = [each for each in waiting if not each.on or each.on in done]
                for image in ready[: _AT_ONCE - len(running)]:
                    waiting.remove(image)
                    running[pool.submit(job, image)] = image
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    done |= dict.fromkeys(running.pop(future).tags, future.result())
        except BaseException:  # Ctrl-C: the pool would wait for what runs in it
            end_all()
            raise
    return [done[each.name] for each in wanted]


def _waiting_for(image: Image, among: tuple[Image, ...]) -> int:
    above = [each for each in among if each.on in image.tags]
    return len(above) + sum(_waiting_for(each, among) for each in above)


def _plan(image: Image, settings: machine.Machine, below: str) -> Plan:
    full = SOURCES[image.files].full(image.version) if image.files else ""
    arguments = dict(image.arguments) | (SOURCES[image.files].arguments(full) if image.files else {})
    dockerfile = image.dockerfile.read_text()
    if image.root:
        dockerfile += f"COPY machine/ /\n{settings.lines()}"
    given = [f"{name}={value}" for name, value in sorted(arguments.items())]
    parts = [dockerfile, full, below, image.target, image.note, _GENERATIONS.get(image.files, "2"), *given]
    digest = hashlib.sha256("\0".join(parts).encode())
    own = [RECIPES / each for each in (image.files, "node-entrypoint" if image.files == "node" else "") if each]
    for each in sorted(file for place in own for file in (place, *place.rglob("*")) if file.is_file()):
        digest.update(each.read_bytes())
    if image.root:
        for name, content in sorted(settings.files.items()):
            digest.update(name.encode() + b"\0" + content)
    return Plan(image, dockerfile, image.all_tags(), arguments, digest.hexdigest()[:16])


def _make(folders: Folders, plan: Plan, settings: machine.Machine, say: Callable[[str], None]) -> float:
    """Build one, unless it is there; returns the seconds it took."""
    store = stores.of(folders)
    if all(store.label(tag, _KEY) == plan.key for tag in plan.tags):
        return 0
    say(f"building the stand-in for {plan.image.name}")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(dir=folders.work) as name:
        context = Path(name) / "context"
        context.mkdir()
        if plan.image.root:
            (context / "machine").mkdir()
            settings.write(context / "machine")
        if plan.image.files:
            SOURCES[plan.image.files].lay(Order(folders, plan.image.version, context))
        (Path(name) / "Dockerfile").write_text(plan.dockerfile)
        labels = {
            "dev.slimmer.standin": "true",
            "dev.slimmer.standin.for": plan.image.name,
            "dev.slimmer.standin.note": plan.image.note,
            _KEY: plan.key,
        }
        made = stores.Recipe(context, Path(name), plan.tags, labels, plan.arguments, plan.image.target)
        run(
            store.command(made),
            what=f"building the stand-in for {plan.image.name}",
            environment={**os.environ, **variables(folders)},
            timeout=1200,
        )
    seconds = time.monotonic() - started
    say(f"built the stand-in for {plan.image.name} in {seconds:.0f} s")
    return seconds
