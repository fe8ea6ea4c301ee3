"""Whole outputs, as a person sees them, against files: `GOLDEN=write pytest tests/report/test_golden.py` renews them.

Tables and transforms are the tests' own, so that no new fact changes a golden file.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from slimmer.analysis.view import View
from slimmer.estimate.prediction import predict
from slimmer.knowledge.costs import Estimate
from slimmer.model.context import Context
from slimmer.passes.pipeline import rewrite
from slimmer.passes.results import Applied, FileResult, Refused
from slimmer.passes.settings import Settings
from slimmer.passes.transform import Safety
from slimmer.report import estimate, text
from slimmer.report.style import Style
from slimmer.syntax.lines import Span
from slimmer.syntax.parser import parse
from slimmer.text.edits import Edit, EditSet
from slimmer.text.source import Source
from tests.estimate.tables import FIXED

GOLDEN = Path(__file__).parent / "golden"
DOCKERFILE = """FROM box:derived AS build
COPY . /src
RUN make -C /src
FROM box:1
RUN apt-get update && \\
    apt-get install -y curl git unheard-of
COPY --from=build /src/out /srv/
COPY conf /etc/app/
RUN pip install --requirement /etc/app/requirements.txt && ./configure
CMD ["/srv/app"]
"""
CONTEXT = Context.of({"conf/requirements.txt": "a\nb\n", "conf/app.ini": "x" * 2_500, "main.c": "int main;\n"})


def _applied(
    word: str, transform: str, safety: Safety, message: str, new: str | None, saved: Estimate | None
) -> Applied:
    start = DOCKERFILE.index(word)
    span = Span(start, start + len(word))
    edits = () if new is None else (Edit(span.end, span.end, new),)
    return Applied(transform, safety, message, 1, DOCKERFILE.count("\n", 0, start) + 1, span, edits, saved)


LISTS = _applied(
    "apt-get install -y curl git unheard-of", "lists-left", Safety.SAFE,
    "the lists stay in this layer: remove them where they were fetched",
    " && \\\n    rm -rf /var/lib/apt/lists/*", Estimate(20_000_000, 21_000_000, "lists at home"),
)  # fmt: skip
CACHE = _applied("pip install", "cache-left", Safety.SAFE, "pip's cache stays", " --no-cache-dir", None)
DEPTH = _applied(
    "git", "history-shipped", Safety.BUILD, "all of the history is shipped: take the last commit", " --depth=1",
    Estimate(5, 5_000_000, "histories of projects"),
)  # fmt: skip
USER = _applied('CMD ["/srv/app"]', "root-runs-it", Safety.ADVICE, "the container runs as root: add a USER", None, None)
KEPT = Refused("lists-left", "a later RUN installs without an update of its own (line 9)", 9, Span(240, 243))


def result() -> FileResult:
    source = Source("app/Dockerfile", DOCKERFILE)
    edits = EditSet.of([*LISTS.edits, *CACHE.edits])
    return FileResult(
        source.path, source, edits=edits, rewrites=(LISTS, CACHE), offered=(DEPTH,), advice=(USER,), refusals=(KEPT,)
    )


def findings(style: Style) -> str:
    return text.render(result(), style, refusals=True, sources=True)


def prediction(style: Style, context: Context | None = CONTEXT) -> str:
    found = result()
    texts = (Source("app/Dockerfile", each) for each in (DOCKERFILE, found.after))
    before, after = (predict(View(parse(each), None, context), FIXED) for each in texts)
    assert before is not None
    return estimate.render(found, before, after, style)


def refused(body: str, style: Style) -> str:
    return text.troubles(rewrite(Source("app/Dockerfile", body), Settings(), ()), style)


HEALTHCHECK = """FROM box:1
HEALTHCHECK --interval=30s --timeout=3s \\
  CMD python3 - <<'PY' || exit 1
import urllib.request
urllib.request.urlopen("http://127.0.0.1:8000/health", timeout=2)
PY
"""
NARROW, WIDE, COLOUR = Style(width=48), Style(width=100), Style(colour=True, width=100)

OUTPUTS: dict[str, Callable[[], str]] = {
    "findings": lambda: findings(WIDE),
    "findings-narrow": lambda: findings(NARROW),
    "findings-colour": lambda: findings(COLOUR),
    "estimate": lambda: prediction(WIDE),
    "estimate-narrow": lambda: prediction(NARROW),
    "estimate-without-context": lambda: prediction(WIDE, None),
    "error-healthcheck": lambda: refused(HEALTHCHECK, WIDE),
    "error-join-missing": lambda: refused("FROM box:1\nRUN make\n  && make install\n", WIDE),
    "error-long-line": lambda: refused(f"FROM box:1\n{'x' * 90} WRKDIR {'y' * 90}\n", NARROW),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_output(name: str) -> None:
    path, shown = GOLDEN / f"{name}.txt", OUTPUTS[name]()
    if os.environ.get("GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(OUTPUTS)
