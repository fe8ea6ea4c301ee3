"""Finding transforms, ordering them, choosing among them and giving them their options."""

from __future__ import annotations

import importlib.metadata
import pickle
import pkgutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import ClassVar, Literal

import pytest

from slimmer.api import Refusal, Rewrite, Safety, Transform, View, transform
from slimmer.errors import UsageError
from slimmer.passes import registry
from slimmer.passes.discovery import Entry, entries, modules
from slimmer.passes.presets import DEFAULT, ordered
from slimmer.passes.rounds import ask
from slimmer.passes.settings import Option, Settings
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

MODULE = dedent('''
    from slimmer.api import Safety, Transform, transform
    from collections import OrderedDict

    class Base(Transform):
        """No transform: it is not decorated."""
        name = "base"

    @transform
    class Made(Base):
        """Finds nothing."""
        name = "{name}"
        safety = Safety.SAFE
        def rewrites(self, view):
            return iter(())
''')


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the import path; modules imported from it are forgotten afterwards."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def package(site: Path, name: str, **modules: str) -> None:
    (site / name).mkdir()
    (site / name / "__init__.py").write_text("")
    for module, text in modules.items():
        (site / name / f"{module}.py").write_text(text)


def distribution(folder: Path, name: str, text: str) -> None:
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(text)


def entry(value: str, distribution: str = "plug") -> Entry:
    return Entry("x", value, distribution)


def test_all_modules_of_a_package_are_taken_but_the_private_ones(site: Path) -> None:
    package(site, "plug_all", one=MODULE.format(name="one"), two=MODULE.format(name="two"), _no="raise ValueError")
    found = registry.from_entries([entry("plug_all")])
    assert list(found.classes) == ["one", "two"]
    assert found.distributions == {"one": "plug", "two": "plug"}
    assert found.names == {"one", "two"}


def test_an_entry_may_be_a_module_or_a_class(site: Path) -> None:
    package(site, "plug_one", one=MODULE.format(name="one"), two=MODULE.format(name="two"))
    assert list(registry.from_entries([entry("plug_one.one")]).classes) == ["one"]
    assert list(registry.from_entries([entry("plug_one.two:Made")]).classes) == ["two"]
    assert list(registry.from_entries([entry("plug_one"), entry("plug_one.two:Made")]).classes) == ["one", "two"]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("plug_missing", "ModuleNotFoundError: No module named 'plug_missing'"),
        ("plug_bad", "ValueError: on purpose"),
        ("plug_bad:Nothing", "AttributeError: "),
        ("plug_bad.good:Base", "TypeError: it is not a class decorated with @transform"),
        ("plug_bad.good:OrderedDict", "TypeError: it is not a class decorated with @transform"),
        ("plug_undeclared", "TypeError: Made: `name` must be kebab-case, and say what is found"),
    ],
)
def test_a_bad_plugin_is_told_with_its_distribution(site: Path, value: str, why: str) -> None:
    package(site, "plug_bad", one="raise ValueError('on purpose')", good=MODULE.format(name="one"))
    package(site, "plug_undeclared", one=MODULE.format(name="Not Kebab"))
    with pytest.raises(UsageError) as caught:
        registry.from_entries([entry(value, "naughty")])
    assert str(caught.value).startswith(
        f"the distribution naughty registers transforms as `x = {value}`, and that fails: {why}"
    )


def test_two_transforms_of_one_name_are_refused(site: Path) -> None:
    package(site, "plug_a", one=MODULE.format(name="same"))
    package(site, "plug_b", one=MODULE.format(name="same"))
    with pytest.raises(UsageError) as caught:
        registry.from_entries([entry("plug_a", "first"), entry("plug_b", "second")])
    assert str(caught.value) == (
        "two transforms are called same: plug_a.one.Made of the distribution first and plug_b.one.Made of the "
        "distribution second; uninstall one of them"
    )


WAITING = dedent('''
    from slimmer.api import Refusal, Safety, Transform, transform

    @transform
    class Made(Transform):
        """Finds every RUN."""
        name = "{name}"
        safety = Safety.ADVICE
        related = ("other/1",)
        changes = ("env",)
        size: int = 1
        def rewrites(self, view):
            return (Refusal.of(each, f"seen {{self.size}}") for each in view.tree.instructions if each.name == "RUN")
''')


