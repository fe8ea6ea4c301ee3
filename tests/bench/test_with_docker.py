"""`slimmer bench` with a real engine, on cases small enough to be built many times."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from slimmer.analysis.view import View
from slimmer.bench import cases
from slimmer.bench.asked import Plan, Rewriting
from slimmer.bench.cases import Case
from slimmer.bench.measuring import Measuring
from slimmer.bench.records import from_json
from slimmer.bench.results import CaseResult, Verdict
from slimmer.build import Builder, Workshop
from slimmer.passes.settings import Settings
from slimmer.passes.transform import Refusal, Rewrite, Safety, Transform
from slimmer.text.edits import Edit, EditSet
from tests.bench.test_apps import commit, git
from tests.build.test_with_docker import none_left, running

pytestmark = [pytest.mark.docker, pytest.mark.slow, pytest.mark.xdist_group("docker")]

NAIVE = """FROM debian:bookworm-slim
WORKDIR /app
COPY . .
RUN head -c 3000000 /dev/zero > /tmp/x.tar.gz
RUN rm /tmp/x.tar.gz
CMD ["sh", "/app/say.sh"]
"""
IDEAL = """FROM debian:bookworm-slim
COPY say.sh words /app/
CMD ["sh", "/app/say.sh"]
"""
CASE = """title = "It says something"
source = "say.sh"
manifest = "words.json"

[smoke]
exit = 0
output = "hello"

