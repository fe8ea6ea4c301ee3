from __future__ import annotations

import ast
import json
import tomllib
from xml.etree import ElementTree as ET

import pytest

from slimmer.bench.edits import edited


def after(path: str, text: str, mark: int = 7) -> str:
    data = edited(path, text.encode(), mark)
    assert data is not None
    return data.decode()


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("app.py", "x = 1\n", "x = 1\n# edit 7\n"),
        ("app.py", "x = 1", "x = 1\n# edit 7\n"),
        ("app.py", "x = 1\r\n", "x = 1\r\n# edit 7\r\n"),
        ("app.py", "", "# edit 7\n"),
        ("src/main.go", "package main\n", "package main\n// edit 7\n"),
        ("index.html", "<p>\n", "<p>\n<!-- edit 7 -->\n"),
        ("a.css", "p {}\n", "p {}\n/* edit 7 */\n"),
        ("Makefile", "all:\n\tmake x\n", "all:\n\tmake x\n# edit 7\n"),
        ("go.mod", "module x\n", "module x\n// edit 7\n"),
        ("requirements.txt", "flask==3", "flask==3\n# edit 7\n"),
        ("A.JSX", "x\n", "x\n// edit 7\n"),
    ],
)  # fmt: skip
def test_a_comment_of_the_language_is_appended(path: str, text: str, expected: str) -> None:
    assert after(path, text) == expected


@pytest.mark.parametrize("path", ["logo.png", "README", "data.csv", "page.php", "Dockerfile"])
def test_of_other_languages_nothing_is_known(path: str) -> None:
    assert edited(path, b"x\n", 1) is None


@pytest.mark.parametrize("path", ["run.sh", "requirements.txt", "Makefile"])
def test_a_line_that_goes_on_would_swallow_it(path: str) -> None:
    assert edited(path, b"a \\\n", 1) is None
    assert edited(path, b"a \\", 1) is None


@pytest.mark.parametrize("text", ['{"a": 1}', '{"a": 1}\n', "[]\r\n"])
def test_json_keeps_its_value(text: str) -> None:
    assert json.loads(after("package.json", text)) == json.loads(text)


def test_what_is_edited_still_says_the_same() -> None:
    assert tomllib.loads(after("Cargo.toml", "[a]\nb = 1")) == {"a": {"b": 1}}
    assert ET.fromstring(after("pom.xml", "<project><a/></project>\n")).tag == "project"
    assert ast.dump(ast.parse(after("x.py", "def f():\n    return 1\n"))) == ast.dump(
        ast.parse("def f():\n    return 1\n")
    )


@pytest.mark.parametrize("path", ["package.json", "app.py"])
def test_no_edit_is_made_twice(path: str) -> None:
    made = {after(path, "[]", mark) for mark in (0, 1, 2, 3, 9, 27, 28, 2**32 - 1)}
    assert len(made) == 8
