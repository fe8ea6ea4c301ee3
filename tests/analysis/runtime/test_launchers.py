"""What programs of npm that run others are found to run."""

from __future__ import annotations

import json

import pytest

from slimmer.analysis.runtime.surface import surface
from slimmer.analysis.view import View
from slimmer.model.context import Context
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

SCRIPTS = {"dev": "node dev.js", "x:a": "node a.js"}


def runs(command: str, **files: str) -> list[str]:
    """The calls of a container behind the one that starts, in order."""
    package = {"scripts": SCRIPTS, **json.loads(files.pop("package", "{}"))}
    held = {"package.json": json.dumps(package), **{name.replace("_", "."): text for name, text in files.items()}}
    text = f"FROM node:22\nWORKDIR /app\nCOPY . .\nCMD {command}\n"
    found = surface(View(parse(Source.decode(text.encode())), None, Context.of(held)))
    calls = [
        " ".join((each.call.name, *(word.known or "?" for word in each.call.arguments))) for each in found.calls[1:]
    ]
    return calls + list(found.unknown)[1:]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ('concurrently -n a,b "npm run dev" "node b.js"', ["npm run dev", "node dev.js", "node b.js"]),
        ("concurrently npm:dev", ["npm run dev", "node dev.js"]),
        ("run-p dev x:a", ["npm run dev", "node dev.js", "npm run x:a", "node a.js"]),
        ("dotenvx run -f .env -- node a.js", ["node a.js"]),
        ("pm2-runtime start npm --name x -- run dev", ["npm run dev", "node dev.js"]),
        ('pm2-runtime "npm run dev"', ["npm run dev", "node dev.js"]),
        ("pm2-runtime --interpreter babel-node a.js", ["babel-node a.js"]),
        ("pm2-runtime a.ts", ["ts-node a.ts"]),
        ("pm2-runtime a.js", []),
        ("forever -c ts-node a.ts", ["ts-node a.ts"]),
        ("forever start a.js", []),
        ('nodemon --exec "ts-node a.ts" -w src', ["ts-node a.ts"]),
        ("nodemon -x babel-node a.js", ["babel-node a.js"]),
        ("nodemon src/a.ts", ["ts-node src/a.ts"]),
        ("nodemon a.js", []),
        ("nodemon", []),
    ],
)
def test_words(command: str, expected: list[str]) -> None:
    assert runs(command) == expected


@pytest.mark.parametrize("wrapper", ["env-cmd -f .env", "dotenv -e .env --", "dotenv -o"])
def test_programs_that_only_set_variables(wrapper: str) -> None:
    assert runs(f"{wrapper} npm run dev") == ["node dev.js"]


def test_a_pattern_of_scripts_is_not_known() -> None:
    assert "package.json has no script x:* (CMD, by concurrently)" in runs("concurrently npm:x:*")


@pytest.mark.parametrize(
    ("settings", "package", "expected"),
    [
        ('{"exec": "ts-node a.ts"}', "{}", ["ts-node a.ts"]),
        ('{"execMap": {"js": "babel-node"}}', "{}", []),
        ("{", '{"nodemonConfig": {"exec": "tsx a.ts"}}', ["tsx a.ts"]),
        ("[]", '{"nodemonConfig": []}', []),
    ],
)
def test_settings_of_nodemon(settings: str, package: str, expected: list[str]) -> None:
    assert runs("nodemon", nodemon_json=settings, package=package) == expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('apps: [{script: "npm", args: "run dev"}]', ["npm run dev", "node dev.js"]),
        ('{"apps": [{"script": "npm", "args": ["run", "dev"]}]}', ["npm run dev", "node dev.js"]),
        ('script: "./a.ts"', ["ts-node ./a.ts"]),
        ('script: "./a.ts", interpreter: "bun"', []),
        ('script: "a.js"', []),
    ],
)
def test_settings_of_pm2(settings: str, expected: list[str]) -> None:
    assert runs("pm2-runtime ecosystem.config.js", ecosystem_config_js=settings) == expected


def test_a_script_says_what_runs_it() -> None:
    assert runs("./www.ts", www_ts="#!/usr/bin/env -S ts-node --files\n") == ["ts-node --files ./www.ts"]
    assert runs("./www.js", www_js="#!/usr/bin/env node\n") == []
