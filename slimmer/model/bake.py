"""Builds in bake files: docker-bake.json, and docker-bake.hcl as far as it is written out (buildx, `bake`)."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from slimmer.model.hcl import UNREAD, HclError, Unread, Value, blocks
from slimmer.model.uses import Read, Use

MAX_BYTES = 1_000_000
_MAX_TARGETS = 1_000
_REMOTE = re.compile(r"^(?:[a-z-]+://|[a-z-]+:[a-z]|git@)|\.git(?:#|$)")

Attributes = Mapping[str, Value]


def read_bake(file: Path, data: bytes) -> Read:
    """The targets of a bake file.

    Args:
        file: absolute; paths in it are taken relative to its folder, where bake as a rule is run.
        data: its bytes.
    """
    if len(data) > MAX_BYTES:
        return Read(problems=(f"{file.name} is not read: it has more than {MAX_BYTES // 10**6} MB",))
    text = data.decode("utf-8-sig", "replace")
    try:
        targets = _of_json(text) if file.suffix == ".json" else _of_hcl(text)
    except (HclError, ValueError, RecursionError) as error:
        return Read(problems=(f"{file.name} is not read: {str(error) or 'it is nested too deeply'}",))
    if len(targets) > _MAX_TARGETS:
        return Read(problems=(f"{file.name} is not read: it has more than {_MAX_TARGETS} targets",))
    uses = tuple(_use(file, name, _inherited(targets, name)) for name in targets)
    unread = [use.name for use in uses if use.unclear]
    what = f"{file.name}: what bake computes is not read (target {', '.join(unread[:3])}{' ...' * (len(unread) > 3)})"
    return Read(uses, (what,) if unread else ())


def _of_hcl(text: str) -> dict[str, Attributes]:
    found = [block for block in blocks(text) if block.kind == "target" and len(block.labels) == 1]
    targets: dict[str, Attributes] = {}
    for block in found:  # what is said of a target twice is joined
        targets[block.labels[0]] = {**targets.get(block.labels[0], {}), **block.attributes}
    return targets


def _of_json(text: str) -> dict[str, Attributes]:
    document = json.loads(text)
    targets = document.get("target", {}) if isinstance(document, dict) else {}
    if not isinstance(targets, dict):
        raise ValueError("`target` is no object")  # noqa: TRY004  like other broken files
    return {
        name: {key: _json_value(value) for key, value in each.items() if value is not None}
        for name, each in targets.items()
        if isinstance(each, dict)
    }


def _json_value(value: object) -> Value:
    if isinstance(value, list) and all(isinstance(each, str) and "${" not in each for each in value):
        return tuple(value)
    if isinstance(value, dict) and all(isinstance(each, str) and "${" not in each for each in value.values()):
        return dict(value)
    return value if isinstance(value, str) and "${" not in value else UNREAD


def _inherited(targets: Mapping[str, Attributes], name: str, seen: tuple[str, ...] = ()) -> dict[str, Value]:
    """A target's attributes over those of the targets it inherits from, the last one named first."""
    own = dict(targets.get(name, {}))
    parents = own.get("inherits", ())
    if "matrix" in own or isinstance(parents, Unread) or name in seen or len(seen) > 20:
        return {**dict.fromkeys(("context", "dockerfile", "target"), UNREAD), **own}
    merged: dict[str, Value] = {}
    for parent in parents if isinstance(parents, tuple) else (str(parents),):
        for key, value in _inherited(targets, parent, (*seen, name)).items():
            merged[key] = _joined(merged.get(key), value)
    for key, value in own.items():
        merged[key] = _joined(merged.get(key), value)
    return merged


def _joined(old: Value | None, new: Value) -> Value:
    return {**old, **new} if isinstance(old, Mapping) and isinstance(new, Mapping) else new


def _use(file: Path, name: str, attributes: Attributes) -> Use:
    unclear = [key for key in ("context", "dockerfile", "target", "args") if isinstance(attributes.get(key), Unread)]
    context = attributes.get("context", ".")
    folder = None
    if isinstance(context, str) and not _REMOTE.search(context):
        folder = Path(os.path.normpath(file.parent / context))
    dockerfile = attributes.get("dockerfile", "Dockerfile")
    path = None
    if folder is not None and isinstance(dockerfile, str) and "dockerfile-inline" not in attributes:
        path = Path(os.path.normpath(folder / dockerfile))
    target, args = attributes.get("target"), attributes.get("args")
    return Use(
        file,
        name,
        folder,
        path,
        target if isinstance(target, str) and target else None,
        dict(args) if isinstance(args, Mapping) else {},
        unclear=tuple(unclear),
    )