def waiting(site: Path, words: str, *names: str) -> registry.Registry:
    package(site, "plug_late", **{each: WAITING.format(name=each.replace("_", "-")) for each in names})
    (site / "plug_late" / "__init__.py").write_text(f"WORDS = {words}\n")
    return registry.from_entries([entry("plug_late")])


def seen(transforms: tuple[Transform, ...], text: str) -> list[str]:
    answers = [answer for each in transforms for answer in each.rewrites(View(parse(Source("f", text))))]
    return [answer.reason for answer in answers if isinstance(answer, Refusal)]


def test_a_transform_with_words_is_imported_for_a_file_that_holds_one(site: Path) -> None:
    found = waiting(site, "{'see-late': ('apt', 'FROM golang')}", "see_late", "see_now")
    assert list(found.classes) == ["see-late", "see-now"]
    assert found.names == {"see-late", "see-now"}
    transforms = found.choose(Settings(select=("see-late",)))
    assert seen(transforms, "FROM a\nRUN b\nCOPY apt .\nCMD apt-get\n") == []
    assert "plug_late.see_now" in sys.modules
    assert "plug_late.see_late" not in sys.modules
    assert seen(transforms, "FROM a\nRUN b\nRUN ap\\\nt-get\n") == ["seen 1", "seen 1"]
    assert "plug_late.see_late" in sys.modules


@pytest.mark.parametrize(
    "text",
    [
        "FROM golang:1\nRUN b\n",
        "ARG TAG=ng:1\nFROM gola${TAG}\nRUN b\n",
        'FROM a\nRUN ["b", "\\u0061pt"]\n',
        "FROM a\nRUN <<E\nb apt\nE\n",
        "FROM a\nONBUILD RUN apt\nRUN b\n",
    ],
)
def test_words_are_seen_wherever_facts_see_them(site: Path, text: str) -> None:
    transforms = waiting(site, "{'see-late': ('apt', 'FROM golang')}", "see_late").choose(Settings())
    assert "seen 1" in seen(transforms, text)


def test_what_is_told_of_a_waiting_transform_is_its_own(site: Path) -> None:
    found = waiting(site, "{'see-late': ('apt',)}", "see_late")
    (transform,) = found.choose(Settings())
    assert "plug_late.see_late" not in sys.modules
    told = (transform.name, transform.safety, transform.related, transform.requires, transform.changes)
    assert told == ("see-late", Safety.ADVICE, ("other/1",), (), ("env",))
    assert found.get("see-late") is found.classes["see-late"]
    assert transform == transform  # noqa: PLR0124  its own equality is the test
    (configured,) = found.choose(Settings(options=(Option("see-late", "size", 2, "f:1"),)))
    assert seen((configured,), "FROM a\nRUN apt\n") == ["seen 2"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("{'see-late': ('apt',), 'see-more': ('x',)}", "TypeError: WORDS names see-more, and there is no such module"),
        ("['see-late']", "AttributeError: "),
    ],
)
def test_wrong_words_are_told_at_once(site: Path, words: str, why: str) -> None:
    with pytest.raises(UsageError, match=f"the distribution plug registers .* and that fails: {why}"):
        waiting(site, words, "see_late")


@pytest.mark.parametrize(
    ("module", "why"),
    [
        ("raise ValueError('on purpose')", "ValueError: on purpose"),
        (WAITING.format(name="see-other"), "TypeError: WORDS names see-late, which is not the one transform of"),
        (WAITING.format(name="see-late").replace("related", "requires"), "TypeError: see-late requires others"),
    ],
)
def test_what_cannot_be_imported_is_told_when_a_file_needs_it(site: Path, module: str, why: str) -> None:
    package(site, "plug_late", see_late=module)
    (site / "plug_late" / "__init__.py").write_text("WORDS = {'see-late': ('apt',)}\n")
    transforms = registry.from_entries([entry("plug_late")]).choose(Settings())
    assert seen(transforms, "FROM a\nRUN b\n") == []
    with pytest.raises(UsageError, match=f"the distribution plug registers .* and that fails: {why}"):
        ask(View(parse(Source("f", "FROM a\nRUN apt\n"))), transforms, Settings())


