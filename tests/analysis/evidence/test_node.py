from __future__ import annotations

import json
from pathlib import Path

import pytest

from slimmer.analysis.evidence.data import json_data, toml_data, yaml_data
from slimmer.analysis.evidence.node import NodeProject, node_project
from slimmer.model.context import Context
from slimmer.model.folder import context_of


def project(**files: str) -> NodeProject:
    named = {
        "manifest": "package.json",
        "npm": "package-lock.json",
        "yarn": "yarn.lock",
        "pnpm": "pnpm-lock.yaml",
        "npmrc": ".npmrc",
        "yarnrc": ".yarnrc.yml",
        "spaces": "pnpm-workspace.yaml",
        "shrinkwrap": "npm-shrinkwrap.json",
    }
    found = node_project(Context.of({f"a/{named[name]}": text for name, text in files.items()}), "a")
    assert found is not None
    return found


MANIFEST = json.dumps(
    {
        "name": "@own/app",
        "main": "lib/index.js",
        "bin": "cli.js",
        "scripts": {"start": "node .", "odd": 1},
        "dependencies": {"x": "^1", "both": "1"},
        "optionalDependencies": {"o": "1"},
        "devDependencies": {"d": "^2", "both": "1"},
        "peerDependencies": {"p": "*"},
        "workspaces": {"packages": ["packages/*"]},
        "packageManager": "yarn@3.2.0",
    }
)


def test_package_json() -> None:
    found = project(manifest=MANIFEST).manifest
    assert (found.path, found.folder, found.name, found.main) == ("a/package.json", "a", "@own/app", "lib/index.js")
    assert found.scripts == {"start": "node ."}
    assert found.bins == {"app": "cli.js"}
    assert found.dependencies == {"x": "^1", "both": "1", "o": "1"}
    assert found.only_development == {"d"}
    assert found.workspaces == ("packages/*",)


@pytest.mark.parametrize("text", ['{"name": "a",}', "", "[1]", '"a"', "{" * 100_000, '{"a": ' * 100_000, "\xff\x00"])
def test_a_broken_manifest_has_a_reason(text: str) -> None:
    found = project(manifest=text).manifest
    assert found.problem is not None
    assert found.problem.startswith("a/package.json ")
    assert not found.dependencies


@pytest.mark.parametrize(
    ("manifest", "problem"),
    [
        ('{"workspaces": 3, "bin": [], "main": {}, "name": 1}', None),
        (
            '{"scripts": [], "devDependencies": {"a": "1"}}',
            "a/package.json: scripts holds no table of names and values",
        ),
        ('{"dependencies": 1}', "a/package.json: dependencies holds no table of names and values"),
        ('{"devDependencies": ["a"]}', "a/package.json: devDependencies holds no table of names and values"),
        ('{"devDependencies": {"a": 1}}', "a/package.json: what devDependencies says of a is no text"),
        ('{"scripts": {"start": null}}', "a/package.json: what scripts says of start is no text"),
    ],
)
def test_members_of_the_wrong_type(manifest: str, problem: str | None) -> None:
    found = project(manifest=manifest)
    assert found.manifest.problem == problem
    assert not found.is_workspace_root
    assert not found.manifest.dependencies


def test_no_manifest() -> None:
    assert node_project(Context.of({"b": ""}), "") is None


def test_a_project_is_read_once_a_context() -> None:
    context = Context.of({"package.json": "{}"})
    assert node_project(context, "") is node_project(context, "")


def test_npmrc() -> None:
    found = project(
        manifest="{}", npmrc='; no\n# no\nomit[]=dev\nomit[]=optional\nProduction = true\nquoted="x"\nalone\n'
    )
    assert found.settings == {"omit": "dev,optional", "production": "true", "quoted": "x", "alone": "true"}


PACKAGES = {
    "": {"name": "app", "devDependencies": {"d": "1"}},
    "node_modules/x": {"version": "1.0.0", "bin": {"xx": "x.js"}},
    "node_modules/x/node_modules/y": {"version": "1.0.0"},
    "node_modules/@s/d": {"version": "1.0.0", "dev": True, "bin": "d.js"},
    "node_modules/o": {"version": "1.0.0", "devOptional": True, "peerDependenciesMeta": {"z": {"optional": True}}},
    "node_modules/linked": {"link": True},
}


