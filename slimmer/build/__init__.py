"""Build images with BuildKit, measure them, and run them: the judge of every rewrite.

```python
builder = find()                                     # docker buildx, else buildctl; NoEngineError says what is missing
result = build(builder, Request(dockerfile=b"FROM ...", context=Path(".")))
result.image.compressed, result.image.unpacked       # bytes
[(each.text, each.layer and each.layer.unpacked) for each in result.image.history]
[(each.name, each.seconds, each.cached) for each in result.steps]

with Workshop(builder) as workshop:                  # whatever it loads and runs is removed at the end
    loaded = workshop.build(request, "before")
    with workshop.run(loaded.tag, Conditions(command=("python3", "--version"))) as container:
        container.wait(10), container.output()
```

Errors are kinds of BuildError, each telling what a user can do; a failure of the network is tried again first.
"""

from slimmer.build.archive import Archive
from slimmer.build.bars import bars
from slimmer.build.builder import Builder
from slimmer.build.building import Watch, build
from slimmer.build.containers import Conditions, Container, State
from slimmer.build.errors import (
    ArchiveError,
    BaseNotFoundError,
    BuildCancelledError,
    BuildError,
    BuildTimeoutError,
    DiskFullError,
    DoesNotBuildError,
    EngineLostError,
    NoEngineError,
    RunError,
)
from slimmer.build.finding import find
from slimmer.build.request import Cache, Patience, Request, Secret
from slimmer.build.result import (
    BuildResult,
    Engine,
    Healthcheck,
    Image,
    ImageConfig,
    Instruction,
    Layer,
    Retry,
    Step,
)
from slimmer.build.workshop import Workshop

__all__ = [
    "Archive",
    "ArchiveError",
    "BaseNotFoundError",
    "BuildCancelledError",
    "BuildError",
    "BuildResult",
    "BuildTimeoutError",
    "Builder",
    "Cache",
    "Conditions",
    "Container",
    "DiskFullError",
    "DoesNotBuildError",
    "Engine",
    "EngineLostError",
    "Healthcheck",
    "Image",
    "ImageConfig",
    "Instruction",
    "Layer",
    "NoEngineError",
    "Patience",
    "Request",
    "Retry",
    "RunError",
    "Secret",
    "State",
    "Step",
    "Watch",
    "Workshop",
    "bars",
    "build",
    "find",
]
