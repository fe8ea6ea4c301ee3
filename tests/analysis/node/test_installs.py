from __future__ import annotations

from pathlib import Path

import pytest

from slimmer.analysis.node.found import DevInstall
from slimmer.analysis.node.installs import dev_installs
from slimmer.analysis.view import View
from slimmer.model.context import Context, Held, Unread
from slimmer.model.hints import NO_HINTS, Hints
from slimmer.model.uses import Use
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

TEXT = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n'
FILES = {
    "package.json": '{"scripts": {"dev": "nodemon"}, "dependencies": {"a": "1"}, "devDependencies": {"nodemon": "1"}}',
    "server.js": 'require("a")',
}


class Unreadable(Held):
    """Files of which server.js may not be opened."""

    def read(self, path: str) -> bytes | Unread:
        return Unread(f"{path} cannot be read: Permission denied") if path == "server.js" else super().read(path)


def found(
    files: dict[str, str] = FILES, uses: tuple[Use, ...] = (), hints: Hints = NO_HINTS, problems: tuple[str, ...] = ()
) -> DevInstall:
    context = Context(Held({path: text.encode() for path, text in files.items()}, problems))
    (install,) = dev_installs(View(parse(Source.decode(TEXT.encode())), None, context, uses, hints))
    return install


def test_left_out() -> None:
    assert found().refused is None
    assert found().flag == "--omit=dev"


def test_a_service_that_develops_with_the_image() -> None:
    use = Use(Path("/x/compose.yaml"), "web", command=("npm", "run", "dev"))
    reason = found(uses=(use,)).refused
    assert reason == "compose.yaml: web, by package.json's script dev runs nodemon, which is only a dev dependency"


@pytest.mark.parametrize("options", ["--require nodemon/hook", "--import=nodemon"])
def test_a_service_that_has_it_loaded_before_the_program(options: str) -> None:
    use = Use(Path("/x/compose.yaml"), "web", environment={"NODE_OPTIONS": options})
    assert found(uses=(use,)).refused == "compose.yaml: web has Node.js load nodemon by NODE_OPTIONS"


def test_a_hint_that_it_is_needed() -> None:
    assert found(hints=Hints(runtime_needs=("nodemon",))).refused == "a hint says that containers need nodemon"


def test_what_was_not_read_of_the_context_may_require_it() -> None:
    files = {**FILES, "server.js": "require(name)"}
    assert found(files, problems=("there are too many files",)).refused == (
        "not all of the build context was read: there are too many files"
    )
    assert found(files).refused is None


def test_a_source_that_cannot_be_read_may_require_it() -> None:
    context = Context(Unreadable({path: text.encode() for path, text in FILES.items()}))
    (install,) = dev_installs(View(parse(Source.decode(TEXT.encode())), None, context))
    assert install.refused == "what server.js loads is not known: server.js cannot be read: Permission denied"


def test_what_may_be_gone_although_it_was_loaded() -> None:
    """`debug` loads supports-color where it is there; what package.json lists itself is another matter."""
    lock = """{"packages": {
        "node_modules/a": {"peerDependenciesMeta": {"b": {"optional": true}, "eslint": {"optional": true}}},
        "node_modules/nodemon": {"dev": true, "dependencies": {"b": "1"}}, "node_modules/b": {"dev": true},
        "node_modules/eslint": {"dev": true}}}"""
    assert found({**FILES, "package-lock.json": lock}).unmissed == (
        "/app/node_modules/b",
        "/app/node_modules/eslint",
    )
    listed = FILES["package.json"].replace('"nodemon": "1"', '"nodemon": "1", "eslint": "9"')
    assert found({**FILES, "package.json": listed, "package-lock.json": lock}).unmissed == ("/app/node_modules/b",)


LOCK = '{"packages": {"node_modules/a": {}, "node_modules/nodemon": {"dev": true}, "node_modules/b": {"dev": true}}}'


@pytest.mark.parametrize(("files", "low"), [(FILES, 26_687), ({**FILES, "package-lock.json": LOCK}, 2 * 17_792)])
def test_the_estimate_counts_packages_where_a_lock_file_tells(files: dict[str, str], low: int) -> None:
    estimate = found(files).estimate
    assert estimate is not None
    assert estimate.low == low
    assert estimate.high > 10 * low


@pytest.mark.parametrize(
    "lock",
    ["{", '{"packages": 3}', '{"packages": {"node_modules/a": 3}}', '{"dependencies": {"a": {"dependencies": []}}}'],
)
def test_a_lock_file_that_tells_nothing_changes_nothing(lock: str) -> None:
    assert found({**FILES, "package-lock.json": lock}).flag == "--omit=dev"
