"""Images under restrictions: what they need is found, and nothing is told that did not pass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from slimmer.bench.hardened import Hardened
from slimmer.bench.hardening import hardened
from slimmer.bench.trials import Bench
from slimmer.build import Builder, Request, Workshop
from slimmer.build.inferring import suggested
from slimmer.build.smoke import Ask, Smoke

pytestmark = [pytest.mark.docker, pytest.mark.xdist_group("docker")]

SERVER = r"""#!/usr/bin/perl
use IO::Socket::INET;
mkdir '/run/server' or -d '/run/server' or die "no /run/server: $!";
open(my $pid, '>', '/run/server/pid') or die "no pid file: $!";
print $pid $$;
close $pid;
my $server = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => $ENV{PORT}, Listen => 9, ReuseAddr => 1)
    or die "no port: $!";
while (my $client = $server->accept) {
    my ($path) = (<$client> =~ m{^\w+ (\S+)});
    open(my $log, '>>', '/var/log/server.log') or die "no log: $!";
    print $log "$path\n";
    close $log;
    print $client "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok";
    close $client;
}
"""
TEXT = """FROM debian:bookworm-slim
COPY server.pl /srv/app/server.pl
ENV PORT=18095
EXPOSE 18095
CMD ["/srv/app/server.pl"]
"""
SMOKE = Smoke(port=18095, asks=(Ask("/", body="ok"),), timeout=20)


@pytest.fixture
def bench(builder: Builder, tmp_path: Path) -> Iterator[Bench]:
    (tmp_path / "server.pl").write_text(SERVER)
    (tmp_path / "server.pl").chmod(0o755)
    with Workshop(builder) as workshop:
        yield Bench(workshop, Request(dockerfile=b"", context=tmp_path))


def found(bench: Bench, text: str, smoke: Smoke | None = None) -> Hardened:
    if smoke is None:
        image = bench.attempt(text, "before", None).image
        assert image is not None
        smoke = next(iter(suggested(image.config)))
    return hardened(bench, bench.attempt(text, "before", smoke), smoke)


def test_what_a_server_writes_is_held_in_memory(bench: Bench) -> None:
    told = found(bench, TEXT, SMOKE)
    assert told.passed, told.reason
    assert (told.user, told.capabilities) == ("65532:65532", ())
    assert [each.partition(":")[0] for each in told.writable] == ["/run/server", "/var/log"]
    assert told.command.startswith("docker run --rm --read-only --cap-drop ALL --security-opt no-new-privileges")
    assert "--tmpfs /run/server:uid=65532,gid=65532,mode=0700" in told.command
    assert "read_only: true" in told.compose


def test_an_image_that_writes_nothing_needs_nothing(bench: Bench) -> None:
    told = found(bench, 'FROM debian:bookworm-slim\nCMD ["date", "+%Y"]\n')
    assert (told.passed, told.writable, told.capabilities) == (True, (), ())


def test_files_of_a_user_are_run_as_that_user(bench: Bench) -> None:
    text = """FROM debian:bookworm-slim
RUN useradd --uid 1234 someone && mkdir /own && echo secret > /own/x && chown -R 1234 /own && chmod -R go= /own
USER someone
CMD ["cat", "/own/x"]
"""
    told = found(bench, text, Smoke(exit=0, output="secret"))
    assert (told.passed, told.user) == (True, "someone")
    assert any("65532:65532 may not read /own/x" in each for each in told.notes)


def test_root_is_given_the_capabilities_it_lacks_and_no_others(bench: Bench) -> None:
    text = 'FROM debian:bookworm-slim\nCMD ["sh", "-c", "touch /run/x && chown 7 /run/x && stat -c %u /run/x"]\n'
    told = found(bench, text, Smoke(exit=0, output="7"))
    assert (told.passed, told.user, told.capabilities) == (True, "0:0", ("CHOWN",))
    assert "--cap-add CHOWN" in told.command


def test_what_is_written_beside_needed_files_stops_it(bench: Bench) -> None:
    text = """FROM debian:bookworm-slim
RUN mkdir /app && echo code > /app/code
USER 1234
WORKDIR /app
USER 0
CMD ["sh", "-c", "cat /app/code && echo more > /app/data"]
"""
    told = found(bench, text, Smoke(exit=0, output="code"))
    assert not told.passed
    assert (told.command, told.compose) == ("", "")
    assert "may not write /app/data" in told.reason


def test_nothing_is_told_of_what_fails_anyway_or_shows_nothing(bench: Bench) -> None:
    failing = 'FROM debian:bookworm-slim\nCMD ["false"]\n'
    assert "without restrictions it fails" in found(bench, failing, Smoke(exit=0)).reason
    assert "give it a smoke test" in found(bench, failing).reason


def test_the_very_command_that_is_told_runs(bench: Bench) -> None:
    """Docker's own client, where it is there, takes it as it is."""
    import os
    import shlex
    import subprocess

    text = 'FROM debian:bookworm-slim\nCMD ["sh", "-c", "echo x > /tmp/x && cat /tmp/x && id -u"]\n'
    smoke = Smoke(exit=0, output="65532")
    trial = bench.attempt(text, "before", smoke)
    assert trial.built is not None
    assert trial.failed is not None  # it runs as root without restrictions
    smoke = Smoke(exit=0, output="x")
    trial = bench.attempt(text, "before", smoke)
    told = hardened(bench, trial, smoke, name=trial.built.tag or "")  # type: ignore[union-attr]  # an error of types would fail the test
    words = shlex.split(told.command)
    docker = bench.workshop.builder.docker
    done = subprocess.run([docker, *words[1:]], env={**os.environ, **bench.workshop.builder.environment},
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert (done.stdout, done.returncode) == ("x\n65532\n", 0), done.stderr
