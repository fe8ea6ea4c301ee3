"""The lower bound: what a traced program touched is shown to be enough, or nothing is claimed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from slimmer.bench.bound import Bound, bound_of
from slimmer.bench.trials import Bench
from slimmer.build import Builder, Request, Workshop
from slimmer.build.inferring import suggested
from slimmer.build.smoke import Ask, Smoke
from slimmer.build.tracing import touched

pytestmark = [pytest.mark.docker, pytest.mark.xdist_group("docker")]

SERVER = r"""#!/usr/bin/perl
use IO::Socket::INET;
my $server = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => 18094, Listen => 9, ReuseAddr => 1) or die;
while (my $client = $server->accept) {
    my ($path) = (<$client> =~ m{^\w+ (\S+)});
    my $body = `/opt/app/helper`;
    print $client "HTTP/1.0 200 OK\r\nContent-Length: " . length($body) . "\r\n\r\n$body";
    close $client;
}
"""


@pytest.fixture
def bench(builder: Builder, tmp_path: Path) -> Iterator[Bench]:
    (tmp_path / "server.pl").write_text(SERVER)
    (tmp_path / "server.pl").chmod(0o755)
    with Workshop(builder) as workshop:
        yield Bench(workshop, Request(dockerfile=b"", context=tmp_path))


def bound(bench: Bench, text: str, smoke: Smoke | None) -> Bound | None:
    built = bench.attempt(text, "before", None)
    assert built.image is not None
    test = smoke or next(iter(suggested(built.image.config)))
    before = bench.attempt(text, "before", test)
    assert before.failed is None, before.failed
    assert before.size is not None
    found = bound_of(bench, before, test)
    assert found is None or 0 < found.unpacked < before.size.unpacked
    return found


def run(command: str, then: str = "") -> str:
    return f"FROM debian:bookworm-slim\nRUN {command}\n{then}"


def test_a_server_needs_its_interpreter_its_modules_and_what_it_starts(bench: Bench) -> None:
    text = """FROM debian:bookworm-slim
RUN head -c 5000000 /dev/urandom > /never-read && useradd --uid 1234 someone
RUN mkdir -p /opt/app && printf '#!/bin/sh\\necho helped\\n' > /opt/app/helper && chmod 755 /opt/app/helper
COPY server.pl /srv/server.pl
ENV TEXT="two words" QUOTED="a \\"b\\""
USER someone
HEALTHCHECK CMD test -e /never-read
CMD ["/srv/server.pl"]
"""
    found = bound(bench, text, Smoke(port=18094, asks=(Ask("/", body="helped"),), timeout=20))
    assert found is not None
    # perl with its modules, dash, the C library: some files of some MB out of thousands.
    assert 2_000_000 < found.unpacked < 20_000_000
    assert 10 < found.files < 100


def test_files_that_are_only_listed_are_there_without_their_content(bench: Bench) -> None:
    text = run("mkdir /x && cd /x && head -c 1000000 /dev/urandom > a && touch b c", 'CMD ["sh", "-c", "ls /x"]\n')
    found = bound(bench, text, Smoke(exit=0, output="a\nb\nc"))
    assert found is not None
    assert found.proof == "the names of the other files, and the sizes of those beside"
    assert found.unpacked < 5_000_000


def test_what_acts_on_the_size_of_a_file_it_never_opens_finds_it(bench: Bench) -> None:
    text = run("mkdir /x && head -c 1000000 /dev/urandom > /x/a", 'CMD ["test", "-s", "/x/a"]\n')
    found = bound(bench, text, Smoke(exit=0))
    assert found is not None
    assert found.proof == "the names and sizes of the other files"
    assert found.unpacked < 5_000_000


def test_what_was_not_seen_to_be_enough_is_no_bound(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A trace that misses a file: the smoke test finds out."""
    from slimmer.bench import trials

    monkeypatch.setattr(trials, "touched", lambda *told: touched(*told) - {"/x/a"})
    text = run("mkdir /x && echo well > /x/a", 'CMD ["cat", "/x/a"]\n')
    assert bound(bench, text, Smoke(exit=0, output="well")) is None


def test_hard_links_are_counted_once(bench: Bench) -> None:
    text = run(
        "mkdir /x && head -c 1000000 /dev/urandom > /x/a && ln /x/a /x/b",
        'CMD ["sh", "-c", "cat /x/b /x/a | wc -c"]\n',
    )
    found = bound(bench, text, Smoke(exit=0, output="2000000"))
    assert found is not None
    assert 1_000_000 < found.unpacked < 5_000_000


def test_an_original_that_fails_its_test_has_no_bound(bench: Bench) -> None:
    smoke = Smoke(exit=0)
    before = bench.attempt(run("true", 'CMD ["false"]\n'), "before", smoke)
    assert bound_of(bench, before, smoke) is None
