from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from slimmer.analysis.runtime.surface import Surface, surface
from slimmer.analysis.view import View
from slimmer.model.context import Context
from slimmer.model.hints import NO_HINTS, Hints
from slimmer.model.uses import Use
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

BASE = "FROM node:22\nWORKDIR /app\nCOPY . .\n"


def of(text: str, files: dict[str, str] | None = None, target: str | None = None) -> Surface:
    context = Context.of(files) if files is not None else None
    return surface(View(parse(Source.decode(text.encode())), target, context))


def calls(found: Surface) -> list[str]:
    return [" ".join((each.call.name, *(word.known or "?" for word in each.call.arguments))) for each in found.calls]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('CMD ["node", "a.js"]\n', ["node a.js"]),
        ("CMD node a.js\n", ["node a.js"]),
        ("CMD cd x && exec node a.js\n", ["cd x", "node a.js"]),
        ('ENTRYPOINT ["node"]\nCMD ["a.js"]\n', ["node a.js"]),
        ('CMD ["a.js"]\nENTRYPOINT ["node"]\n', ["node a.js"]),
        ("ENTRYPOINT node a.js\nCMD b\n", ["node a.js"]),
        ('ENTRYPOINT ["tini", "--"]\nCMD ["node", "a.js"]\n', ["node a.js"]),
        ('ENTRYPOINT ["tini", "--"]\nCMD node a.js\n', ["node a.js", "sh -c node a.js"]),
        ('CMD ["sh", "-c", "node a.js"]\n', ["node a.js", "sh -c node a.js"]),
        ("CMD a\nCMD b\n", ["b"]),
        ("CMD a\nHEALTHCHECK CMD curl -f x\n", ["a", "curl -f x"]),
        ("HEALTHCHECK CMD curl -f x\nHEALTHCHECK NONE\nCMD a\n", ["a"]),
        ("CMD a\nFROM 0\n", ["a"]),
        ('CMD a\nFROM 0\nENTRYPOINT ["b"]\n', ["b"]),
        ('ENTRYPOINT ["b"]\nFROM 0\nCMD ["c"]\n', ["b c"]),
        ('ENTRYPOINT ["b"]\nCMD ["c"]\nFROM 0\nENTRYPOINT []\nCMD ["d"]\n', ["d"]),
        ("CMD a\nFROM node\n", []),
        ("ONBUILD CMD a\nCMD b\n", ["b"]),
    ],
)
def test_what_is_started(text: str, expected: list[str]) -> None:
    first = BASE.replace("node:22", "node:22 AS first")
    assert calls(of(first + text.replace("FROM 0", "FROM first"))) == expected


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("", ("the base image's CMD decides what runs",)),
        ('CMD ["a"]\n', ("the base image may have an ENTRYPOINT",)),
        ('ENTRYPOINT ["a"]\n', ()),
        ("ENTRYPOINT []\nCMD a\n", ()),
        ('SHELL ["cmd"]\nENTRYPOINT a\n', ("ENTRYPOINT cannot be read: SHELL is cmd",)),
        ("ENTRYPOINT if\n", ("ENTRYPOINT cannot be read: ",)),
        ('ENTRYPOINT ["sh", "/x.sh"]\n', ("/x.sh is not in the build context (ENTRYPOINT)",)),
        ("ENTRYPOINT $START\n", ("the name of a program is computed (ENTRYPOINT)",)),
        ('ENTRYPOINT ["npm", "start"]\n', ("package.json is not known: what `npm start` runs (ENTRYPOINT)",)),
    ],
)
def test_what_is_not_known(text: str, unknown: tuple[str, ...]) -> None:
    found = of(BASE + text).unknown
    assert len(found) == len(unknown)
    assert all(each.startswith(start) for each, start in zip(found, unknown, strict=True))


def test_a_target_that_is_not_there() -> None:
    assert of(BASE, target="x").unknown == ("there is no stage of that name",)


def test_scripts_of_package_json() -> None:
    manifest = '{"scripts": {"prestart": "echo hi", "start": "npm run a && yarn b -x", "a": "A=1 node a.js", "b": "b"}}'
    found = of(BASE + 'ENTRYPOINT ["npm", "start"]\n', {"package.json": manifest})
    assert calls(found) == ["npm start", "echo hi", "npm run a", "node a.js", "yarn b -x", "b"]
    assert found.calls[3].way == "ENTRYPOINT, by package.json's script start and package.json's script a"
    assert found.calls[3].call.variable("A") is not None
    assert found.unknown == ()


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("npm start", ["npm start", "node server.js"]),
        ("npm --prefix sub run x", ["npm --prefix sub run x", "in-sub"]),
        ("npm test", ["npm test", "t"]),
        ("yarn", ["yarn"]),
        ("yarn x y", ["yarn x y", "in-top"]),
        ("yarn tsc -p .", ["yarn tsc -p .", "tsc -p ."]),
        ("pnpm exec tsc", ["pnpm exec tsc", "tsc"]),
        ("pnpm x", ["pnpm x", "in-top"]),
        ("npx -y @s/tool@4 go", ["npx -y @s/tool@4 go", "tool go"]),
        ("bun run x", ["bun run x", "in-top"]),
        ("bun x.ts", ["bun x.ts"]),
        ("run-s x", ["run-s x", "npm run x", "in-top"]),
        ("cd sub && npm run x", ["cd sub", "npm run x", "in-sub"]),
        ("npm run loop", ["npm run loop"] * 9),
    ],
)
def test_package_managers(command: str, expected: list[str]) -> None:
    top = '{"scripts": {"x": "in-top", "test": "t", "loop": "npm run loop"}}'
    files = {"package.json": top, "sub/package.json": '{"scripts": {"x": "in-sub"}}'}
    assert calls(of(f"{BASE}CMD {command}\n", files)) == expected