[held]
command = ["cat", "/app/words"]
exit = 0
output = "some words"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A case; nothing writes to it."""
    folder = tmp_path / "saying"
    context = folder / "context"
    context.mkdir(parents=True)
    (context / "Dockerfile").write_text(NAIVE)
    (context / "say.sh").write_text("echo hello")
    (context / "words").write_text("some words\n")
    (context / "words.json").write_text("[]")
    (folder / "ideal.Dockerfile").write_text(IDEAL)
    (folder / "case.toml").write_text(CASE)
    yield folder
    assert {each.name: each.read_text() for each in context.iterdir() if each.name != "Dockerfile"} == {
        "say.sh": "echo hello", "words": "some words\n", "words.json": "[]",
    }  # fmt: skip


def bench(builder: Builder, *arguments: str, timeout: float = 600) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "slimmer", "bench", *arguments]
    return subprocess.run(
        command, env=dict(builder.environment), capture_output=True, text=True, timeout=timeout, check=False
    )


def lines(path: Path) -> list[CaseResult]:
    return [from_json(line) for line in path.read_text().split("\n") if line]


def made(builder: Builder) -> list[str]:
    """What slimmer made and the engine still holds: images and containers."""
    found = []
    for command in (["images", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}"], ["ps", "-a", "--format", "{{.ID}}"]):
        asked = ["docker", *command, "--filter", "label=dev.slimmer.run"]
        environment = dict(builder.environment)
        found += subprocess.run(asked, env=environment, capture_output=True, text=True, check=True).stdout.split("\n")
    return sorted(each for each in found if each)


def test_a_case_is_measured_wholly_and_only_once(builder: Builder, folder: Path, tmp_path: Path) -> None:
    results, before = tmp_path / "results.jsonl", made(builder)
    run = bench(builder, str(folder), "-o", str(results), "--repeats", "2")
    assert run.returncode == 0, run.stderr
    (found,) = lines(results)
    assert (found.case, found.title, found.verdict) == ("saying", "It says something", Verdict.WORKS)
    variants = {each.name: each for each in found.variants}
    assert list(variants) == ["before", "after", "ideal", "only removed-in-a-later-layer"]
    sizes = {name: each.size for name, each in variants.items()}
    assert all(sizes.values())
    assert sizes["before"].unpacked - sizes["after"].unpacked > 3_000_000  # type: ignore[union-attr]  # an error of types would fail the test
    assert sizes["after"] == sizes["only removed-in-a-later-layer"]
    for name in ("before", "after", "ideal"):
        variant = variants[name]
        states = {each.state: len(each.seconds) for each in variant.timings}
        assert states == {"cold": 2, "warm": 2, "source edit": 2, "manifest edit": 2}
        assert variant.layers[0].base
        assert not variant.layers[-1].base
        assert variant.groups
        assert variant.packages[0][0] == "Debian"
        assert variant.start is not None
        assert variant.verdict is Verdict.WORKS
    assert [each.kind for each in variants["after"].checks if each.kind == "held"] == ["held"]
    assert variants["before"].shadowed >= 3_000_000
    (effect,) = found.effects
    assert effect.kept
    assert effect.saved is not None
    assert effect.saved.unpacked > 3_000_000
    assert effect.seconds is not None
    protocol = found.protocol
    assert protocol.repeats == 2
    assert [name for name, _ in protocol.bases] == ["debian:bookworm-slim"]
    assert dict(protocol.engine).keys() >= {"docker", "buildx"}
    assert protocol.platform.startswith("linux/")
    assert "saying" in run.stdout
    assert made(builder) == before


QUICK = ("--states", "none", "--no-alone", "--no-ablate", "--no-bound")


def test_what_was_measured_is_measured_again_only_when_it_changed(
    builder: Builder, folder: Path, tmp_path: Path
) -> None:
    results = tmp_path / "results.jsonl"
    options = (*QUICK, "-o", str(results))
    assert bench(builder, str(folder), *options).returncode == 0
    (first,) = lines(results)
    again = bench(builder, str(folder), *options)
    assert again.returncode == 0
    assert "measured before" in again.stderr
    assert "saying" in again.stdout
    assert lines(results) == [first]
    (folder / "context" / "Dockerfile").write_text(NAIVE.replace("3000000", "4000000"))
    changed = bench(builder, str(folder), *options, "-q")
    assert (changed.returncode, changed.stderr) == (0, "")
    assert lines(results)[0] == first
    second = lines(results)[1]
    assert [each.name for each in second.variants] == ["before", "after", "ideal"]
    assert second.variants[0].timings == ()
    assert bench(builder, str(folder), *options, "--again").returncode == 0
    assert len(lines(results)) == 3


def test_what_does_not_build_is_not_measurable_and_the_others_are(
    builder: Builder, folder: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    (broken / "context").mkdir(parents=True)
    (broken / "context" / "Dockerfile").write_text("FROM debian:bookworm-slim\nRUN exit 7\n")
    (broken / "case.toml").write_text("")
    lost = tmp_path / "lost"
    (lost / "context").mkdir(parents=True)
    (lost / "context" / "Dockerfile").write_text("FROM no-such-image:0\nRUN exit 7\n")
    (lost / "case.toml").write_text("")
    results = tmp_path / "results.jsonl"
    options = (*QUICK, "--no-ideal", "-o", str(results))
    run = bench(builder, *map(str, (broken, lost, folder)), *options)
    assert run.returncode == 3
    assert "only 1 of 3 cases could be measured" in run.stderr
    found = {each.case: each for each in lines(results)}
    assert found["broken"].verdict is found["lost"].verdict is Verdict.NOT_MEASURABLE
    assert "exit 7" in found["broken"].problem
    assert "no-such-image" in found["lost"].problem
    assert found["saying"].verdict is Verdict.WORKS
    assert bench(builder, *map(str, (broken, lost, folder)), *options, "--at-least", "1").returncode == 0


def test_an_application_is_measured_from_a_clone_with_another_base_and_its_history(
    builder: Builder, folder: Path, tmp_path: Path
) -> None:
    repository = tmp_path / "some+one"
    repository.mkdir()
    git(repository, "init", "--quiet", "--initial-branch", "main")
    names = ("Dockerfile", "say.sh", "words", "words.json")
    files = {f"app/{name}": (folder / "context" / name).read_text() for name in names}
    files["app/Dockerfile"] = NAIVE.replace("debian:bookworm-slim", "no-such-image:7")
    last = commit(repository, files)
    for number in range(3):
        last = commit(repository, {"app/words": f"some words, {number}\n"})
    case = '[[app]]\nid = "saying"\nrepo = "some/one"\ncontext = "app"\nsource = "say.sh"\n'
    tests = CASE.partition("[smoke]")[2].replace("[held]", "[app.held]")
    bases = '[app.bases]\n"no-such-image:7" = "debian:bookworm-slim"\n'
    (tmp_path / "apps.toml").write_text(f'{case}commit = "{last}"\n{bases}[app.smoke]\n{tests}')
    results = tmp_path / "results.jsonl"
    options = ("--clones", str(tmp_path), "--states", "cold", "--no-alone", "--no-ablate", "-o", str(results))
    run = bench(builder, str(tmp_path / "apps.toml"), *options)
    assert run.returncode == 0, run.stderr
    (found,) = lines(results)
    assert found.verdict is Verdict.WORKS
    assert "debian:bookworm-slim was used in place of no-such-image:7, which cannot be had" in found.protocol.notes
    assert [name for name, _ in found.protocol.bases] == ["debian:bookworm-slim"]
    assert found.bound is not None
    assert found.score() is not None
    told = {(each.variant, each.commits): each for each in found.rebuilds}
    assert told.keys() >= {("before", 1), ("before", 3), ("after", 1)}
    assert told["before", 1].builds == 3
    assert told["before", 1].expected > 0


SERVER = r"""use IO::Socket::INET;
my $server = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 9, ReuseAddr => 1) or die;
while (my $client = $server->accept) {
    my ($path) = (<$client> =~ m{^GET /(\S*)});
    while (<$client>) { last if /^\s*$/ }
    my $file;
    my $status = open($file, '<', $path || 'index.html') ? '200 OK' : '404 Not Found';
    print $client "HTTP/1.0 $status\r\n\r\n", $status =~ /^2/ ? <$file> : 'none';
    close $client;
}
"""
SERVING = """FROM debian:bookworm-slim
WORKDIR /srv
COPY serve.pl /
RUN echo hello > index.html && echo more > more.txt && touch /var/lib/apt/lists/some_list
EXPOSE 3000
CMD ["perl", "/serve.pl", "3000"]
"""
SERVED = """dockerfile = "Dockerfile"
context = "."
ideal_port = 8089