def test_two_of_one_name_are_refused_though_one_waits(site: Path) -> None:
    package(site, "plug_a", same=MODULE.format(name="same"))
    package(site, "plug_b", same=MODULE.format(name="same"))
    (site / "plug_b" / "__init__.py").write_text("WORDS = {'same': ('apt',)}\n")
    with pytest.raises(UsageError, match=r"two transforms are called same: plug_a\.same\.Made .* plug_b\.same\.Made "):
        registry.from_entries([entry("plug_a", "first"), entry("plug_b", "second")])


class _Silent(Transform):
    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:  # noqa: ARG002  the transform's signature
        yield from ()


@transform
class Early(_Silent):
    """Nothing."""

    name = "z-early"
    safety = Safety.SAFE


@transform
class Late(_Silent):
    """Nothing."""

    name = "a-late"
    safety = Safety.SAFE
    requires = ("z-early",)


@transform
class Extra(_Silent):
    """Nothing."""

    name = "m-extra"
    safety = Safety.SAFE
    caches: str = "none"
    limit: int = 1
    ratio: float = 0.5
    loud: bool = False
    level: Literal["low", "high"] = "low"
    names: tuple[str, ...] = ()
    file: str | None = None
    shared: ClassVar[int] = 3

    def __post_init__(self) -> None:
        if self.limit > 100:
            raise ValueError("limit is at most 100")


KNOWN: dict[str, tuple[str, ...]] = {each.name: each.requires for each in (Late, Extra, Early)}


def test_the_preset_is_the_order_and_plugins_come_after_by_name() -> None:
    assert ordered(KNOWN, ("not-here", "z-early")) == ("z-early", "a-late", "m-extra")
    assert ordered(KNOWN, ("z-early", "m-extra", "a-late")) == ("z-early", "m-extra", "a-late")


@pytest.mark.parametrize(
    ("known", "why"),
    [(KNOWN, "which comes later in the order"), ({"a-late": Late.requires}, "which is not installed")],
)
def test_what_is_required_is_checked_never_arranged(known: dict[str, tuple[str, ...]], why: str) -> None:
    with pytest.raises(UsageError, match=f"transform a-late requires z-early, {why}"):
        ordered(known, ("a-late",))


REGISTRY = registry.Registry({each.name: each for each in (Early, Late, Extra)}, {})


def names(settings: Settings) -> list[str]:
    return [each.name for each in REGISTRY.choose(settings)]


def test_choosing() -> None:
    assert names(Settings()) == ["z-early", "a-late", "m-extra"]
    assert names(Settings(select=("m-extra", "z-early"))) == ["z-early", "m-extra"]
    assert names(Settings(ignore=("a-late",))) == ["z-early", "m-extra"]
    assert names(Settings(select=("a-late",), ignore=("a-late",))) == []


@pytest.mark.parametrize("key", ["select", "ignore"])
def test_an_unknown_name_is_refused(key: str) -> None:
    settings = Settings(**{key: ("z-erly",)}, places={key: "file:3"})  # type: ignore[arg-type]  # made from what a test gives
    with pytest.raises(UsageError) as caught:
        REGISTRY.choose(settings)
    assert str(caught.value) == "file:3: there is no transform `z-erly`; did you mean `z-early`?"


def extra(**options: object) -> Transform:
    given = tuple(Option("m-extra", name, value, "file:7") for name, value in options.items())
    return REGISTRY.choose(Settings(select=("m-extra",), options=given, caches="mount"))[0]