def test_package_lock_3() -> None:
    lock = project(manifest="{}", npm=json.dumps({"lockfileVersion": 3, "packages": PACKAGES})).lock
    assert lock is not None
    assert (lock.kind, lock.total, lock.development) == ("npm", 4, 1)
    assert {name: each.development for name, each in lock.packages.items()} == {"x": False, "@s/d": True, "o": False}
    assert lock.packages["x"].bins == ("xx",)
    assert lock.packages["@s/d"].bins == ("d",)
    assert lock.packages["o"].may_load == ("z",)


def test_what_is_loaded_only_where_it_is_there() -> None:
    optional = {"peerDependenciesMeta": {"colours": {"optional": True}, "kept": {"optional": True}, "must": {}}}
    packages = {
        "": {"devDependencies": {"tool": "1"}},
        "node_modules/logs": optional,
        "node_modules/tool": {"dev": True, "dependencies": {"colours": "1"}, "peerDependenciesMeta": {"tests": {}}},
        "node_modules/colours": {"dev": True, "dependencies": {"flags": "1", "kept": "1"}},
        "node_modules/flags": {"dev": True, "dependencies": {"colours": "1"}},
        "node_modules/kept": {},
        "node_modules/must": {"dev": True},
        "node_modules/other": {"dev": True},
    }
    lock = project(manifest="{}", npm=json.dumps({"lockfileVersion": 3, "packages": packages})).lock
    assert lock is not None
    assert lock.unmissed == {"colours", "flags"}
    del packages["node_modules/logs"]["peerDependenciesMeta"]  # type: ignore[attr-defined]  # an error of types would fail the test
    lock = project(manifest="{}", npm=json.dumps({"lockfileVersion": 3, "packages": packages})).lock
    assert lock is not None
    assert lock.unmissed == frozenset()


def test_package_lock_1_and_shrinkwrap_before_it() -> None:
    tree = {
        "x": {"version": "1", "dependencies": {"y": {"version": "1", "dev": True}}},
        "d": {"version": "1", "dev": True},
    }
    lock = project(manifest="{}", shrinkwrap=json.dumps({"dependencies": tree}), npm="no").lock
    assert lock is not None
    assert lock.path == "a/npm-shrinkwrap.json"
    assert (lock.total, lock.development) == (3, 2)
    assert lock.packages["d"].development
    assert lock.packages["x"].bins is None


YARN_1 = """# yarn lockfile v1


"@s/x@^1.0.0", "@s/x@^1.1.0":
  version "1.2.0"
  dependencies:
    y "^2.0.0"
    "@s/z" ">=1 <3"

"@s/z@>=1 <3":
  version "2.0.0"

d@^1:
  version "1.0.0"
  dependencies:
    e "1"

e@1:
  version "1.0.0"

y@^2.0.0:
  version "2.0.0"
  optionalDependencies:
    "@s/x" "^1.1.0"
"""


def test_yarn_1() -> None:
    manifest = '{"dependencies": {"@s/x": "^1.0.0"}, "devDependencies": {"d": "^1"}}'
    lock = project(manifest=manifest, yarn=YARN_1).lock
    assert lock is not None
    assert (lock.kind, lock.total, lock.development) == ("yarn", 5, 2)
    assert {name for name, each in lock.packages.items() if each.development} == {"d", "e"}


BERRY = """__metadata:
  version: 6

"app@workspace:.":
  version: 0.0.0-use.local
  dependencies:
    x: ^1.0.0

"d@npm:^1":
  version: 1.0.0

"x@npm:^1.0.0":
  version: 1.0.0
  dependencies:
    y: "npm:^2"

"y@npm:^2, y@npm:^2.1":
  version: 2.1.0
"""


