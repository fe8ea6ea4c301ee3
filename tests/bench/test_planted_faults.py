"""Rewrites that break an image are planted among good ones: each must be caught by evidence, named and dropped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from slimmer.analysis.view import View
from slimmer.bench.proof import Proof, Prover
from slimmer.bench.results import Verdict
from slimmer.bench.trials import Bench
from slimmer.build import Builder, Request, Workshop
from slimmer.build.smoke import Ask, Smoke
from slimmer.passes.settings import Settings
from slimmer.passes.transform import Refusal, Rewrite, Safety, Transform
from slimmer.records import replace
from slimmer.text.edits import Edit, EditSet
from slimmer.text.source import Source

pytestmark = [pytest.mark.docker, pytest.mark.slow, pytest.mark.xdist_group("docker")]

SERVER = r"""#!/usr/bin/perl
use IO::Socket::INET;
my $server = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => $ENV{PORT}, Listen => 9, ReuseAddr => 1) or die;
open(my $greeting, '<', '/opt/app/greeting') or die "no greeting";
my $word = <$greeting>;
close $greeting;
if (open(my $optional, '<', '/opt/app/colours')) { my $colours = <$optional>; }
my $asked = 0;
while (my $client = $server->accept) {
    my ($path) = (<$client> =~ m{^\w+ (\S+)});
    $asked++;
    my $body = $word;
    $body = `/opt/app/helper` if $path eq '/helper';
    $body = 'too much' if $asked > 2 && -e '/opt/app/fragile';
    $body = ($ENV{MODE} // '') if $path eq '/mode';
    print $client "HTTP/1.0 200 OK\r\nContent-Length: " . length($body) . "\r\n\r\n$body";
    close $client;
}
"""
DOCKERFILE = """FROM debian:bookworm-slim
ENV PORT=18093 MODE=plain REGION=eu
WORKDIR /opt/app
COPY server.pl greeting colours ./
RUN printf '#!/bin/sh\\necho helped\\n' > /opt/app/helper && chmod 755 /opt/app/helper
RUN head -c 300000 /dev/zero > /var/cache/left-behind
LABEL org.example.owner=me
EXPOSE 18093
VOLUME /data
USER 65534
HEALTHCHECK CMD test -e /opt/app/greeting
CMD ["perl", "server.pl"]
"""
SMOKE = Smoke(
    port=18093,
    asks=(Ask("/", body="hello"), Ask("/helper", body="helped"), Ask("/mode", body="plain")),
    timeout=20,
)
GOOD = ("head -c 300000 /dev/zero > /var/cache/left-behind", "true")

FAULTS = {
    "the build fails": ("chmod 755 /opt/app/helper", "chmod 755 /opt/app/helpers", "build"),
    "CMD starts what is not there": ('"perl"', '"pearl"', "smoke"),
    "CMD loses its program": ('CMD ["perl", "server.pl"]', 'CMD ["perl", "-e", "exit 3"]', "smoke"),
    "a file that is read at the start is gone": ("server.pl greeting colours", "server.pl colours", "smoke"),
    "a file that is only read when asked for is gone": ("&& chmod 755 /opt/app/helper", "; rm helper", "smoke"),
    "a file that is read and not missed is gone": ("greeting colours ./", "greeting ./", "trace"),
    "a program may no longer be executed": ("chmod 755", "chmod 644", "smoke"),
    "only a later request fails": ("&& chmod 755 /opt/app/helper", "&& chmod 755 helper && touch fragile", "smoke"),
    "a variable that is used is gone": (" MODE=plain", "", "smoke"),
    "a variable that nothing shows is gone": (" REGION=eu", "", "settings"),
    "the user changes": ("USER 65534", "USER 0", "settings"),
    "the port is no longer exposed": ("EXPOSE 18093\n", "", "settings"),
    "the volume is gone": ("VOLUME /data\n", "", "settings"),
    "the label changes": ("owner=me", "owner=you", "settings"),
    "the health check is gone": ("HEALTHCHECK CMD test -e /opt/app/greeting\n", "", "smoke"),
    "the folder changes": ('CMD ["perl", "', 'WORKDIR /\nCMD ["perl", "/opt/app/', "settings"),
}  # fmt: skip

PACKAGES = DOCKERFILE.replace(
    "ENV PORT",
    "RUN apt-get update && apt-get install -y --no-install-recommends bc ed && rm -rf /var/lib/apt/lists/*\nENV PORT",
    1,
).replace("echo helped", "ed --version >/dev/null 2>&1\\necho 6*7 | bc")
"""With two packages for what answers a request: one gives the answer, the other's absence nobody sees in it."""
NO_PACKAGE = {
    "a package that a program needs is no longer installed": ("recommends bc ed", "recommends ed", "smoke"),
    "a package whose program is run and not missed is no longer installed": ("bc ed &&", "bc &&", "trace"),
}


class Replacing(Transform):
    """Replaces one text by another, once."""

    name = "planted"
    safety = Safety.BUILD
    old = new = ""

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        at = view.text.find(self.old)
        done = self.new in view.text if self.new else at < 0
        if at >= 0 and not done:
            holding = next(each for each in view.tree.instructions if each.start <= at < each.end + 1)
            yield Rewrite.of(holding, self.name, EditSet((Edit(at, at + len(self.old), self.new),)))


def planted(name: str, old: str, new: str) -> Transform:
    class Planted(Replacing):
        pass

    Planted.name, Planted.old, Planted.new = name, old, new
    return Planted()


@pytest.fixture(scope="module")
def bench(builder: Builder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    context = tmp_path_factory.mktemp("context")
    (context / "server.pl").write_text(SERVER)
    (context / "greeting").write_text("hello")
    (context / "colours").write_text("red")
    with Workshop(builder) as workshop:
        yield Bench(workshop, Request(dockerfile=b"", context=context))


def proof(bench: Bench, *transforms: Transform, text: str = DOCKERFILE, smoke: Smoke | None = SMOKE) -> Proof:
    source = Source("Dockerfile", text)
    return Prover(bench, source, Settings(unverified=True), transforms, smoke=smoke, ablate=False).prove()


def test_a_good_rewrite_is_proven(bench: Bench) -> None:
    found = proof(bench, planted("good", *GOOD))
    assert (found.verdict, [each.kept for each in found.effects]) == (Verdict.WORKS, [True])
    assert found.before.touched is not None
    assert "/opt/app/colours" in found.before.touched
    assert found.before.size is not None
    assert found.after.size is not None
    assert found.before.size.unpacked - found.after.size.unpacked >= 300_000
    (effect,) = found.effects
    assert effect.saved is not None  # without a build for it: it is the only one
    assert effect.saved.unpacked == found.before.size.unpacked - found.after.size.unpacked


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_caught_by_its_evidence_and_the_good_rewrite_stays(bench: Bench, fault: str) -> None:
    old, new, kind = FAULTS[fault]
    found = proof(bench, planted("fault", old, new), planted("good", *GOOD))
    effects = {each.transform: each for each in found.effects}
    assert effects["good"].kept
    assert not effects["fault"].kept
    assert effects["fault"].reason.startswith(f"{kind}: "), effects["fault"].reason
    assert found.verdict is Verdict.WORKS
    assert found.result.after == DOCKERFILE.replace(*GOOD)


@pytest.mark.parametrize("fault", NO_PACKAGE)
def test_a_package_that_is_needed_is_not_dropped(bench: Bench, fault: str) -> None:
    old, new, kind = NO_PACKAGE[fault]
    smoke = replace(SMOKE, asks=(Ask("/", body="hello"), Ask("/helper", body="42")))
    found = proof(bench, planted("fault", old, new), planted("good", *GOOD), text=PACKAGES, smoke=smoke)
    effects = {each.transform: each for each in found.effects}
    assert effects["good"].kept, found.problem
    assert not effects["fault"].kept
    assert effects["fault"].reason.startswith(f"{kind}: "), effects["fault"].reason
    assert found.verdict is Verdict.WORKS
    assert found.result.after == PACKAGES.replace(*GOOD)


def test_what_does_not_build_is_not_measurable(bench: Bench) -> None:
    found = proof(bench, planted("good", *GOOD), text=DOCKERFILE.replace("chmod 755", "chmodd"))
    assert found.verdict is Verdict.NOT_MEASURABLE
    assert "chmodd" in found.problem
    assert not found.result.changed


def test_what_fails_its_own_smoke_test_is_not_measurable(bench: Bench) -> None:
    found = proof(bench, planted("good", *GOOD), smoke=Smoke(port=18093, asks=(Ask("/", body="bye"),), timeout=20))
    assert found.verdict is Verdict.NOT_MEASURABLE
    assert not found.result.changed


def test_without_a_smoke_test_one_is_inferred(bench: Bench) -> None:
    found = proof(bench, planted("fault", '"perl"', '"pearl"'), planted("good", *GOOD), smoke=None)
    assert {each.transform: each.kept for each in found.effects} == {"fault": False, "good": True}
    assert found.verdict is Verdict.WORKS


def test_an_image_that_runs_nothing_only_builds(bench: Bench) -> None:
    text = "FROM scratch\nCOPY greeting /\nCOPY colours /\n"
    found = proof(bench, planted("good", "COPY colours /\n", ""), text=text, smoke=None)
    assert found.verdict is Verdict.BUILDS
