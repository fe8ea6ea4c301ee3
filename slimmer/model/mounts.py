"""RUN --mount (BuildKit's `instructions/commands_runmount.go`, v0.34)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from slimmer.model.paths import absolute, is_below
from slimmer.model.values import Value
from slimmer.records import dataclass
from slimmer.syntax.nodes import Flag

KINDS = ("bind", "cache", "tmpfs", "secret", "ssh")


@dataclass(frozen=True, slots=True, eq=False)
class Mount:
    """One mount of a RUN.

    Attributes:
        flag: where it stands.
        kind: bind, cache, tmpfs, secret or ssh; "" where it is none of them or not known.
        target: the absolute path it lies on, None where not known.
        source: the path within what is mounted, "" for all of it.
        from_: the stage or image mounted, "" for the build context.
        id: the cache's name: its target where none is given.
        readonly: whether nothing can be written.
    """

    flag: Flag
    kind: str
    target: str | None
    source: str
    from_: str
    id: str
    readonly: bool

    @property
    def keeps_out(self) -> bool:
        """Whether what is written below the target stays out of the layer; true of all that lie on a folder."""
        return self.kind in ("bind", "cache", "tmpfs")

    def covers(self, path: str) -> bool:
        """Whether `path`, absolute, is the target or lies below it."""
        return self.target is not None and is_below(path, self.target)


def covering(mounts: Iterable[Mount], path: str) -> Mount | None:
    """The mount that decides what lies at `path`: of those at or above it the deepest, the last of equals."""
    found: Mount | None = None
    for mount in mounts:
        is_deeper = found is None or len(mount.target or "") >= len(found.target or "")
        if mount.keeps_out and is_deeper and mount.covers(path):
            found = mount
    return found


def parse_mount(flag: Flag, expand: Callable[[str], Value], workdir: str | None) -> Mount:
    """The mount a flag asks for; what BuildKit refuses has the kind ""."""
    fields = mount_fields(flag.value or "")
    if fields is None:
        return Mount(flag, "", None, "", "", "", readonly=False)
    values: dict[str, str | None] = {}
    for name, text in fields:
        values[_ALIASES.get(name, name)] = expand(text).text if text is not None else "true"
    kind = (values.get("type", "bind") or "").lower()
    target = values.get("target", "")
    where = absolute(target, workdir) if target else None
    readonly = _truth(values.get("readonly"))
    if readonly is None:
        written = _truth(values.get("readwrite"))
        readonly = not written if written is not None else kind not in ("cache", "tmpfs")
    name = kind if kind in KINDS else ""
    source, from_, shared = (values.get(key) or "" for key in ("source", "from", "id"))
    return Mount(flag, name, where, source, from_, shared or where or "", readonly)


_ALIASES = {"src": "source", "dst": "target", "destination": "target", "ro": "readonly", "rw": "readwrite"}


def _truth(text: str | None) -> bool | None:
    """What Go's ParseBool makes of it; None for no boolean."""
    if text in ("1", "t", "T", "TRUE", "true", "True"):
        return True
    return False if text in ("0", "f", "F", "FALSE", "false", "False") else None


def mount_fields(text: str) -> list[tuple[str, str | None]] | None:
    """The options of `--mount`: name in lower case and value, None for a bare name; None for broken CSV."""
    fields = csv_fields(text)
    if fields is None:
        return None
    pairs = (field.partition("=") for field in fields)
    return [(name.lower(), value if equals else None) for name, equals, value in pairs]


def csv_fields(text: str) -> list[str] | None:
    """One line of CSV as Go's csvvalue reads it: None where a quote stands wrong."""
    fields: list[str] = []
    at = 0
    while True:
        if text.startswith('"', at):
            quoted = _quoted_field(text, at + 1)
            if quoted is None:
                return None
            field, at = quoted
        else:
            end = text.find(",", at)
            field = text[at:] if end < 0 else text[at:end]
            at = len(text) if end < 0 else end
            if '"' in field:
                return None
        fields.append(field)
        if at >= len(text):
            return fields
        at += 1


def _quoted_field(text: str, at: int) -> tuple[str, int] | None:
    """A field whose opening quote is behind us, and the place of the comma after it, or of the end."""
    parts: list[str] = []
    while (end := text.find('"', at)) >= 0:
        parts.append(text[at:end])
        at = end + 1
        if text.startswith('"', at):
            parts.append('"')
            at += 1
        elif at == len(text) or text[at] == ",":
            return "".join(parts), at
        else:
            return None
    return None