def test_yarn_berry() -> None:
    found = project(manifest='{"dependencies": {"x": "^1.0.0"}, "devDependencies": {"d": "^1"}}', yarn=BERRY)
    lock = found.lock
    assert found.is_berry
    assert lock is not None
    assert lock.kind == "yarn-berry"
    assert not lock.packages["y"].development
    assert lock.packages["d"].development


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"manifest": '{"packageManager": "yarn@4.0.0"}'}, True),
        ({"manifest": '{"packageManager": "yarn@1.22.22"}', "yarnrc": "a: 1"}, False),
        ({"manifest": "{}", "yarnrc": "nodeLinker: node-modules"}, True),
        ({"manifest": "{}", "yarn": YARN_1}, False),
        ({"manifest": "{}"}, False),
    ],
)
def test_which_yarn(files: dict[str, str], expected: bool) -> None:
    assert project(**files).is_berry is expected


PNPM_6 = """lockfileVersion: '6.0'
dependencies:
  x: {specifier: ^1, version: 1.0.0}
devDependencies:
  d: {specifier: ^1, version: 1.0.0}
packages:
  /x@1.0.0: {resolution: {integrity: x}, dev: false}
  /d@1.0.0: {resolution: {integrity: x}, dev: true}
  /e@1.0.0: {resolution: {integrity: x}, dev: true}
"""
PNPM_9 = """lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      x: {specifier: ^1, version: 1.0.0(y@2.0.0)}
    devDependencies:
      d: {specifier: ^1, version: 1.0.0}
packages:
  x@1.0.0: {}
snapshots:
  d@1.0.0: {dependencies: {e: 1.0.0}}
  e@1.0.0: {}
  x@1.0.0(y@2.0.0): {dependencies: {y: 2.0.0}}
  y@2.0.0: {}
"""


@pytest.mark.parametrize(("text", "total"), [(PNPM_6, 3), (PNPM_9, 4)])
def test_pnpm(text: str, total: int) -> None:
    lock = project(manifest="{}", pnpm=text).lock
    assert lock is not None
    assert (lock.kind, lock.total, lock.development) == ("pnpm", total, 2)
    assert {name: each.development for name, each in lock.packages.items()} == {"x": False, "d": True}


@pytest.mark.parametrize(
    "files",
    [
        {"npm": "{"},
        {"pnpm": "a: [1\nb: }"},
        {"pnpm": "- 1"},
        {"yarn": "__metadata:\n\t- x"},
    ],
)
def test_a_broken_lock_file_has_a_reason(files: dict[str, str]) -> None:
    lock = project(manifest="{}", **files).lock
    assert lock is not None
    assert lock.problem is not None
    assert not lock.packages


@pytest.mark.parametrize(
    "files",
    [{"npm": '{"packages": {"a": 3, "b": []}}'}, {"pnpm": "packages: [1]\nimporters: 3"}, {"yarn": "a b\n  c\n    d"}],
)
def test_a_lock_file_of_another_shape_holds_nothing(files: dict[str, str]) -> None:
    lock = project(manifest="{}", **files).lock
    assert lock is not None
    assert lock.development == 0


def test_workspaces_of_pnpm() -> None:
    assert project(manifest="{}", spaces="packages:\n  - a/*\n").is_workspace_root
    assert not project(manifest="{}", spaces="onlyBuiltDependencies: [x]\n").is_workspace_root


def test_a_file_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slimmer.analysis.evidence.data.LARGEST", {"json": 3, "toml": 3, "yaml": 3})
    context = Context.of({"a": "{    }"})
    for read in (json_data, toml_data, yaml_data):
        found = read(context, "a")
        assert found is not None
        assert found.problem == "a has more than 0 MB"


def test_yaml_aliases_that_multiply_are_read_in_no_time() -> None:
    lines = ["a0: &a0 x"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)]
    found = yaml_data(Context.of({"a": "\n".join(lines)}), "a")
    assert found is not None
    assert found.problem is None


def test_a_lock_file_that_is_too_large_says_how_large_it_may_be(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "yarn.lock").write_bytes(b"#" * 20_000_001)
    found = node_project(context_of(tmp_path), "")
    assert found is not None
    assert found.lock is not None
    assert found.lock.problem == "yarn.lock has more than 20 MB"
