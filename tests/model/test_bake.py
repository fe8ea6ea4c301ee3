"""Who builds a Dockerfile: bake files, as far as they are written out."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from slimmer.model.bake import read_bake
from slimmer.model.hcl import UNREAD, HclError, blocks
from slimmer.model.uses import Read

HERE = Path("/p")


def read(text: str, name: str = "docker-bake.hcl") -> Read:
    return read_bake(HERE / name, text.encode())


def told(found: Read) -> dict[str, tuple[str | None, str | None, str | None, dict[str, str | None]]]:
    return {
        use.name: (
            str(use.context) if use.context else None,
            str(use.dockerfile) if use.dockerfile else None,
            use.target,
            dict(use.args),
        )
        for use in found.uses
    }


HCL = """
# a comment { with a brace
variable "TAG" { default = "latest" } // another
group "default" {
  targets = ["web", "worker"]
}
/* a longer
   one { */
target "_base" {
  context = "./app"
  args = {
    NODE = "20"
    "QUOTED" = "x"
  }
  labels = { "a.b" = "c" }
}
target "web" {
  inherits = ["_base"]
  dockerfile = "docker/web.Dockerfile"
  target = "prod"
  args = { NODE = "22" }
  tags = ["web:${TAG}", "x"]
  output { type = "docker" }
}
target "worker" { target = "worker" }
target "plain" {}
"""


def test_hcl() -> None:
    found = read(HCL)
    assert found.problems == ()
    assert told(found) == {
        "_base": ("/p/app", "/p/app/Dockerfile", None, {"NODE": "20", "QUOTED": "x"}),
        "web": ("/p/app", "/p/app/docker/web.Dockerfile", "prod", {"NODE": "22", "QUOTED": "x"}),
        "worker": ("/p", "/p/Dockerfile", "worker", {}),
        "plain": ("/p", "/p/Dockerfile", None, {}),
    }


def test_json_says_the_same() -> None:
    document = {
        "group": {"default": {"targets": ["web"]}},
        "target": {
            "_base": {"context": "./app", "args": {"NODE": "20"}},
            "web": {"inherits": ["_base"], "dockerfile": "docker/web.Dockerfile", "target": "prod", "tags": ["a"]},
        },
    }
    assert told(read(json.dumps(document), "docker-bake.json")) == {
        "_base": ("/p/app", "/p/app/Dockerfile", None, {"NODE": "20"}),
        "web": ("/p/app", "/p/app/docker/web.Dockerfile", "prod", {"NODE": "20"}),
    }


COMPUTED = {
    'context = "${DIR}"': ("context",),
    "context = DIR": ("context",),
    'context = join("/", [a, b])': ("context",),
    'dockerfile = "a" + "b"': ("dockerfile",),
    'target = cond ? "a" : "b"': ("target",),
    "args = { A = TAG }": ("args",),
    "args = merge(a, { A = 1 })": ("args",),
    "matrix = { x = [1, 2] }": ("context", "dockerfile", "target"),
    "inherits = BASES": ("context", "dockerfile", "target"),
    'target = <<EOT\nprod\nEOT': ("target",),
}  # fmt: skip


@pytest.mark.parametrize("attribute", COMPUTED)
def test_what_bake_computes_is_unclear(attribute: str) -> None:
    found = read(f'target "a" {{\n  {attribute}\n}}\ntarget "b" {{}}\n')
    assert {use.name: use.unclear for use in found.uses} == {"a": COMPUTED[attribute], "b": ()}
    assert found.problems == ("docker-bake.hcl: what bake computes is not read (target a)",)


def test_a_remote_context() -> None:
    assert told(read('target "a" { context = "https://github.com/x/y.git" }')) == {"a": (None, None, None, {})}
    assert told(read('target "a" { context = "target:base" }'))["a"][0] is None


def test_a_target_that_inherits_from_itself() -> None:
    assert read('target "a" { inherits = ["b"] }\ntarget "b" { inherits = ["a"] }\n').uses[0].unclear != ()


def test_a_target_in_two_blocks() -> None:
    assert told(read('target "a" { context = "x" }\ntarget "a" { target = "t" }\n'))["a"] == (
        "/p/x", "/p/x/Dockerfile", "t", {},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docker-bake.hcl", 'target "a" { context = "x" '),
        ("docker-bake.hcl", 'target "a" { args = [ }'),
        ("docker-bake.hcl", "a " * 110_000),
        ("docker-bake.json", "{"),
        ("docker-bake.json", '{"target": []}'),
        ("docker-bake.json", "[" * 100_000),
        ("docker-bake.json", " " * 1_000_001),
    ],
)
def test_files_that_are_not_read(name: str, text: str) -> None:
    found = read(text, name)
    assert found.uses == ()
    assert found.problems[0].startswith(f"{name} is not read: ")


@pytest.mark.parametrize("name", ["docker-bake.json", "docker-bake.hcl"])
@pytest.mark.parametrize("text", ["", "null", "[]", "x", '{"target": {"a": 1}}', "a = 1\n"])
def test_files_that_build_nothing(name: str, text: str) -> None:
    assert read(text, name).uses == ()


@pytest.mark.parametrize("unit", ["/*", "<<A\n", '"', "{", "target ", '"\\', "a = [", "# x\n", 'target "a" {}\n'])
def test_hostile_text_takes_no_long_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    begun = time.process_time()
    read(text)
    assert time.process_time() - begun < 5


def test_values() -> None:
    text = 'x "y" {\n a = "\\"q\\" $${z}"\n b = ["1", "2",]\n c = [1]\n d = ""\n e = {}\n f = "%{if}"\n}\n'
    (block,) = blocks(text)
    assert (block.kind, block.labels) == ("x", ("y",))
    assert dict(block.attributes) == {"a": '"q" ${z}', "b": ("1", "2"), "c": UNREAD, "d": "", "e": {}, "f": UNREAD}


def test_a_bracket_without_its_other_half() -> None:
    with pytest.raises(HclError, match="a ] is missing"):
        blocks("x { a = [ ")
