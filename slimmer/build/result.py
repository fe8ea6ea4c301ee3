"""What a build gave: measured, never estimated. Every size says whether it is compressed or unpacked."""

from __future__ import annotations

from pathlib import Path

from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class Engine:
    """What built it.

    Args:
        kind: `buildx` or `buildctl`.
        versions: of the programs, by name; part of every protocol.
        root: the folder in which the engine keeps its data, when it is on this machine; None when unknown.
        network: the network that RUN needs where a request names none; None for the engine's default.
        own: whether the engine serves slimmer alone, so that its cache may be cleared.
        exports: whether it can export an OCI archive; else the image is loaded and saved.
    """

    kind: str
    versions: tuple[tuple[str, str], ...]
    root: Path | None = None
    network: str | None = None
    own: bool = False
    exports: bool = True


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of an image.

    Args:
        digest: of the blob as it is distributed.
        diff_id: of the unpacked tar archive, checked.
        compressed: bytes of the blob (the manifest's `size`).
        unpacked: bytes of the tar archive, counted.
        instruction: the instruction that made it, as the image's history tells; None when that does not say.
        recompressed: whether the engine gave the layer unpacked, so that `compressed` is what gzip makes of it here.
    """

    digest: str
    diff_id: str
    compressed: int
    unpacked: int
    instruction: str | None
    recompressed: bool = False


@dataclass(frozen=True, slots=True)
class Instruction:
    """One entry of an image's history, the base image's included.

    Args:
        text: `created_by`.
        layer: its layer; None when it made none.
    """

    text: str
    layer: Layer | None


@dataclass(frozen=True, slots=True)
class Healthcheck:
    """`HEALTHCHECK`; durations in seconds, 0 where Docker's default holds."""

    test: tuple[str, ...]
    interval: float = 0.0
    timeout: float = 0.0
    start_period: float = 0.0
    retries: int = 0


@dataclass(frozen=True, slots=True)
class ImageConfig:
    """How containers of the image run. Labels that slimmer itself put on are left out.

    Args:
        env: `NAME=value`, in order.
        cmd: None when not set.
        entrypoint: None when not set.
        user: empty when not set.
        working_dir: empty when not set.
        exposed_ports: such as `80/tcp`, sorted.
        volumes: sorted paths.
        labels: sorted pairs.
        healthcheck: None when not set.
        stop_signal: empty when not set.
        shell: None when not set.
        on_build: triggers, in order.
    """

    env: tuple[str, ...] = ()
    cmd: tuple[str, ...] | None = None
    entrypoint: tuple[str, ...] | None = None
    user: str = ""
    working_dir: str = ""
    exposed_ports: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    healthcheck: Healthcheck | None = None
    stop_signal: str = ""
    shell: tuple[str, ...] | None = None
    on_build: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """One image, of one platform.

    Args:
        digest: of its manifest; of its configuration where the engine saved it without one.
        platform: such as `linux/amd64`.
        config: how it runs.
        layers: from the base up.
        history: every instruction, from the base up.
    """

    digest: str
    platform: str
    config: ImageConfig
    layers: tuple[Layer, ...]
    history: tuple[Instruction, ...]

    @property
    def compressed(self) -> int:
        """Compressed bytes: what a registry stores and a pull transfers."""
        return sum(each.compressed for each in self.layers)

    @property
    def unpacked(self) -> int:
        """Unpacked bytes: of the layers' tar archives."""
        return sum(each.unpacked for each in self.layers)


@dataclass(frozen=True, slots=True)
class Step:
    """One step (vertex) of a build. Steps run in parallel: their seconds may sum to more than the build took.

    Args:
        name: as BuildKit names it: `[build 2/4] RUN make`.
        seconds: during which it ran; overlapping intervals count once.
        cached: whether it was taken from the cache.
        internal: whether it is BuildKit's own (loading the Dockerfile, the context, exporting).
    """

    name: str
    seconds: float
    cached: bool
    internal: bool


@dataclass(frozen=True, slots=True)
class Retry:
    """An attempt that failed for what looks like the network.

    Args:
        step: that failed.
        reason: the line that told so.
        waited: seconds before the next attempt.
    """

    step: str
    reason: str
    waited: float


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A build that succeeded.

    Args:
        engine: what built it.
        images: one for each platform; none of a build that was only timed.
        steps: of the attempt that succeeded, in the order in which they began.
        seconds: wall time of that attempt, export included.
        retries: the attempts before.
        tag: the name it is loaded under; None when it is not.
        warnings: what BuildKit's checks said.
        syntax_removed: whether the `# syntax=` line was left out because the engine cannot fetch that frontend.
    """

    engine: Engine
    images: tuple[Image, ...]
    steps: tuple[Step, ...]
    seconds: float
    retries: tuple[Retry, ...] = ()
    tag: str | None = None
    warnings: tuple[str, ...] = ()
    syntax_removed: bool = False

    @property
    def image(self) -> Image:
        """The image of the first platform: the only one, unless several were asked for."""
        return self.images[0]

    @property
    def cached(self) -> int:
        """Steps of the Dockerfile taken from the cache."""
        return sum(each.cached and not each.internal for each in self.steps)
