"""How a case was measured, as far as the machine and the engine tell."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from slimmer import __version__
from slimmer.bench.results import Protocol
from slimmer.build import Workshop
from slimmer.model.images import ImageReference
from slimmer.model.stages import stage_graph
from slimmer.syntax.nodes import Copy
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

STAND_IN = "dev.slimmer.standin"
"""The label of base images that were built to stand in for public ones."""


def protocol(workshop: Workshop, bases: Iterable[str], image_platform: str, repeats: int) -> Protocol:
    """The protocol of a case.

    Args:
        workshop: where it was built.
        bases: the base images.
        image_platform: of the images.
        repeats: of every timing.
    """
    return Protocol(
        date=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        slimmer=__version__,
        engine=workshop.builder.engine.versions,
        machine=machine(),
        bases=tuple((base, (workshop.labels(base) or {}).get(STAND_IN) == "true") for base in sorted(bases)),
        platform=image_platform,
        repeats=repeats,
    )


def base_images(text: str, target: str | None) -> Iterator[str]:
    """The images a Dockerfile is built from: those of the stages that are built, and those it copies from."""
    graph = stage_graph(parse(Source("Dockerfile", text)), target)
    names = {stage.name for stage in graph.stages} | {str(stage.index) for stage in graph.stages}
    for stage in graph.stages:
        if not graph.is_needed(stage):
            continue
        if stage.parent is None and stage.base.text not in (None, "scratch"):
            yield str(stage.base.text)
        for each in stage.instructions:
            flag = each.flag("from") if isinstance(each, Copy) else None
            if flag is not None and flag.value and flag.value.lower() not in names and "$" not in flag.value:
                yield flag.value


def same_image(one: str, other: str) -> bool:
    """Whether two references name the same image: Docker leaves out its own registry, and `latest`."""
    first, second = (_whole(ImageReference.parse(each)) for each in (one, other))
    return first == second


def _whole(image: ImageReference) -> tuple[str, str, str, str | None]:
    registry = "" if image.is_of_docker_hub else image.registry
    return registry, image.name, image.tag or ("" if image.digest else "latest"), image.digest


def machine() -> str:
    """Processors, memory and system of this machine."""
    try:
        processors = len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        processors = os.cpu_count() or 1
    parts = [f"{processors} processor{'s' if processors != 1 else ''}"]
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        parts.append(f"{memory / 1e9:.1f} GB of memory")
    except (ValueError, OSError):
        pass
    return ", ".join([*parts, _system(), platform.machine()])


def _system() -> str:
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").split("\n")
        name = next(line.partition("=")[2].strip('"') for line in lines if line.startswith("PRETTY_NAME="))
    except (OSError, StopIteration):
        return f"{platform.system()} {platform.release()}"
    return f"{name}, {platform.system()} {platform.release()}"
