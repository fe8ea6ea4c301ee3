from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from slimmer.bench import cases, suites
from slimmer.bench.cases import Case
from slimmer.build.smoke import Ask
from slimmer.errors import InputError, SlimmerError, UsageError

TEXT = """title = "A service"
source = "app.py"

[arguments]
VERSION = 3

[smoke]
port = 80

[[smoke.request]]
path = "/"

[[held.request]]
path = "/other"
body = "more"
"""

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(text: str = TEXT, name: str = "service") -> Path:
        folder = tmp_path / name
        (folder / "context").mkdir(parents=True)
        (folder / "context" / "Dockerfile").write_text("FROM scratch\n")
        (folder / "case.toml").write_text(text)
        return folder

    return made


def test_a_case_is_read(make: Make) -> None:
    folder = make()
    case = cases.read(folder)
    assert case == Case(
        "service",
        "A service",
        folder / "context" / "Dockerfile",
        folder / "context",
        arguments=(("VERSION", "3"),),
        source="app.py",
        smoke=case.smoke,
        held=case.held,
    )
    assert case.smoke is not None
    assert (case.smoke.port, case.smoke.asks) == (80, (Ask("/"),))
    assert case.held is not None
    assert (case.held.port, case.held.asks) == (80, (Ask("/other", body="more"),))


def test_an_ideal_beside_it_is_found(make: Make) -> None:
    folder = make()
    (folder / "ideal.Dockerfile").write_text("FROM scratch\n")
    assert (cases.read(folder).ideal, cases.read(folder).ideal_port) == (folder / "ideal.Dockerfile", None)


def test_an_ideal_may_serve_on_a_port_of_its_own(make: Make) -> None:
    assert cases.read(make(f"ideal_port = 8080\n{TEXT}")).ideal_port == 8080


def test_it_may_lie_beside_the_dockerfile(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile.prod").write_text("FROM scratch\n")
    (tmp_path / "case.toml").write_text('context = "."\ndockerfile = "Dockerfile.prod"\n')
    case = cases.read(tmp_path)
    assert (case.name, case.title, case.smoke, case.held, case.ideal) == (
        tmp_path.name, tmp_path.name, None, None, None,
    )  # fmt: skip
    assert case.dockerfile == tmp_path / "Dockerfile.prod"


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('source = "app.py"', 'sauce = "app.py"', 2, "unknown key `sauce`; did you mean `source`"),
        ('source = "app.py"', "source = 3", 2, "`source` must be text"),
        ('source = "app.py"', "lean = 1", 2, "`lean` must be true or false"),
        ('source = "app.py"', 'ideal = "none"', 2, "no file"),
        ('source = "app.py"', 'context = "elsewhere"', 2, "no folder"),
        ('source = "app.py"', "ideal_port = true", 2, "`ideal_port` must be a number"),
        ('source = "app.py"', 'refused = ["no-such"]', 2, "no transform `no-such`; `slimmer transforms` lists them"),
        ('source = "app.py"', 'refused = ["apt-list-left"]', 2, "did you mean `apt-lists-left-behind`?"),
        ('source = "app.py"', "refused = [3]", 2, "there is no transform `3`"),
        ("port = 80", 'port = "80"', 8, "`port` has a value of a wrong type"),
        ('source = "app.py"', "ideal_port = 70000", 2, "`ideal_port` is 70000"),
        ("port = 80", "port = 99999", 8, "[smoke]: `port` is 99999, and must be 1 to 65535"),
        ("port = 80", "prot = 80", 8, "unknown key `prot`"),
        ('body = "more"', 'bodi = "more"', 15, "unknown key `bodi`"),
        ("port = 80", "timeout = 80", 7, "requests need a `port`"),
        ("[smoke]", "[smoke", 7, "not TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_and_line(make: Make, old: str, new: str, line: int, message: str) -> None:
    folder = make(TEXT.replace(old, new))
    with pytest.raises(UsageError) as caught:
        cases.read(folder)
    assert str(caught.value).startswith(f"{folder / 'case.toml'}:{line}")
    assert message in str(caught.value)


def test_transforms_that_must_refuse_it_are_known(make: Make) -> None:
    names = ("npm-cache-left-behind", "go-toolchain-shipped")
    assert cases.read(make(f"refused = {list(names)}\n{TEXT}")).refused == names


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"case\.toml: cannot be read"):
        cases.read(tmp_path)
    (tmp_path / "case.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(InputError, match="UTF-8"):
        cases.read(tmp_path)


def test_cases_are_found_as_folders_and_suites(make: Make, tmp_path: Path) -> None:
    one = make()
    make(name="another")
    found = suites.find([str(one)], [])
    assert [each.name for each in found] == ["service"]
    with found[0].opened() as (case, history):
        assert (case.title, history) == ("A service", None)
    assert [each.name for each in suites.find([str(one / "case.toml")], [])] == ["service"]
    both = suites.find([], [str(tmp_path)])
    assert [each.name for each in both] == ["another", "service"]
    assert [each.name for each in suites.chosen(both, ("service", "service"))] == ["service"]
    assert suites.chosen(both, ()) == both


@pytest.mark.parametrize("path", ["plain", "plain/Dockerfile", "plain/Dockerfile.prod"])
def test_a_dockerfile_alone_is_a_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plain").mkdir()
    for name in ("Dockerfile", "Dockerfile.prod"):
        (tmp_path / "plain" / name).write_text("FROM scratch\n")
    (entry,) = suites.find([path], [])
    with entry.opened() as (case, _):
        assert (case.name, case.context, case.smoke, case.held) == ("plain", tmp_path / "plain", None, None)
        assert case.dockerfile.samefile(path if case.title == path else f"{path}/Dockerfile")
        assert "its own folder is the build context" in case.notes[0]


@pytest.mark.parametrize(
    ("paths", "suite", "message"),
    [
        (["nothing"], [], "no case"), (["."], [], "--suite"), ([], ["nothing"], "no folder"),
        ([], ["empty"], "no folder in it"),
    ],
)  # fmt: skip
def test_where_no_case_is_is_told(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: list[str], suite: list[str], message: str
) -> None:
    make()
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SlimmerError, match=message):
        suites.find(paths, suite)


def test_names_that_are_wrong_or_twice_are_told(make: Make) -> None:
    entries = suites.find([str(make())], [])
    with pytest.raises(UsageError, match="no case is called servise; did you mean `service`"):
        suites.chosen(entries, ("servise",))
    with pytest.raises(UsageError, match="two cases are called service"):
        suites.chosen((*entries, *entries), ())
