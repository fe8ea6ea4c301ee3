"""What stands outside of the Dockerfile and decides whether its program can run in an empty image."""

from __future__ import annotations

from pathlib import Path

import pytest

from slimmer.analysis.go.cost import go_cost
from slimmer.analysis.go.found import GoImage, GoStays
from slimmer.analysis.go.image import go_image
from slimmer.analysis.view import View
from slimmer.model.context import Context
from slimmer.model.uses import Use
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

FILE = "FROM golang:1.22\nWORKDIR /app\nCOPY . .\nRUN go build -o server .\n{start}\n"
FILES = {"go.mod": "module example.com/app\n", "main.go": "package main\n\nfunc main() {}\n"}


def view(
    use: Use | None = None, start: str = 'CMD ["./server"]', context: Context | None = None, text: str = FILE
) -> View:
    tree = parse(Source("Dockerfile", text.format(start=start)))
    return View(tree, context=context or Context.of(FILES), uses=(use,) if use is not None else ())


def reason(asked: View) -> str:
    found = go_image(asked)
    return found.reason if isinstance(found, GoStays) else ""


def used(**fields: tuple[str, ...]) -> Use:
    return Use(Path("/p/compose.yaml"), "web", **fields)  # type: ignore[arg-type]  # made from what a test gives


@pytest.mark.parametrize(
    ("use", "start", "problem"),
    [
        (used(), 'CMD ["./server"]', ""),
        (used(command=("./server", "--dev")), 'CMD ["./server"]', ""),
        (used(command=("/app/server",)), 'CMD ["./server"]', ""),
        (used(command=("--dev",)), 'ENTRYPOINT ["./server"]', ""),
        (used(command=("go", "run", ".")), 'CMD ["./server"]', "compose.yaml: web runs go"),
        (used(command=("sh", "-c", "./server")), 'CMD ["./server"]', "compose.yaml: web runs sh"),
        (used(entrypoint=("/wait.sh",)), 'ENTRYPOINT ["./server"]', "compose.yaml: web runs /wait.sh"),
        (used(healthcheck=("CMD", "/app/server", "health")), 'CMD ["./server"]', ""),
        (used(healthcheck=("NONE",)), 'CMD ["./server"]', ""),
        (used(healthcheck=("CMD", "curl", "-f", "x")), 'CMD ["./server"]', "checks its health by curl"),
        (used(healthcheck=("CMD-SHELL", "wget x || exit 1")), 'CMD ["./server"]', "checks its health by wget"),
        (used(unclear=("command",)), 'CMD ["./server"]', "a command that is not known"),
        (used(unclear=("args",)), 'CMD ["./server"]', ""),
    ],
)
def test_services_of_compose_files(use: Use, start: str, problem: str) -> None:
    found = reason(view(use, start))
    assert problem in found
    assert bool(problem) == bool(found)


def test_a_context_that_was_not_read_to_its_end() -> None:
    assert "too many files" in reason(view(context=Context.of(FILES, problems=("too many files",))))


def test_what_is_known_of_a_program_that_can() -> None:
    found = go_image(view())
    assert isinstance(found, GoImage)
    assert found.last.name == "RUN"
    assert [call.name for call in found.builds] == ["go"]
    assert found.whole == ""


def test_an_image_of_another_family_is_none() -> None:
    assert go_image(view(text=FILE.replace("golang", "rust"))) is None


def test_the_cost_is_that_of_the_base_image_and_of_caches_that_lie_on_no_mount() -> None:
    full = go_cost(view())
    mounted = FILE.replace(
        "RUN go", "RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go"
    )
    lean = go_cost(view(text=mounted))
    alpine = go_cost(view(text=FILE.replace("1.22", "1.22-alpine")))
    assert full is not None
    assert lean is not None
    assert alpine is not None
    assert 700e6 < full.low < 900e6
    assert full.high > lean.high > lean.low == full.low
    assert 200e6 < alpine.low < 260e6
    assert "golang" in full.source
