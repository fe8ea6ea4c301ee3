"""`slimmer transforms`, `explain`, `tree`, `docs` and `new-transform`."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from slimmer.docgen.page import HEADINGS, page
from slimmer.passes.transform import Safety, Transform
from tests.cli.conftest import Invoke


def test_transforms_lists_name_safety_and_summary(invoke: Invoke) -> None:
    lines = invoke("transforms").stdout.split("\n")[:-1]
    assert [line.split()[:2] for line in lines] == [
        ["deadly", "safe"],
        ["doubtful-word", "build"],
        ["lawless", "safe"],
        ["needless-word", "safe"],
        ["surroundings", "advice"],
        ["thinkable-word", "advice"],
    ]
    assert lines[3] == "needless-word   safe    Finds the word needless. (cli-plugin)"


def test_explain_prints_the_page(invoke: Invoke) -> None:
    text = invoke("explain", "needless-word").stdout
    assert text.startswith("# needless-word\n\nFinds the word needless.\n")
    assert all(f"\n{heading}\n" in text for heading in HEADINGS)
    assert "`hadolint/DL9999`" in text
    assert "| `spelled` | `str` | `' needless'` |" in text
    assert "# slimmer: ignore=needless-word -- reason" in text


def test_explain_knows_what_was_meant(invoke: Invoke) -> None:
    result = invoke("explain", "needles-word")
    assert (result.exit_code, result.stderr) == (
        2,
        "error: there is no transform `needles-word`; did you mean `needless-word`?\n",
    )


def test_tree(invoke: Invoke) -> None:
    Path("Dockerfile").write_bytes(b"FROM a\nRUN make\n")
    expected = "Dockerfile 0..16 escape='\\\\'\n  From 0..6 line 1\n    keyword 0..4 'FROM'\n    word 5..6 'a'\n"
    expected += "  Run 7..15 line 2\n    keyword 7..10 'RUN'\n    shell 11..15 'make'\n"
    assert invoke("tree", "Dockerfile").stdout == expected
    with_shell = invoke("tree", "--shell", "Dockerfile").stdout
    assert with_shell.startswith(expected)
    assert "Word 11..15 literal='make'" in with_shell


def test_tree_of_standard_input_and_of_text_that_is_refused(invoke: Invoke) -> None:
    result = invoke("tree", "-", stdin=b"RUNN\xff\n")
    assert result.exit_code == 0
    assert b"problem line 1: unknown instruction: RUNN" in result.stdout_bytes


@pytest.mark.parametrize(("name", "data"), [("gone", None), ("Dockerfile", b"FROM\0")])
def test_tree_of_what_cannot_be_read(invoke: Invoke, name: str, data: bytes | None) -> None:
    if data is not None:
        Path(name).write_bytes(data)
    assert invoke("tree", name).exit_code == 2


def write_module(place: Path, doc: str) -> None:
    """A distribution `documented` with one transform."""
    (place / "documented.py").write_text(
        "from typing import ClassVar\nfrom slimmer.passes.transform import Safety, Transform, transform\n"
        f"@transform\nclass T(Transform):\n    {doc!r}\n    name: ClassVar[str] = 'documented-waste'\n"
        "    safety: ClassVar[Safety] = Safety.SAFE\n    def rewrites(self, view):\n        yield from ()\n",
        "utf-8",
    )
    metadata = place / "documented-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: documented\nVersion: 1\n", "utf-8")
    (metadata / "entry_points.txt").write_text("[slimmer.transforms]\nx = documented\n", "utf-8")


DOC = "Finds a | waste.\n\n" + "\n\n".join(f"    {heading}\n    Text." for heading in HEADINGS) + "\n    "


@pytest.fixture
def documented(invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """Runs `slimmer docs` for a distribution with one transform."""
    write_module(tmp_path, DOC)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "documented", raising=False)
    return lambda *arguments: invoke("docs", "--distribution", "documented", *arguments)


def test_docs_writes_pages_and_index(documented: Invoke) -> None:
    assert documented().exit_code == 0
    folder = Path("docs/transforms")
    assert {path.name for path in folder.iterdir()} == {"README.md", "documented-waste.md"}
    assert (
        "| [documented-waste](documented-waste.md) | safe | Finds a \\| waste. |" in (folder / "README.md").read_text()
    )
    text = (folder / "documented-waste.md").read_text("utf-8")
    assert text.startswith("<!-- Generated")
    assert "\n# documented-waste\n" in text
    assert documented("--check").exit_code == 0


def test_docs_check_names_what_is_stale_and_writes_nothing(documented: Invoke) -> None:
    documented()
    folder = Path("docs/transforms")
    (folder / "README.md").write_text("old", "utf-8")
    (folder / "documented-waste.md").unlink()
    (folder / "gone-waste.md").write_text("x", "utf-8")
    result = documented("--check")
    assert result.exit_code == 1
    assert result.stderr.split("\n")[:-1] == [
        "docs/transforms/documented-waste.md is missing; run `slimmer docs`",
        "docs/transforms/README.md is stale; run `slimmer docs`",
        "docs/transforms/gone-waste.md belongs to no transform; run `slimmer docs`",
    ]
    assert (folder / "README.md").read_text("utf-8") == "old"
    documented()
    assert {path.name for path in folder.iterdir()} == {"README.md", "documented-waste.md"}


def test_docs_refuses_a_docstring_without_its_headings(invoke: Invoke) -> None:
    result = invoke("docs", "--distribution", "cli-plugin")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: the docstring of deadly has no ## Why it costs bytes")


def test_docs_of_a_distribution_without_transforms(invoke: Invoke) -> None:
    assert invoke("docs", "--distribution", "nothing").exit_code == 2


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "transforms").mkdir()
    (tmp_path / "transforms" / "__init__.py").write_text("", "utf-8")
    return tmp_path


def test_new_transform_is_a_transform_with_a_page_and_no_cases(
    invoke: Invoke, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = invoke("new-transform", "go-cache-left-behind")
    assert result.exit_code == 0
    file = checkout / "transforms" / "go_cache_left_behind.py"
    spec = importlib.util.spec_from_file_location("scaffolded", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "scaffolded", module)
    spec.loader.exec_module(module)
    kind: type[Transform] = module.GoCacheLeftBehind
    assert (kind.name, kind.safety) == ("go-cache-left-behind", Safety.ADVICE)
    assert page(kind).missing == ()
    cases = checkout / "tests" / "transforms" / "go-cache-left-behind"
    assert list(cases.iterdir()) == []


def test_new_transform_overwrites_nothing(invoke: Invoke, checkout: Path) -> None:
    file = checkout / "transforms" / "waste.py"
    file.write_text("mine", "utf-8")
    result = invoke("new-transform", "waste")
    assert (result.exit_code, file.read_text("utf-8")) == (2, "mine")


@pytest.mark.usefixtures("checkout")
@pytest.mark.parametrize("name", ["Waste", "waste_left", "../waste", "waste-", "1waste", ""])
def test_new_transform_refuses_names_that_are_not_kebab_case(invoke: Invoke, name: str) -> None:
    assert invoke("new-transform", name).exit_code == 2


def test_new_transform_only_in_a_checkout(invoke: Invoke) -> None:
    result = invoke("new-transform", "waste")
    assert (result.exit_code, "no checkout" in result.stderr) == (2, True)
