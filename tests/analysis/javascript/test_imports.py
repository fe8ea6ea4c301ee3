from __future__ import annotations

import pytest

from slimmer.analysis.javascript.imports import imports
from slimmer.analysis.javascript.reach import package_of, reached, resolved, whole_project
from slimmer.model.context import Context


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('const a = require("a"), b = require(`b/c`);', ["a", "b/c"]),
        ('require.resolve("a", { paths: [] })', ["a"]),
        ('module.require("a")', ["a"]),
        ('import "a"; import b from "b"; import * as c from "c"; import d, { e as f } from "d";', ["a", "b", "c", "d"]),
        ('import {\n  a,\n  b,\n} from\n  "c";', ["c"]),
        ('export * from "a"; export { b } from "b"; export * as c from "c";', ["a", "b", "c"]),
        ('const a = await import("a"); import("b", { with: { type: "json" } })', ["a", "b"]),
        ('import a = require("a");', ["a"]),
        ('import data from "./a.json" with { type: "json" };', ["./a.json"]),
        ('import type from "a"; import type, { b } from "b";', ["a", "b"]),
        ('import type { A } from "a"; export type { B } from "b";', []),
        ('// require("a")\n/* import "b" */ "require(\'c\')"; /require("d")/', []),
        ('x.require("a"); jest.import("b")', []),
        ('export const from = "a"; export default "b"; export function f() { return "c" }', []),
        ("import.meta.url", []),
        ("class A { require(name) { return name } }", []),
        ('if (x) { require("a") } else try { require("b") } catch {}', ["a", "b"]),
        ('<a b={require("a")}>it\'s</a>\nrequire("b")', ["a", "b"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert list(imports(text).names) == names


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        ("require(name)", ("require(name",)),
        ('require("./models/" + name)', ("require(./models/",)),
        ("import(`./${x}.js`)", ("import(./",)),
        ("require.resolve(x)", ("require.resolve(x",)),
        ("require()", ()),
        ("const o = { require(a, b) { } }", ()),
    ],
)
def test_what_is_computed_is_said(text: str, computed: tuple[str, ...]) -> None:
    assert imports(text).computed == computed


def test_strings_hold_no_imports_and_no_types() -> None:
    assert imports('import a from "a"; import type { B } from "b"; x("c", `d`)').strings == {"c", "d"}


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("a", "a"),
        ("a/b.js", "a"),
        ("@s/a", "@s/a"),
        ("@s/a/b", "@s/a"),
        ("./a", None),
        ("/a", None),
        ("#a", None),
        ("@/a", None),
        ("~/a", None),
        ("fs", None),
        ("fs/promises", None),
        ("node:test", None),
        ("https://x/y.js", None),
        ("", None),
    ],
)
def test_packages(name: str, package: str | None) -> None:
    assert package_of(name) == package


def context(**files: str) -> Context:
    return Context.of({name.replace("__", "/").replace("_", "."): text for name, text in files.items()})


def test_relative_imports_are_followed_through_loops() -> None:
    files = {
        "a.js": 'require("./lib"); require("x")',
        "lib/index.ts": 'import "../a"; import "./b.js"',
        "lib/b.ts": 'import "y/z"',
    }
    found = reached(Context.of(files), "", ["a.js"])
    assert found.packages == {"x": "a.js", "y": "lib/b.ts"}
    assert found.files == ("a.js", "lib/index.ts", "lib/b.ts")
    assert found.unknown == ()


def test_what_is_not_there_or_computed_is_not_known() -> None:
    found = reached(Context.of({"a.js": 'require("./dist/b"); require(x); require("./a.css")'}), "", ["a.js"])
    assert found.unknown == (
        "a.js calls require(x, whose module is computed",
        "a.js imports ./dist/b, which is not in the context",
    )


def test_a_file_named_in_a_text_is_followed() -> None:
    files = {
        "a.js": 'new Worker("./jobs/w.js"); fork(path.join(__dirname, "c.js"))',
        "jobs/w.js": 'require("x")',
        "c.js": 'require("y")',
    }
    assert set(reached(Context.of(files), "", ["a.js"]).packages) == {"x", "y"}


def test_paths_from_the_root_and_aliases() -> None:
    files = {
        "p/src/a.ts": 'import "src/b"; import "@/c"; import "d/e"',
        "p/src/b.ts": "",
        "p/src/c.vue": '<script>import "x"</script>',
    }
    found = reached(Context.of(files), "p", ["p/src/a.ts"])
    assert found.packages == {"d": "p/src/a.ts", "x": "p/src/c.vue"}


def test_the_whole_project_without_tests_settings_and_inner_projects() -> None:
    files = {
        name: f'require("{name}")'
        for name in (
            *("app.js", "src/x.ts", "src/x.test.ts", "src/x.d.ts", "test/y.js", "webpack.config.js", ".eslintrc.js"),
            *("client/package.json", "client/z.js", "lib.min.js", "node_modules/q/index.js", "Gruntfile.js"),
        )
    }
    assert whole_project(Context.of(files), "").files == ("app.js", "src/x.ts")


def test_resolving() -> None:
    files = Context.of(dict.fromkeys(("a.js", "b/index.mjs", "c.tsx", "d.json", "index.js"), ""))
    assert [resolved(files, path) for path in ("a", "./a.js", "b", "c.js", "d", ".", "../a", "e")] == [
        *("a.js", "a.js", "b/index.mjs", "c.tsx", "d.json", "index.js", None, None)
    ]


def test_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slimmer.analysis.javascript.reach.MOST_FILES", 3)
    files = {f"{number}.js": f'require("./{number + 1}")' for number in range(9)}
    assert reached(Context.of(files), "", ["0.js"]).unknown == ("the context holds more JavaScript than is read",)
