"""Where the build context of a Dockerfile is found, and what is said when it cannot be."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke

ASKING = "FROM a\nRUN surroundings\n"


def make(**files: str) -> None:
    for name, text in files.items():
        path = Path(name.replace("__", "/").replace("_DOT_", "."))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def told(invoke: Invoke, *arguments: str, stdin: bytes = b"") -> dict[str, list[str]]:
    """What the transform that asks for the surroundings says, by file."""
    result = invoke("rewrite", "-f", "json", *arguments, stdin=stdin)
    assert result.exit_code == 0, result.stderr
    files = json.loads(result.stdout)["files"]
    return {each["path"]: [advice["message"] for advice in each["advice"]] for each in files}


def test_context_holds_for_all_files_of_the_run(invoke: Invoke) -> None:
    make(a__Dockerfile=ASKING, b__Dockerfile=ASKING, c__x="", c__y="", c___DOT_dockerignore="y\n.*\n")
    expected = {name: ["context: x"] for name in ("a/Dockerfile", "b/Dockerfile")}
    assert told(invoke, "--context", "c", "a", "b") == expected


def test_the_ignore_file_beside_a_dockerfile_is_its_own(invoke: Invoke) -> None:
    make(a__Dockerfile=ASKING, b__Dockerfile=ASKING, c__x="", c__y="")
    Path("b/Dockerfile.dockerignore").write_text("x\n")
    assert told(invoke, "--context", "c", "a", "b", "a/Dockerfile") == {
        "a/Dockerfile": ["context: x y"],
        "b/Dockerfile": ["context: y"],
    }


def test_of_standard_input(invoke: Invoke) -> None:
    make(c__x="")
    assert told(invoke, "--context", "c", "-", stdin=ASKING.encode()) == {"<stdin>": ["context: x"]}


def test_from_the_configuration_relative_to_its_file(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    make(p__docker__Dockerfile=ASKING, p__src__x="", other__y="")
    Path("p/.slimmer.toml").write_text('context = "src"\n')
    assert told(invoke, "p") == {"p/docker/Dockerfile": ["context: x"]}
    monkeypatch.setenv("SLIMMER_CONTEXT", "other")
    assert told(invoke, "p") == {"p/docker/Dockerfile": ["context: y"]}


BAD = {
    "gone": "does not exist",
    "file": "is a file, not a folder",
    "empty": "is empty",
    "file/x": "is a file, not a folder",
    "loop": "cannot be looked into: Too many levels of symbolic links",
    "\0": "cannot be looked into: it holds a null character",
}


@pytest.mark.parametrize("folder", BAD)
def test_what_is_no_context(invoke: Invoke, folder: str) -> None:
    make(Dockerfile=ASKING, file="")
    Path("empty").mkdir()
    Path("loop").symlink_to("loop")
    result = invoke("rewrite", "--context", folder)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("error: --context: ")
    assert BAD[folder] in result.stderr


def test_a_context_that_may_not_be_looked_into(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    make(Dockerfile=ASKING, closed__x="")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = invoke("rewrite", "--context", "closed", "Dockerfile")
    assert (result.exit_code, "cannot be looked into: Permission denied" in result.stderr) == (2, True)


def test_a_wrong_context_in_the_configuration_names_its_line(invoke: Invoke) -> None:
    make(Dockerfile=ASKING, _DOT_slimmer_DOT_toml='caches = "clean"\ncontext = "gone"\n')
    assert ".slimmer.toml:2: the build context" in invoke("rewrite").stderr
    make(_DOT_slimmer_DOT_toml="context = 1\n")
    assert ".slimmer.toml:1: `context` must be a folder" in invoke("rewrite").stderr


def test_the_own_folder_where_all_is_that_is_copied(invoke: Invoke) -> None:
    make(p__Dockerfile=f"{ASKING}COPY x y/ /a/\n", p__x="", p__y__z="")
    assert told(invoke, "p") == {"p/Dockerfile": ["context: Dockerfile x y/z"]}


NOT_ASSUMED = {
    "something-is-not-there": ("COPY x gone /a/", "`gone` is not in it"),
    "mounted-and-not-there": ("RUN --mount=source=gone,target=/m true\nCOPY x /", "`gone` is not in it"),
    "by-a-default": ("ARG JAR=target/x.jar\nCOPY x ${JAR} /a/", "`target/x.jar` is not in it"),
    "fits-any-folder": ("COPY . .", "the sources that are copied fit any folder"),
    "fits-any-folder-by-a-pattern": ("COPY ./* /a/", "the sources that are copied fit any folder"),
    "matches-nothing": ("COPY *.jar /a/", "the sources that are copied fit any folder"),
    "at-the-top-too": ("COPY both /a/", "what is copied is at the top of the repository, too"),
    "nothing-is-copied": ("RUN make", ""),
    "only-from-elsewhere": ("COPY --from=b x /\nADD https://a/b /\nCOPY <<E /x\nE", ""),
}


@pytest.mark.parametrize("name", NOT_ASSUMED)
def test_the_own_folder_is_not_assumed(invoke: Invoke, name: str) -> None:
    text, why = NOT_ASSUMED[name]
    make(_DOT_git__HEAD="", p__Dockerfile=f"{ASKING}{text}\n", p__x="", p__both="", both="")
    assert told(invoke, "p") == {"p/Dockerfile": ["context: unknown"]}
    notes = [line for line in invoke("rewrite", "-v", "p").stderr.split("\n") if line.startswith("note: ")]
    expected = f"note: p/Dockerfile: the build context is not taken to be p: {why}; --context tells it"
    assert notes == ([expected] if why else [])


ASSUMED = {
    "a-pattern": "COPY x*.json gone* /a/",
    "mounted": "RUN --mount=type=bind,source=x.json,target=/m --mount=type=cache,target=/c true",
    "a-default": "ARG F=x.json\nCOPY $F /a/",
    "what-is-not-known-aside": "ARG F\nCOPY $F x.json /a/",
    "json": 'COPY ["x.json", "/a/"]',
    "a-link": "COPY link x.json /a/",
}


@pytest.mark.parametrize("name", ASSUMED)
def test_the_own_folder_is_assumed(invoke: Invoke, name: str) -> None:
    make(p__Dockerfile=f"{ASKING}{ASSUMED[name]}\n")
    Path("p/x.json").write_text("")
    Path("p/link").symlink_to("nowhere")
    assert told(invoke, "p") == {"p/Dockerfile": ["context: Dockerfile link x.json"]}


def test_an_ignore_file_of_its_own_tells_the_context(invoke: Invoke) -> None:
    make(_DOT_git="", p__Dockerfile=f"{ASKING}COPY . .\n", p__x="", p___DOT_dockerignore="D*\n.d*\n")
    assert told(invoke, "p") == {"p/Dockerfile": ["context: x"]}
    make(_DOT_dockerignore="")
    assert told(invoke, "p") == {"p/Dockerfile": ["context: unknown"]}


def test_the_top_of_a_repository_is_the_context_of_copying_all(invoke: Invoke) -> None:
    make(_DOT_git="gitdir: x", Dockerfile=f"{ASKING}COPY . .\n", _DOT_dockerignore="*\n!x\n", x="")
    assert told(invoke) == {"Dockerfile": ["context: x"]}


def test_standard_input_has_the_folder_of_its_name(invoke: Invoke) -> None:
    make(p__x="")
    text = f"{ASKING}COPY x /\n".encode()
    assert told(invoke, "-", stdin=text) == {"<stdin>": ["context: unknown"]}
    assert told(invoke, "--stdin-filename", "p/Dockerfile", "-", stdin=text) == {"p/Dockerfile": ["context: x"]}


STAGES = "FROM a AS dev\nRUN surroundings\nFROM a AS prod\nRUN make\nFROM a\n"


def compose(*builds: str) -> str:
    return "services:\n" + "".join(f"  s{number}: {{build: {build}}}\n" for number, build in enumerate(builds))


def test_compose_tells_the_context(invoke: Invoke) -> None:
    make(docker__Dockerfile=f"{ASKING}COPY . .\n", src__x="")
    Path("compose.yaml").write_text(compose("{context: src, dockerfile: ../docker/Dockerfile}"))
    assert told(invoke, "docker") == {"docker/Dockerfile": ["context: x, uses: s0"]}
    assert "note: docker/Dockerfile: the build context is src (compose.yaml: s0)" in invoke("rewrite", "-v").stderr


UNCLEAR = {
    "two-contexts": (("{context: ., dockerfile: p/Dockerfile}", "p"), "compose.yaml: s0 and compose.yaml: s1 have"),
    "computed": (("$DIR",), "compose.yaml: s0 computes it"),
    "gone": (("{context: gone, dockerfile: ../p/Dockerfile}",), "gone of compose.yaml: s0 is no folder"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNCLEAR)
def test_compose_that_does_not_tell_the_context(invoke: Invoke, name: str) -> None:
    builds, why = UNCLEAR[name]
    make(p__Dockerfile=f"{ASKING}COPY x .\n", p__x="")
    Path("compose.yaml").write_text(compose(*builds))
    (message,) = told(invoke, "p")["p/Dockerfile"]
    assert message.startswith("context: unknown, uses: s0")
    assert f"note: p/Dockerfile: the build context is not known: {why}" in invoke("rewrite", "-v", "p").stderr
    (message,) = told(invoke, "--context", "p", "p")["p/Dockerfile"]
    assert message.startswith("context: Dockerfile x")


def test_a_compose_file_that_cannot_be_read_is_told_of(invoke: Invoke) -> None:
    make(Dockerfile=f"{ASKING}COPY x .\n", x="")
    Path("compose.yaml").write_text("build: [")
    assert told(invoke) == {"Dockerfile": ["context: Dockerfile compose.yaml x"]}
    assert "note: Dockerfile: compose.yaml is not read: it is not YAML" in invoke("rewrite", "-v").stderr


TARGETS = {
    "one": (("{target: prod}",), "prod"),
    "all-the-same": (("{target: prod}", "{target: prod, args: [A=1]}"), "prod"),
    "none": ((".",), None),
    "different-ones": (("{target: prod}", "."), None),
    "for-development": (("{target: dev}",), None),
    "one-for-development": (("{target: dev}", "{target: prod}"), "prod"),
    "not-there": (("{target: gone}",), None),
    "computed": (("{target: $T}", "{target: prod}"), None),
}


@pytest.mark.parametrize("name", TARGETS)
def test_compose_tells_the_target(invoke: Invoke, name: str) -> None:
    builds, target = TARGETS[name]
    make(Dockerfile=STAGES)
    Path("compose.yaml").write_text(compose(*builds))
    (message,) = told(invoke)["Dockerfile"]
    assert f", target: {target}" in message if target else "target" not in message
    assert ", target: dev" in told(invoke, "--target", "dev")["Dockerfile"][0]


def test_a_last_stage_for_development_gives_way(invoke: Invoke) -> None:
    make(Dockerfile="FROM a AS prod\nRUN surroundings\nFROM prod AS dev\n")
    Path("compose.yaml").write_text(compose("{target: dev}"))
    assert ", target: dev" in told(invoke)["Dockerfile"][0]
    Path("docker-bake.hcl").write_text('target "release" {\n  target = "prod"\n}\n')
    assert ", target: prod" in told(invoke)["Dockerfile"][0]


def test_json_names_what_was_found(invoke: Invoke) -> None:
    make(p__Dockerfile=STAGES, q__Dockerfile="FROM a\n")
    Path("compose.yaml").write_text(compose("{context: p, target: prod}"))
    files = json.loads(invoke("rewrite", "-f", "json").stdout)["files"]
    assert [(each.get("context"), each.get("target")) for each in files] == [("p", "prod"), (None, None)]
    assert "context" not in files[1]


@pytest.mark.parametrize(("target", "known"), [("PROD", True), ("1", True), ("gone", False), ("3", False)])
def test_target(invoke: Invoke, target: str, known: bool) -> None:
    make(a__Dockerfile=STAGES)
    result = invoke("rewrite", "--target", target)
    assert result.exit_code == (0 if known else 2)
    errors = result.stderr.split("\n")[:2]
    assert known or errors == [
        f"error: a/Dockerfile: there is no stage `{target}` (--target)",
        "help: the stages of the file are: dev, prod, 2",
    ]


def test_a_target_that_is_in_some_files_alone(invoke: Invoke) -> None:
    make(a__Dockerfile=STAGES, b__Dockerfile="FROM a AS prod\nRUN make needless\n")
    Path(".slimmer.toml").write_text('target = "dev"\n')
    result = invoke("rewrite", "-w")
    assert result.exit_code == 2
    assert "error: b/Dockerfile: there is no stage `dev` (" in result.stderr
    assert ".slimmer.toml:1)" in result.stderr
    assert Path("b/Dockerfile").read_text().endswith("needless\n")


def test_hints(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    make(Dockerfile=ASKING)
    Path(".slimmer.toml").write_text('[hints]\nruntime-needs = ["curl", "git"]\nport = 80\nentry = "x"\n')
    (message,) = told(invoke)["Dockerfile"]
    assert "runtime_needs=('curl', 'git')" in message
    assert "ports=(80,)" in message
    monkeypatch.setenv("SLIMMER_HINTS", "port=81,82  runtime-needs=bash")
    (message,) = told(invoke, "--hint", "runtime-needs=wget", "--hint", "runtime-needs=tar")["Dockerfile"]
    assert "runtime_needs=('wget', 'tar')" in message
    assert "ports=(81, 82)" in message
    assert "entry='x'" in message


BAD_HINTS = {
    "no-value": (("--hint", "curl"), "", "--hint: `curl` is no hint: KEY=VALUE is"),
    "unknown": (("--hint", "need=x"), "", "--hint: `need` is no hint; hints are runtime-needs"),
    "contradiction": (("--hint", "entry=a", "--hint", "entry=b"), "", "--hint: `entry` contradicts itself: a and b"),
    "between-origins": (("--hint", "base-has=x"), "hints = {base-lacks = 'x'}", "--hint: `base-has` and `base-lacks`"),
    "in-a-file": ((), "caches = 'clean'\n[hints]\nport = 'x'", ".slimmer.toml:3: `port=x`: the value must be a number"),
    "of-a-wrong-type": ((), "hints = {port = 1.5}", ".slimmer.toml:1: `hints.port` must be text, a number, or a list"),
    "no-table": ((), "hints = 1", ".slimmer.toml:1: `hints` must be a table"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_HINTS)
def test_bad_hints(invoke: Invoke, name: str) -> None:
    arguments, configuration, message = BAD_HINTS[name]
    make(Dockerfile=ASKING)
    Path(".slimmer.toml").write_text(configuration)
    result = invoke("rewrite", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_workers_find_the_surroundings_too(invoke: Invoke) -> None:
    for number in range(70):
        folder = Path(f"{number:02}")
        folder.mkdir()
        (folder / "Dockerfile").write_text(f"{ASKING}COPY x .\n")
        (folder / "x").write_text("")
    found = told(invoke, "-j", "2")
    assert len(found) == 70
    assert set(map(tuple, found.values())) == {("context: Dockerfile x",)}
