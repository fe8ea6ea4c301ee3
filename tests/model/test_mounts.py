from __future__ import annotations

import pytest

from slimmer.model.mounts import Mount, covering, csv_fields, parse_mount
from slimmer.model.values import Value
from slimmer.syntax.nodes import Flag


def mount(options: str, workdir: str | None = "/app") -> Mount:
    flag = Flag(0, 0, f"--mount={options}", "mount", options)
    return parse_mount(flag, lambda text: Value.of(text.replace("$D", "/data")), workdir)


@pytest.mark.parametrize(
    ("options", "kind", "target", "readonly"),
    [
        ("type=cache,target=/c", "cache", "/c", False),
        ("target=/c", "bind", "/c", True),
        ("target=/c,rw", "bind", "/c", False),
        ("type=CACHE,dst=c/", "cache", "/app/c", False),
        ("type=tmpfs,destination=/a//b/../t", "tmpfs", "/a/t", False),
        ("type=cache,target=$D/x,readonly=true", "cache", "/data/x", True),
        ("type=secret,id=x", "secret", None, True),
        ('"type=cache","target=/with,comma"', "cache", "/with,comma", False),
        ("type=odd,target=/c", "", "/c", True),
        ('type=cache,target="/c', "", None, False),
    ],
)
def test_options(options: str, kind: str, target: str | None, readonly: bool) -> None:
    found = mount(options)
    assert (found.kind, found.target, found.readonly) == (kind, target, readonly)


def test_a_cache_is_named_after_its_target() -> None:
    assert mount("type=cache,target=/c").id == "/c"
    assert mount("type=cache,target=/c,id=mine").id == "mine"


def test_relative_to_an_unknown_folder_is_unknown() -> None:
    assert mount("type=cache,target=c", None).target is None


def test_the_deepest_mount_decides() -> None:
    outer, inner = mount("type=cache,target=/var/lib"), mount("type=tmpfs,target=/var/lib/apt/lists")
    secret = mount("type=secret,id=x,target=/var/lib/apt/lists/x")
    assert covering((inner, outer, secret), "/var/lib/apt/lists/x") is inner
    assert covering((inner, outer), "/var/lib/dpkg") is outer
    assert covering((inner, outer), "/var/library") is None


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("", [""]),
        ("a,,b", ["a", "", "b"]),
        ('"a""b",c', ['a"b', "c"]),
        ('a"b', None),
        ('"a"b', None),
        ('"a', None),
    ],
)
def test_csv(line: str, fields: list[str] | None) -> None:
    assert csv_fields(line) == fields