def test_a_missing_script() -> None:
    found = of(BASE + 'ENTRYPOINT ["npm", "run", "x"]\n', {"package.json": "{}"})
    assert found.unknown == ("package.json has no script x (ENTRYPOINT)",)


SCRIPT = '#!/bin/sh\r\nset -e\r\n[ -n "$X" ] || . /app/more.sh\r\nexec gosu app "$@"\r\n'


def test_a_script_of_the_context() -> None:
    text = BASE + 'COPY run.sh /usr/local/bin/run\nENTRYPOINT ["run", "node"]\nCMD ["a.js"]\n'
    found = of(text, {"run.sh": SCRIPT, "more.sh": "first $1\n"})
    assert calls(found) == ["run node a.js", "set -e", "[ -n ? ]", ". /app/more.sh", "first node", "node a.js"]
    assert found.calls[-1].call.wrappers == ("exec", "gosu")
    assert found.scripts == (("run.sh", "/usr/local/bin/run"), ("more.sh", "/app/more.sh"))
    assert found.calls[0].script == "run.sh"
    assert found.unknown == ()
    assert found.runs("gosu") is found.calls[-1]
    assert {"run", "node", "gosu"} <= found.programs


def test_a_script_out_of_a_builder() -> None:
    text = "FROM node AS build\nCOPY . /src\nFROM node\nCOPY --from=build /src /app\nENTRYPOINT /app/run.sh a\n"
    assert calls(of(text, {"run.sh": 'other "$1"'})) == ["run.sh a", "other a"]


def test_a_script_that_calls_itself_ends() -> None:
    found = of(BASE + 'ENTRYPOINT ["/app/run.sh"]\n', {"run.sh": "/app/run.sh; /app/run.sh\n"})
    assert "it runs more than is followed" in found.unknown
    assert len(found.calls) <= 400


def test_a_script_that_cannot_be_read() -> None:
    found = of(BASE + 'ENTRYPOINT ["/app/run.sh"]\n', {"run.sh": "if\n"})
    assert found.unknown[0].startswith("run.sh cannot be read: ")


def test_the_folder_is_that_at_the_end() -> None:
    text = 'FROM node\nCMD ["npm", "start"]\nWORKDIR /late\nCOPY . .\n'
    assert calls(of(text, {"package.json": '{"scripts": {"start": "x"}}'})) == ["npm start", "x"]


def used(text: str, *uses: Use, hints: Hints = NO_HINTS) -> Surface:
    files = {"package.json": '{"scripts": {"dev": "nodemon a.js"}}'}
    return surface(View(parse(Source.decode(text.encode())), None, Context.of(files), uses, hints))


WEB = Use(Path("/x/compose.yaml"), "web")


@pytest.mark.parametrize(
    ("text", "use", "expected"),
    [
        ("CMD a\n", WEB, ["a"]),
        ("CMD a\n", replace(WEB, command=("npm", "run", "dev")), ["a", "npm run dev", "nodemon a.js"]),
        ('ENTRYPOINT ["tini", "--"]\n', replace(WEB, command=("b",)), ["tini --", "b"]),
        ("ENTRYPOINT a\n", replace(WEB, command=("b",)), ["a"]),
        ('ENTRYPOINT ["a"]\n', replace(WEB, entrypoint=("b",), command=("c",)), ["a", "b c"]),
        ("CMD a\n", replace(WEB, healthcheck=("CMD", "curl", "x")), ["a", "curl x"]),
        ("CMD a\n", replace(WEB, healthcheck=("CMD-SHELL", "curl x || exit 1")), ["a", "curl x", "exit 1"]),
        ("CMD a\n", replace(WEB, healthcheck=("NONE",)), ["a"]),
    ],
)
def test_what_compose_runs(text: str, use: Use, expected: list[str]) -> None:
    found = calls(used(BASE + text, use))
    assert [each for each in found if not each.startswith("sh -c")] == expected


def test_compose_says_what_an_image_without_a_command_runs() -> None:
    found = used(BASE + "RUN a\n", replace(WEB, command=("npm", "run", "dev")))
    assert found.unknown == ("the base image may have an ENTRYPOINT",)
    assert found.calls[-1].way == "compose.yaml: web, by package.json's script dev"
    unclear = used(BASE + "CMD a\n", replace(WEB, unclear=("command",)))
    assert "compose.yaml: web has a command that is not known" in unclear.unknown


def test_a_hint_says_what_runs() -> None:
    found = used(BASE + "RUN a\n", hints=Hints(entry="/app/a.js"))
    assert calls(found) == ["a.js"]
    assert "decides" not in " ".join(found.unknown)
