"""What each transform finds, at its plainest, as text that can be put into any surroundings."""

from __future__ import annotations

from slimmer.records import dataclass


@dataclass(frozen=True, slots=True)
class Smell:
    """A script with a smell, and the same without it.

    Attributes:
        transform: its name.
        base: an image for which it is sure.
        body: the script with the smell.
        mended: the script without, where words of it change or a command is put in between.
        end: what is put behind the whole script instead.
        plain: what may be put there where the program's own way may not do.
        folders: each holds all that is left, and a mount on it leaves nothing.
        below: what stands under the RUN.
        gone: whether that is gone afterwards.
    """

    transform: str
    base: str
    body: str
    mended: str = ""
    end: str = ""
    plain: str = ""
    folders: tuple[str, ...] = ()
    below: str = ""
    gone: bool = False

    @property
    def kind(self) -> str:
        """How it is mended: by a `word`, a command `behind` another one, or one at the `end` of the script."""
        return "end" if self.end else "behind" if self.mended.startswith(self.body) else "word"


_CURL = "curl -fLo /tmp/a.tgz https://example.com/a.tgz && tar -C /opt -xf /tmp/a.tgz"
_GIT = "git clone https://example.com/a.git /tmp/a && make -C /tmp/a install"

SMELLS = (
    Smell(
        "apt-lists-left-behind",
        "debian:bookworm",
        "apt-get update && apt-get install -y curl",
        end=" && rm -rf /var/lib/apt/lists/*",
        folders=("/var/lib/apt", "/var/lib/apt/lists", "/var/lib"),
    ),
    Smell(
        "apt-recommends-installed",
        "debian:bookworm",
        "apt-get update && apt-get install -y git && apt-get distclean",
        "apt-get update && apt-get install -y --no-install-recommends git ca-certificates && apt-get distclean",
        below='CMD ["git", "daemon"]\n',
    ),
    Smell(
        "apk-cache-left-behind",
        "alpine:3.20",
        "apk add curl",
        "apk add --no-cache curl",
        plain=" && rm -rf /var/cache/apk/*",
        folders=("/var/cache/apk", "/var/cache", "/var"),
    ),
    Smell(
        "rpm-cache-left-behind",
        "rockylinux:9",
        "dnf install -y httpd",
        end=" && dnf clean all",
        folders=("/var/cache/dnf", "/var/cache", "/var"),
    ),
    Smell(
        "pip-cache-left-behind",
        "python:3.12-slim",
        "pip install flask",
        "pip install --no-cache-dir flask",
        plain=" && rm -rf ~/.cache/pip",
        folders=("/root/.cache/pip", "/root/.cache", "/root"),
    ),
    Smell(
        "npm-cache-left-behind",
        "node:22-slim",
        "npm install -g serve",
        end=" && npm cache clean --force",
        plain=" && rm -rf ~/.npm",
        folders=("/root/.npm", "/root"),
    ),
    Smell("archive-left-after-extract", "debian:bookworm", _CURL, f"{_CURL} && rm /tmp/a.tgz", folders=("/tmp",)),
    Smell(
        "removed-in-a-later-layer",
        "debian:bookworm",
        _GIT,
        end=" && rm -rf /tmp/a",
        folders=("/tmp", "/tmp/a"),
        below="RUN rm -rf /tmp/a\n",
        gone=True,
    ),
)
"""The other transforms look at FROM, COPY or the build context, and have cases of their own in `*.cases`."""
