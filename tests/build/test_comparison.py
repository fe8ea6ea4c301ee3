from __future__ import annotations

import pytest

from slimmer.build.comparison import Comparison, compare
from slimmer.build.files import Entry, FileSystem
from slimmer.build.kinds import kind_of
from slimmer.build.result import Healthcheck, ImageConfig

NOTHING = FileSystem({}, 0, 0)
SAME = (ImageConfig(), ImageConfig())


def entry(path: str, size: int = 1, **changes: object) -> Entry:
    values: dict[str, object] = {
        "kind": "file", "size": size, "mode": 0o644, "uid": 0, "gid": 0, "target": "", "digest": str(size), "layer": 0,
    } | changes  # fmt: skip
    return Entry(path, **values)  # type: ignore[arg-type]  # made from what a test gives


def system(**files: int) -> FileSystem:
    """Files by path (`__` for a slash) and size."""
    paths = {"/" + name.replace("__", "/"): size for name, size in files.items()}
    return FileSystem({path: entry(path, size) for path, size in paths.items()}, 0, 0)


def of_configs(before: ImageConfig, after: ImageConfig, explained: dict[str, str] | None = None) -> Comparison:
    return compare((before, after), (NOTHING, NOTHING), explained)


def test_equal_settings_do_not_differ() -> None:
    config = ImageConfig(env=("A=b",), cmd=("x",), labels=(("k", "v"),), healthcheck=Healthcheck(("NONE",)))
    assert of_configs(config, config).settings == ()


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        (ImageConfig(env=("A=b", "P=q")), ImageConfig(env=("A=c", "P=q")), "env A"),
        (ImageConfig(env=("A=b",)), ImageConfig(), "env A"),
        (ImageConfig(cmd=("a",)), ImageConfig(), "cmd"),
        (ImageConfig(entrypoint=("a",)), ImageConfig(entrypoint=("a", "b")), "entrypoint"),
        (ImageConfig(user="app"), ImageConfig(user="1000"), "user"),
        (ImageConfig(working_dir="/a"), ImageConfig(working_dir="/"), "working_dir"),
        (ImageConfig(exposed_ports=("80/tcp",)), ImageConfig(), "exposed_ports"),
        (ImageConfig(volumes=("/v",)), ImageConfig(), "volumes"),
        (ImageConfig(), ImageConfig(labels=(("k", "v"),)), "labels k"),
        (ImageConfig(), ImageConfig(healthcheck=Healthcheck(("CMD", "a"))), "healthcheck"),
        (ImageConfig(), ImageConfig(stop_signal="SIGINT"), "stop_signal"),
        (ImageConfig(shell=("bash",)), ImageConfig(), "shell"),
    ],
)
def test_every_setting_that_differs_is_named(before: ImageConfig, after: ImageConfig, field: str) -> None:
    assert [each.field for each in of_configs(before, after).unexplained] == [field]


def test_a_rewrite_explains_a_setting_by_its_field_or_by_the_fields_first_word() -> None:
    found = of_configs(ImageConfig(env=("A=b", "C=d"), user="app"), ImageConfig(), {"env A": "one", "user": "two"})
    assert {each.field: each.because for each in found.settings} == {"env A": "one", "env C": None, "user": "two"}
    found = of_configs(ImageConfig(env=("A=b", "C=d")), ImageConfig(), {"env": "one"})
    assert found.unexplained == ()


def test_what_vanished_is_grouped_by_kind_the_largest_first() -> None:
    before = system(var__lib__apt__lists__x=30, usr__share__doc__a=5, usr__share__doc__b=6, kept=1, app__mine=2)
    found = compare(SAME, (before, system(kept=1, new=9)))
    kinds = [(group.kind, group.files, group.size) for group in found.vanished]
    assert kinds == [("package lists", 1, 30), ("documentation", 2, 11), ("unknown", 1, 2)]
    assert found.vanished[1].largest == (("/usr/share/doc/b", 6), ("/usr/share/doc/a", 5))
    assert [(group.kind, group.files) for group in found.appeared] == [("unknown", 1)]


def test_changes_say_what_changed() -> None:
    before = FileSystem({"/a": entry("/a"), "/b": entry("/b"), "/var/log/x": entry("/var/log/x")}, 0, 0)
    after = FileSystem(
        {"/a": entry("/a", mode=0o755, uid=7), "/b": entry("/b", 2), "/var/log/x": entry("/var/log/x", 2)}, 0, 0
    )
    found = compare(SAME, (before, after))
    assert [(each.path, each.what) for each in found.changed] == [("/a", ("mode", "owner")), ("/b", ("content",))]


def test_packages_are_counted_before_and_after() -> None:
    paths = [
        "/var/lib/dpkg/info/curl.list", "/var/lib/dpkg/info/libc6:amd64.list", "/x/flask-3.dist-info/METADATA",
        "/app/node_modules/a/package.json", "/app/node_modules/@s/b/package.json",
        "/app/node_modules/a/lib/package.json",
    ]  # fmt: skip
    before = FileSystem({path: entry(path) for path in paths}, 0, 0)
    after = FileSystem({path: entry(path) for path in paths[:1]}, 0, 0)
    found = compare(SAME, (before, after))
    assert found.packages == {"Debian": (2, 1), "Python": (1, 0), "npm": (2, 0)}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/apt/lists/deb_dists_x_Packages", "package lists"),
        ("/root/.npm/_cacache/index-v5/aa", "package cache"),
        ("/home/app/.cache/pip/http/x", "package cache"),
        ("/root/.m2/repository/a.jar", "package cache"),
        ("/go/pkg/mod/a@v1/x.go", "package cache"),
        ("/app/.git/objects/aa/bb", "version control data"),
        ("/usr/lib/python3/x/__pycache__/a.cpython-311.pyc", "Python bytecode"),
        ("/usr/share/doc/curl/copyright", "documentation"),
        ("/usr/share/locale/de/x.mo", "translations"),
        ("/usr/bin/x86_64-linux-gnu-gcc-12", "toolchain"),
        ("/usr/local/go/bin/go", "toolchain"),
        ("/usr/include/stdio.h", "headers and static libraries"),
        ("/app/target/release/deps/x.rlib", "intermediate build output"),
        ("/app/node_modules/jest/index.js", "development dependency"),
        ("/app/node_modules/jester/index.js", "Node packages"),
        ("/usr/local/lib/python3.12/site-packages/flask/app.py", "Python packages"),
        ("/usr/local/lib/python3.12/json/decoder.py", "a language's own library"),
        ("/usr/lib/x86_64-linux-gnu/perl/5.36.0/x.pm", "a language's own library"),
        ("/usr/lib/x86_64-linux-gnu/libicudata.so.72.1", "shared libraries"),
        ("/lib/ld-musl-x86_64.so.1", "shared libraries"),
        ("/usr/bin/curl", "programs"),
        ("/sbin/ldconfig", "programs"),
        ("/usr/share/zoneinfo/UTC", "data and settings of packages"),
        ("/app/server.py", "unknown"),
        ("/app/lib/x.so", "unknown"),
        ("/srv/bin/start", "unknown"),
        ("/opt/includes/readme", "unknown"),
    ],
)
def test_kinds(path: str, kind: str) -> None:
    assert kind_of(path, ["/app/node_modules/jest"]) == kind