[smoke]
port = 3000
timeout = 5
[[smoke.request]]
path = "/"
body = "hello"

[held]
timeout = 5
[[held.request]]
path = "/more.txt"
body = "more"
"""


@pytest.mark.parametrize(("more", "verdict"), [(True, Verdict.WORKS), (False, Verdict.BROKEN)])
def test_a_file_by_hand_may_serve_on_a_port_of_its_own(
    builder: Builder, tmp_path: Path, verdict: Verdict, *, more: bool
) -> None:
    by_hand = SERVING.replace("3000", "8089") if more else SERVING.replace("3000", "8089").replace("more.txt", "x")
    files = {"Dockerfile": SERVING, "ideal.Dockerfile": by_hand, "case.toml": SERVED, "serve.pl": SERVER}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    plan = Plan(states=(), alone=False, ablate=False, bound=False)
    with Workshop(builder) as workshop:
        found = Measuring(workshop, cases.read(tmp_path), plan, Rewriting(Settings(), ())).result()
    ideal = found.variant("ideal")
    assert found.verdict is Verdict.WORKS
    assert ideal is not None
    assert (ideal.verdict, ideal.size is not None) == (verdict, True)
    asked = [(each.kind, each.name, each.passed) for each in ideal.checks if each.kind in ("smoke", "held")]
    assert asked == [("smoke", "GET /", True)] * 2 + [("held", "the test held back", more)]
    assert "the image by hand serves on port 8089, and was asked there" in found.protocol.notes


class Forgetting(Transform):
    """Leaves out a file that the smoke test does not ask for."""

    name = "forgetting"
    safety = Safety.BUILD

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        at = view.text.find("COPY . .")
        if at >= 0:
            copy = next(each for each in view.tree.instructions if each.start <= at < each.end + 1)
            yield Rewrite.of(copy, self.name, EditSet((Edit(at, at + len("COPY . ."), "COPY say.sh ."),)))


def test_a_proven_result_that_fails_the_test_held_back_is_broken(builder: Builder, folder: Path) -> None:
    plan = Plan(states=(), alone=False, ablate=False, ideal=False, bound=False, harden=True)
    rewriting = Rewriting(Settings(), (Forgetting(),))

    def measured(case: Case) -> CaseResult:
        with Workshop(builder) as workshop:
            return Measuring(workshop, case, plan, rewriting).result()

    found = measured(cases.read(folder))
    assert [each.kept for each in found.effects] == [True]
    assert found.verdict is Verdict.BROKEN
    assert "held back" in found.problem
    assert found.hardened is not None
    assert not found.hardened.passed
    proven = measured(replace(cases.read(folder), held=None))
    assert proven.verdict is Verdict.WORKS
    assert proven.hardened is not None
    assert proven.hardened.command.startswith("docker run --rm --read-only --cap-drop ALL")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_whatever_ends_it_nothing_stays(builder: Builder, folder: Path, tmp_path: Path, number: signal.Signals) -> None:
    mark = f"sleep 42{number.value:02d}.5"
    slow = tmp_path / "slow"
    (slow / "context").mkdir(parents=True)
    (slow / "context" / "Dockerfile").write_text(f"FROM debian:bookworm-slim\nRUN {mark}\n")
    (slow / "case.toml").write_text("")
    results, before = tmp_path / "results.jsonl", made(builder)
    options = (*QUICK, "--no-ideal", "-o", str(results))
    command = [sys.executable, "-m", "slimmer", "bench", str(folder), str(slow), *options]
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    environment = {**builder.environment, "TMPDIR": str(scratch)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    end = time.monotonic() + 120
    while not running(mark):
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.05)
    os.kill(process.pid, number)
    process.communicate(timeout=30)
    assert process.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}[number]
    assert none_left(mark), "the engine builds on"
    assert none_left(str(scratch)), "buildx runs on"
    assert [each.case for each in lines(results)] == ["saying"], "what was measured stays"
    assert json.loads(results.read_text().split("\n")[0])["case"] == "saying"
    if number != signal.SIGKILL:
        assert list(scratch.iterdir()) == []
    bench(builder, str(folder), *options)
    assert made(builder) == before


def test_without_an_engine_nothing_is_begun(builder: Builder, folder: Path, tmp_path: Path) -> None:
    environment = {**builder.environment, "DOCKER_HOST": "unix:///nowhere/docker.sock", "BUILDKIT_HOST": "unix:///no"}
    results = tmp_path / "results.jsonl"
    command = [sys.executable, "-m", "slimmer", "bench", str(folder), "-o", str(results)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 3
    assert "nothing to build images with" in run.stderr
    assert "Traceback" not in run.stderr
    assert not results.exists()
