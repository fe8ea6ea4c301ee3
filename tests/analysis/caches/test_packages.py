from __future__ import annotations

import pytest

from slimmer.analysis.caches.packages import package_lists
from slimmer.analysis.view import View
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

UPDATE = "RUN apt-get update && apt-get install -y curl\n"


def found(text: str, target: str | None = None) -> list[tuple[int, bool, str | None]]:
    """Line, whether it reaches the target, and why it is blocked."""
    view = View(parse(Source.decode(f"FROM debian\n{text}".encode())), target)
    return [(left.call.line, left.reaches, left.blocked) for left in package_lists(view)]


@pytest.mark.parametrize(
    "run",
    [
        "RUN apt-get update",
        "RUN apt update -y; apt install -y curl",
        "RUN apt-get -qq update && apt-get clean",
        "RUN apt-get update && rm -rf /var/lib/apt/lists/partial",
        "RUN apt-get update && rm /var/lib/apt/lists",
        "RUN apt-get update && rm -rf $LISTS",
        "RUN rm -rf /var/lib/apt/lists/* && apt-get update",
        "RUN sudo apt-get update",
        "RUN sh -c 'apt-get update'",
        'RUN ["apt-get", "update"]',
        "RUN --mount=type=cache,target=/var/cache/apt apt-get update",
        "RUN --mount=type=secret,id=x,target=/var/lib/apt/lists/x apt-get update",
    ],
)
def test_lists_stay(run: str) -> None:
    assert found(f"{run}\n") == [(2, True, None)]


@pytest.mark.parametrize(
    "run",
    [
        "RUN apt-get update && rm -rf /var/lib/apt/lists/*",
        "RUN apt-get update && rm -fr /var/lib/apt/lists",
        "RUN apt-get update && rm -r -f /var/lib/apt",
        "RUN apt-get update && rm -rf /var/lib/apt/lists*",
        "RUN apt-get update && rm -rf /tmp/* /var/lib/apt/lists/",
        "RUN apt-get update && cd /var/lib/apt && rm -rf lists/*",
        "RUN L=/var/lib/apt/lists && apt-get update && rm -rf $L/*",
        "RUN apt-get update && sudo rm -rf /var/lib/apt/lists/*",
        "RUN apt-get update && rm -rf /var/{cache,lib}/apt/*",
        "RUN apt-get update && apt-get distclean",
        "RUN apt-get update && find /var/lib/apt/lists -type f -delete",
        "RUN --mount=type=cache,target=/var/lib/apt apt-get update",
        "RUN --mount=type=cache,target=/var/lib/apt/lists apt-get update",
        "RUN --mount=type=tmpfs,target=/var apt-get update",
        "RUN apt-get install -y curl",
        "RUN echo apt-get update",
        "CMD apt-get update",
    ],
)
def test_nothing_stays(run: str) -> None:
    assert not found(f"{run}\n")


@pytest.mark.parametrize(
    ("behind", "reason"),
    [
        ("RUN apt-get install -y git\n", "without an update of its own (line 3)"),
        ("RUN apt install git\n", "without an update of its own (line 3)"),
        ("ENV A=1\nRUN apt-get -y upgrade\n", "without an update of its own (line 4)"),
        ("RUN sudo apt-get install -y git\n", "without an update of its own (line 3)"),
        ("RUN bash -c 'apt-get install -y git'\n", "without an update of its own (line 3)"),
        ("RUN apt-get install -y git && apt-get update\n", "without an update of its own (line 3)"),
        ("RUN apt-cache policy git\n", "apt-cache"),
        ("RUN ./install.sh\n", "install.sh"),
        ("RUN curl https://x | bash\n", "bash"),
        ("RUN make install-deps\n", "make"),
        ("RUN bash setup-all\n", "bash"),
        ("RUN ansible-playbook site.yml\n", "ansible-playbook"),
        ("RUN npx playwright install --with-deps\n", "may install packages"),
        ("ONBUILD RUN apt-get install -y git\n", "without an update of its own (line 3)"),
        ("RUN apt-get remove -y git && apt-get autoremove\n", "removes git"),
        ("CMD apt-get install -y git\n", "the image's CMD"),
        ("FROM x AS y\nCOPY --from=0 / /\n", None),
    ],
)
def test_who_needs_them(behind: str, reason: str | None) -> None:
    _, reaches, blocked = found(UPDATE + behind)[0]
    assert reaches is (reason is not None)
    assert blocked is None if reason is None else reason in (blocked or "")


@pytest.mark.parametrize(
    "behind",
    [
        "RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*\n",
        "RUN echo apt-get install\n",
        "RUN pip install x\n",
        "RUN make -j4 all && make install\n",
        "RUN . ./environment && ./autogen.sh\n",
        "RUN bash Miniconda3-latest-Linux-x86_64.sh -b\n",
        "RUN --mount=type=cache,target=/var/lib/apt/lists apt-get install -y git\n",
        "RUN apt-get remove -y curl && apt-get autoremove\n",
    ],
)
def test_who_does_not(behind: str) -> None:
    assert found(UPDATE + behind) == [(2, True, None)]


def test_stages() -> None:
    text = f"{UPDATE}FROM debian AS runtime\nRUN apt-get update\n"
    assert found(text) == [(2, False, None), (4, True, None)]
    assert found(text, "0") == [(2, True, None), (4, False, None)]


def test_a_stage_that_continues_may_need_them() -> None:
    text = f"AS base\n{UPDATE}FROM base\nRUN apt-get install -y git\n"
    view = View(parse(Source.decode(f"FROM debian {text}".encode())))
    (left,) = package_lists(view)
    assert left.reaches
    assert "(line 4)" in (left.blocked or "")


@pytest.mark.parametrize(
    ("source", "blocked"), [("/", True), ("/var/lib/apt", True), ("/var/lib/apt/lists/x", True), ("/usr", False)]
)
def test_another_stage_may_copy_them(source: str, blocked: bool) -> None:
    text = f"AS base\n{UPDATE}FROM scratch AS other\nCOPY --from=base {source} /x\n"
    view = View(parse(Source.decode(f"FROM debian {text}".encode())), "base")
    (left,) = package_lists(view)
    assert (left.blocked is not None) is blocked


def test_who_is_not_root_removes_nothing() -> None:
    ((_, _, blocked),) = found("USER app\nRUN apt-get update\n")
    assert "USER" in (blocked or "")
    assert found("USER app\nRUN sudo apt-get update\n") == [(3, True, None)]
