"""The COPY instructions that bring a lean image what a Go program needs from the image it was built in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slimmer.analysis.copies.accounts import Numbers
from slimmer.analysis.go.builds import GoBuild
from slimmer.analysis.go.kept import Kept
from slimmer.analysis.go.leftovers import Leftovers
from slimmer.analysis.go.programs import GoNeeds
from slimmer.analysis.go.system import System
from slimmer.model.paths import is_below
from slimmer.records import dataclass

CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
"""Both Debian's and Alpine's ca-certificates make it; all golang images have the package."""

ZONES = "/usr/local/go/lib/time/zoneinfo.zip"
"""Part of every Go distribution; where a program looks last, unless it was built with -trimpath (time.LoadLocation)."""

_SYSTEM_ZONES = "/usr/share/zoneinfo"
_PLAIN = re.compile(r"[\w./@+~-]+")


@dataclass(frozen=True, slots=True)
class Copies:
    """All that decides what is copied.

    Attributes:
        stage: the name of the stage to copy from.
        alpine: whether the image is Alpine's: no media types, time zones only where they were installed.
        old_resolver: whether Go is older than 1.16, which asks DNS before /etc/hosts without /etc/nsswitch.conf.
        zones: whether the file sets TZ or installs tzdata.
        sources: the folder of the module in the image.
        user: whom the container runs as, "" for root.
        list_of_users: whether /etc/passwd and /etc/group are needed.
        system: what else the program names of the base image's folders.
    """

    stage: str
    builds: tuple[GoBuild, ...]
    needs: GoNeeds
    left: Leftovers
    kept: Kept
    users: Numbers
    alpine: bool
    old_resolver: bool
    zones: bool
    sources: str
    user: str
    list_of_users: bool
    system: System = System({}, ())

    def problem(self) -> str | None:
        """Why the files cannot be brought over exactly, or None."""
        if self.system.problem is not None:
            return self.system.problem
        odd = next((path for path in (*self.files(), *self.programs()) if not _PLAIN.fullmatch(path)), None)
        return f"the name {odd!r} cannot be written in a COPY" if odd is not None else None

    def lines(self) -> Iterator[str]:
        """The instructions, in order."""
        if self.needs.certificates:
            yield self.line(CERTIFICATES, into="/etc/ssl/certs/")
        if self.needs.zones or self.zones:
            yield from self.zone_lines()
        small = list(dict.fromkeys((*self.small(), *self.system.files)))
        if small:
            yield self.line(*small, into="/etc/")
        if self.needs.temporary:
            yield self.line("/tmp", owner=self.user)
        for place, source in self.system.folders.items():
            yield self.line(source, into=place, owner=self.user if place == "/var/tmp" else "")  # open to all
        for path in (*self.files(), *self.programs()):
            yield self.line(path, owner=self.owner(path))

    def zone_lines(self) -> Iterator[str]:
        """The zones where a program finds them; one without a trace of GOROOT finds the system's only."""
        traceless = any(build.trimmed for build in self.builds)
        if not traceless:
            yield self.line(ZONES, into=ZONES.rpartition("/")[0] + "/")
        elif self.zones or not self.alpine:
            yield self.line(_SYSTEM_ZONES)

    def places(self) -> Iterator[str]:
        """Where the system's files lie that are copied, and the sources, of which `kept` knows what is asked for."""
        yield from (*self.small(), self.left.top, self.sources)
        if self.needs.certificates:
            yield CERTIFICATES
        if self.needs.zones or self.zones:
            yield next(iter(self.zone_lines()), _SYSTEM_ZONES).rpartition(" ")[2].rstrip("/")

    def small(self) -> Iterator[str]:
        """Small files of /etc."""
        owners = [self.user, *map(self.owner, (*self.files(), *self.programs()))]
        if self.list_of_users or any(each.strip("0123456789:") for each in owners):
            yield from ("/etc/passwd", "/etc/group")
        if self.needs.types and not self.alpine:
            yield "/etc/mime.types"  # of media-types, which Mercurial in buildpack-deps:scm depends on
        if self.old_resolver and self.needs.network:
            yield "/etc/nsswitch.conf"
        if self.left.zone:
            yield "/etc/localtime"

    def programs(self) -> Iterator[str]:
        """The programs that are not in a folder that is copied."""
        copied = {self.left.aliases[place] for place in self.left.aliases}
        places = [build.output for build in self.builds if build.program is not None]
        for place in dict.fromkeys((*(each for each in places if each not in copied), *self.left.aliases)):
            if place not in self.left.moved and not self.covered(place):
                yield place

    def files(self) -> Iterator[str]:
        """Files and folders that are neither the system's nor programs, none within another."""
        places = [build.output for build in self.builds] + list(self.left.aliases)
        made = (
            each for each in self.left.folders if not any(is_below(place, each) for place in (*places, self.sources))
        )
        found = list(dict.fromkeys((*self.kept.paths, *made, *self.left.files)))
        for path in found:
            if not any(path != other and is_below(path, other) for other in found):
                yield path

    def covered(self, path: str) -> bool:
        """Whether a folder that is copied holds `path`."""
        return any(is_below(path, other) for other in self.files())

    def owner(self, path: str) -> str:
        """Whom a path belongs to, "" where that is kept, or root's."""
        given = self.left.owner(path)
        return self.written(given) if given is not None else ""

    def written(self, owner: str) -> str:
        """An owner in numbers where they are known."""
        if owner.partition(":")[0] in ("root", "0"):
            return ""
        return self.users.numeric(owner) or owner

    def line(self, *sources: str, into: str = "", owner: str = "") -> str:
        """One COPY; without `into` to the place it is taken from."""
        flags = f"--from={self.stage}{f' --chown={owner}' if owner else ''}"
        return f"COPY {flags} {' '.join(sources)} {into or sources[-1]}"
