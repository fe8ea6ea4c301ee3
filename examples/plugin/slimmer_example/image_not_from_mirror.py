"""Base images that are pulled from Docker Hub, past the mirror a company keeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from slimmer.api import Edit, Refusal, Rewrite, Safety, Transform, View, nodes, transform

NO_IMAGE = "scratch"


@transform
class ImageNotFromMirror(Transform):
    """Finds a FROM that pulls its image from Docker Hub although a mirror is at hand.

    ## Why it costs bytes
    It costs none, but every build waits for a pull from far away, and fails when Docker Hub limits it.

    ## When it is not applied
    The image names a registry already, is `scratch` or an earlier stage, or is named by a variable.

    ## Example
    ```dockerfile
    FROM python:3.12-slim
    ```
    becomes
    ```dockerfile
    FROM mirror.example/library/python:3.12-slim
    ```
    """

    name: ClassVar[str] = "image-not-from-mirror"
    # Only a build can tell whether the mirror has the image.
    safety: ClassVar[Safety] = Safety.BUILD

    mirror: str = "mirror.example"

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """One rewrite for each FROM that names an image of Docker Hub."""
        stages = {NO_IMAGE}
        for start in view.tree.instructions:
            if not isinstance(start, nodes.From) or start.image is None:
                continue
            image = start.image.text
            if not image.isascii() or not set(image).isdisjoint("$\"'\\`"):
                yield Refusal.of(start.image, "the image is named by a variable, or in quotes")
            elif image.lower() not in stages and not self._names_registry(image):
                repository = "" if "/" in image else "library/"
                insert = Edit(start.image.start, start.image.start, f"{self.mirror}/{repository}")
                yield Rewrite.of(start.image, f"pulled from Docker Hub, past {self.mirror}", [insert])
            if start.stage is not None:
                stages.add(start.stage.text.lower())

    def _names_registry(self, image: str) -> bool:
        """Whether the image's first part is a host: it has a dot or a port, or is `localhost`."""
        host, slash, _ = image.partition("/")
        return bool(slash) and (host in ("localhost", self.mirror) or "." in host or ":" in host)
