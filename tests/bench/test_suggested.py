"""Images nobody wrote a smoke test for: what compose services ask of them, and the version of their program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from slimmer.analysis.view import View
from slimmer.bench.proof import Proof, Prover
from slimmer.bench.results import Verdict
from slimmer.bench.trials import Bench
from slimmer.build import Builder, Request, Workshop
from slimmer.cli.verifying import story
from slimmer.model.surroundings import NOTHING, Surroundings
from slimmer.model.uses import Use
from slimmer.passes.settings import Settings
from slimmer.passes.transform import Rewrite, Safety, Transform
from slimmer.syntax.nodes import Run
from slimmer.syntax.verbs.items import removed
from slimmer.text.edits import EditSet
from slimmer.text.source import Source

pytestmark = [pytest.mark.docker, pytest.mark.slow, pytest.mark.xdist_group("docker")]

SERVER = r"""#!/usr/bin/perl
use IO::Socket::INET;
my $server = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => 18097, Listen => 9, ReuseAddr => 1) or die;
while (my $client = $server->accept) {
    my ($path) = (<$client> =~ m{^\w+ (\S+)});
    my $status = $path eq '/ready' && !-e '/opt/ready' ? '503 Not ready' : '200 OK';
    print $client "HTTP/1.0 $status\r\nContent-Length: 2\r\n\r\nok";
    close $client;
}
"""
TOOL = '#!/bin/sh\n[ "$1" = --version ] && exec cat /opt/version\necho "no database" >&2; exit 1\n'
READY = "FROM debian:bookworm-slim\nCOPY server.pl /\nRUN touch /opt/ready\nRUN touch /opt/other\nCMD perl /server.pl\n"
VERSION = """FROM debian:bookworm-slim
COPY tool /usr/bin/
RUN echo 1.2 > /opt/version
RUN touch /opt/other
EXPOSE 18098
CMD ["tool"]
"""


class RunGone(Transform):
    """Leaves out each RUN that names a word: what may be gone, and what may not."""

    name = "run-gone"
    safety = Safety.BUILD

    def rewrites(self, view: View) -> Iterator[Rewrite]:
        for each in view.tree.instructions:
            found = removed(view.tree, each) if isinstance(each, Run) else None
            if isinstance(found, EditSet):
                yield Rewrite.of(each, self.name, found)


@pytest.fixture
def bench(builder: Builder, tmp_path: Path) -> Iterator[Bench]:
    for name, text in (("server.pl", SERVER), ("tool", TOOL)):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    with Workshop(builder) as workshop:
        yield Bench(workshop, Request(dockerfile=b"", context=tmp_path))


def proof(bench: Bench, text: str, around: Surroundings = NOTHING) -> Proof:
    settings = Settings(unverified=True)
    return Prover(bench, Source("Dockerfile", text), settings, [RunGone()], around, ablate=False).prove()


def test_the_health_check_of_a_compose_service_is_asked_and_run(bench: Bench) -> None:
    check = ("CMD-SHELL", "perl -MIO::Socket::INET -e 1 http://localhost:18097/ready && test -e /opt/ready")
    found = proof(bench, READY, Surroundings(uses=(Use(Path("compose.yaml"), "web", healthcheck=check),)))
    assert {each.line: each.kept for each in found.effects} == {3: False, 4: True}
    assert "GET /ready: status 503, not 200" in next(each.reason for each in found.effects if not each.kept)
    assert found.verdict is Verdict.WORKS
    names = {each.name for each in found.after.checks if each.kind == "smoke"}
    assert names == {"GET /ready", "GET /", "HEALTHCHECK"}


def test_where_nothing_answers_the_program_tells_its_version_and_no_more_is_claimed(bench: Bench) -> None:
    found = proof(bench, VERSION)
    assert {each.line: each.kept for each in found.effects} == {3: False, 4: True}
    assert found.verdict is Verdict.BUILDS
    assert "builds, and `tool --version` says the same: no more was shown" in story(found, retries=0)
