"""Full base images: what the slim variant would lack."""

from __future__ import annotations

import pytest

from slimmer.analysis.slim.found import FullBase
from slimmer.analysis.slim.full_bases import full_bases
from slimmer.analysis.view import View
from slimmer.model.context import Context, Held, Unread
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

APP = 'COPY app.py .\nCMD ["python", "app.py"]\n'


def found(text: str, files: dict[str, str] | None = None, target: str | None = None) -> FullBase | None:
    context = Context.of(files) if files is not None else None
    view = View(parse(Source("Dockerfile", text)), target, context)
    return next(iter(full_bases(view)), None)


def blocked(text: str, files: dict[str, str] | None = None) -> str | None:
    one = found(text, files)
    assert one is not None
    return one.blocked


@pytest.mark.parametrize("base", ["python:3.12-slim", "alpine:3.20", "golang:1.26", "scratch", "x/y", "$BASE"])
def test_other_bases_are_no_finding(base: str) -> None:
    assert found(f"FROM {base}\n{APP}") is None


def test_the_target_decides() -> None:
    text = f"FROM python:3.12-slim AS small\n{APP}FROM python:3.12 AS large\n{APP}"
    assert found(text, target="small") is None
    assert found(text) is not None


def test_what_was_installed_before_is_there() -> None:
    install = "RUN apt-get update && apt-get install -y build-essential git\n"
    assert blocked(f"FROM python:3.12\n{install}RUN make && git --version\n{APP}") is None
    assert blocked(f"FROM python:3.12\nRUN make\n{install}{APP}") is not None
    assert blocked(f"FROM python:3.12\n{install}RUN apt-get purge -y make\nRUN make\n{APP}") is not None


def test_what_is_missing_is_named_once() -> None:
    one = found(
        "FROM node:22\nRUN apt-get update && apt-get install -y tini\nRUN curl https://a.example && curl https://b.example\n"
        'COPY a.js .\nHEALTHCHECK CMD curl -f localhost\nCMD ["node", "a.js"]\n'
    )
    assert one is not None
    assert (one.blocked, one.missing) == (None, ("ca-certificates", "curl"))


def test_the_estimate_is_the_difference_of_the_images() -> None:
    exact, other = found(f"FROM python:3.12-bookworm\n{APP}"), found(f"FROM python:3.9\n{APP}")
    assert exact is not None
    assert exact.estimate is not None
    assert 800e6 < exact.estimate.low <= exact.estimate.high < 1000e6
    assert other is not None
    assert other.estimate is not None
    assert other.estimate.low < other.estimate.high


@pytest.mark.parametrize(
    ("requirement", "reason"),
    [
        ("flask", None),
        ("Flask_SQLAlchemy>=2", None),
        ("psycopg[binary]", None),
        ("numpy<2,>=1.26", None),
        ("numpy==1.26.4 ; python_version > '3.8'", None),
        ("psycopg2", "psycopg2 is compiled, which needs gcc"),
        ("psycopg", "psycopg needs libpq5"),
        ("numpy<1.20", "numpy 1.20 may have no wheel for Python 3.12 and be compiled"),
        ("gevent==1.4", "gevent 1.4 may have no wheel for Python 3.12 and be compiled"),
        ("nobody-knows", "nothing is known of what the Python package nobody-knows needs"),
        ("git+https://example.org/x.git#egg=flask", "flask is fetched with git"),
        ("https://example.org/x.whl", "what https://example.org/x.whl holds is not known"),
    ],
)
def test_python_packages(requirement: str, reason: str | None) -> None:
    text = f"FROM python:3.12\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n{APP}"
    assert blocked(text, {"requirements.txt": requirement + "\n"}) == reason


def test_python_packages_named_in_the_file() -> None:
    assert blocked(f"FROM python:3.12\nRUN pip install flask 'requests>2' uvicorn[standard]\n{APP}") is None
    assert blocked(f"FROM python:3.12\nARG X\nRUN pip install $X\n{APP}") == "line 3 installs what is not known"
    wheels = "FROM python:3.12 AS build\nRUN pip wheel -w /w psycopg\nFROM python:3.12\nCOPY --from=build /w /w\n"
    assert blocked(wheels + APP) == "psycopg needs libpq5"


def test_projects_of_the_context() -> None:
    text = f"FROM python:3.12\nCOPY . .\nRUN pip install .\n{APP}"
    project = '[project]\nname = "x"\nversion = "1"\ndependencies = ["flask", "psycopg2"]\n'
    assert blocked(text) == "the project in . is not known: pass --context"
    assert blocked(text, {"pyproject.toml": project.replace(', "psycopg2"', "")}) is None
    assert blocked(text, {"pyproject.toml": project}) == "psycopg2 is compiled, which needs gcc"
    assert "setup.py" in (blocked(text, {"pyproject.toml": project, "setup.py": ""}) or "")


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "there is no lock file: what is installed is not known"),
        ({"yarn.lock": 'express@^4:\n  version "4.0.0"\n'}, None),
        ({"yarn.lock": 'express@^4:\n  version "4.0.0"\n\ncanvas@^2:\n  version "2.0.0"\n'}, "canvas is compiled"),
    ],
)
def test_packages_of_node(files: dict[str, str], reason: str | None) -> None:
    canvas = ', "canvas": "^2"' if "canvas" in str(files) else ""
    files = {**files, "package.json": f'{{"dependencies": {{"express": "^4"{canvas}}}}}', "a.js": ""}
    text = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\nCMD ["node", "a.js"]\n'
    said = blocked(text, files)
    assert (said or "").startswith(reason or "")
    assert (said is None) == (reason is None)


def test_git_dependencies_need_git() -> None:
    files = {
        "package.json": '{"dependencies": {"x": "git+https://example.org/x.git"}}',
        "yarn.lock": '"x@git+https://example.org/x.git":\n  version "1.0.0"\n',
    }
    text = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN yarn\nCMD ["node", "a.js"]\n'
    assert blocked(text, files) == "line 4 fetches a package with git"


@pytest.mark.parametrize(
    ("argument", "written", "text"),
    [
        ("ARG V=3.12", "python:$V", "python:$V-slim"),
        ("ARG V=3.12", "python:${V}-bookworm", "python:${V}-slim-bookworm"),
        ("ARG S=trixie", "node:22-${S}", "node:22-${S}-slim"),
        ("ARG I=python", "${I}:3.12", "${I}:3.12-slim"),
        ("ARG V=3.12-trixie", "python:$V", None),
        ("ARG V=lts", "node:${V}", "node:${V}-slim"),
    ],
)
def test_references_built_of_arguments(argument: str, written: str, text: str | None) -> None:
    one = found(f'{argument}\nFROM {written}\nCOPY x .\nCMD ["x"]\n')
    assert one is not None
    assert (one.slim.text if one.slim is not None else None) == text


class Unreadable(Held):
    """Files that may not be opened."""

    def read(self, path: str) -> bytes | Unread:
        return Unread(f"{path} cannot be read: Permission denied")


def test_what_cannot_be_read_may_need_the_full_one() -> None:
    tree = parse(Source("Dockerfile", f"FROM python:3.12\n{APP}"))
    contents = {"app.py": b"print()"}
    (one,) = full_bases(View(tree, None, Context(Unreadable(contents))))
    assert one.blocked == "app.py cannot be read: Permission denied"
    (one,) = full_bases(View(tree, None, Context(Held(contents, ("the folder sec cannot be searched",)))))
    assert one.blocked == "not all of the build context was read: the folder sec cannot be searched"