def test_options_are_given_and_those_of_the_run_where_a_transform_has_them() -> None:
    assert extra() == Extra(caches="mount")
    assert extra(caches="clean") == Extra(caches="clean")
    every = extra(limit=3, ratio=1, loud=True, level="high", names=["a"], file="f")
    assert every == Extra("mount", 3, 1, True, "high", ("a",), "f")
    assert pickle.loads(pickle.dumps(every)) == every


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("limit", "3", "`limit` of m-extra must be a whole number"),
        ("limit", True, "`limit` of m-extra must be a whole number"),
        ("ratio", True, "`ratio` of m-extra must be a number"),
        ("loud", 1, "`loud` of m-extra must be true or false"),
        ("level", "mid", '`level` of m-extra must be "low" or "high"'),
        ("names", ["a", 1], "`names` of m-extra must be a list, each member a string"),
        ("names", "a", "`names` of m-extra must be a list, each member a string"),
        ("file", 1, "`file` of m-extra must be a string"),
        ("limits", 1, "transform m-extra has no option `limits`; did you mean `limit`? (its options are caches, "),
        ("shared", 1, "transform m-extra has no option `shared` (its options are caches, "),
    ],
)
def test_wrong_options_are_refused_with_their_place(name: str, value: object, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        extra(**{name: value})
    assert str(caught.value).startswith(f"file:7: {message}")


def test_an_option_a_transform_refuses_itself() -> None:
    with pytest.raises(UsageError, match="transform m-extra does not take its options: limit is at most 100"):
        extra(limit=101)


def test_options_of_an_unknown_transform_are_refused() -> None:
    with pytest.raises(UsageError, match="f:2: there is no transform `none`"):
        REGISTRY.choose(Settings(options=(Option("none", "x", 1, "f:2"),)))


def test_everything_installed_loads_and_the_preset_is_complete() -> None:
    found = registry.load()
    own = {name for name, distribution in found.distributions.items() if distribution == "slimmer"}
    assert own == set(DEFAULT)
    assert list(found.classes)[: len(DEFAULT)] == list(DEFAULT)


@pytest.mark.parametrize("group", [registry.GROUP, "console_scripts", "no.such.group"])
def test_entries_are_those_importlib_finds(group: str) -> None:
    expected = sorted((each.name, each.value) for each in importlib.metadata.entry_points(group=group))
    assert [(each.name, each.value) for each in entries(group, sys.path)] == expected


def test_the_first_distribution_of_a_name_counts(tmp_path: Path) -> None:
    distribution(tmp_path / "a", "My.Plug", "[other]\nx = no\n[g]\n# y = no\nx = first\n")
    distribution(tmp_path / "b", "my_plug", "[g]\nx = second\n")
    distribution(tmp_path / "b", "else", "[g]\n x = third:Class \n")
    found = entries("g", [str(tmp_path / "a"), str(tmp_path / "b"), str(tmp_path / "missing")])
    assert found == (Entry("x", "first", "my-plug"), Entry("x", "third:Class", "else"))


def test_with_an_archive_on_the_path_importlib_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "app.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("zipped-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: zipped\nVersion: 1.0\n")
        made.writestr("zipped-1.0.dist-info/entry_points.txt", "[some.group]\nx = y\n")
    monkeypatch.syspath_prepend(archive)
    assert entries("some.group", sys.path) == (Entry("x", "y", "zipped"),)


def test_loading_costs_no_slow_imports() -> None:
    program = "import sys; from slimmer.passes.registry import load; load(); print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    imported = set(done.stdout.split())
    assert imported.isdisjoint({"importlib.metadata", "lark", "tomllib", "dockerfile_parse", "difflib", "click"})


@pytest.mark.parametrize(
    "more",
    [
        (),
        ("notes.md",),
        ("packed/__init__.py",),
        ("folder/data.txt",),
        ("made.cpython-311-x86_64-linux-gnu.so",),
        ("old.pyc",),
        ("not.a.module.py",),
        (".hidden.py",),
        (".py",),
        ("__main__.py",),
        ("caf\u00e9.py",),
    ],
)
def test_the_modules_of_a_package_are_those_python_knows(tmp_path: Path, more: tuple[str, ...]) -> None:
    for name in ("__init__.py", "b.py", "a.py", "_shared.py", "__pycache__/a.cpython-311.pyc", *more):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    known = sorted(each.name for each in pkgutil.iter_modules([str(tmp_path)]))
    assert modules([str(tmp_path)]) == known
    assert {"_shared", "a", "b"} <= set(known)


def test_the_modules_of_a_package_in_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "app.zip", "w") as made:
        made.writestr("plugin/__init__.py", "")
        made.writestr("plugin/one.py", "")
    assert modules([str(tmp_path / "app.zip" / "plugin")]) == ["one"]
    assert modules([]) == modules([str(tmp_path / "missing")]) == []
