"""Calls of apt that bring recommended packages: what is kept, what is saved."""

from __future__ import annotations

from slimmer.analysis.runtime.recommended import recommended_installs
from slimmer.analysis.view import View
from slimmer.syntax.parser import parse
from slimmer.text.source import Source


def found(text: str) -> list[tuple[tuple[str, ...], str | None]]:
    view = View(parse(Source("Dockerfile", text)))
    return [(each.kept, each.blocked) for each in recommended_installs(view)]


def run(
    *lines: str, base: str = "debian:bookworm", cmd: str = 'CMD ["app"]'
) -> list[tuple[tuple[str, ...], str | None]]:
    return found("\n".join((f"FROM {base}", *(f"RUN {line}" for line in lines), cmd, "")))


def test_what_was_kept_before_is_there() -> None:
    assert run("apt-get install -y git", "apt-get install -y libglib2.0-0 curl") == [
        (("ca-certificates", "openssh-client"), None),
        ((), None),
    ]


def test_a_package_that_may_not_have_been_installed_is_not_there() -> None:
    asked = run("if true; then apt-get install -y ca-certificates; fi", "apt-get install -y git")
    assert asked[-1] == (("ca-certificates", "openssh-client"), None)


def test_programs_called_later_keep_what_brings_them() -> None:
    assert run("apt-get install -y git", "patch -p1 < /a.diff")[0][0] == (
        *("ca-certificates", "openssh-client", "patch"),
    )
    assert run("apt-get install -y cmake g++", "cmake . && make")[0][0] == ("ca-certificates", "make")


def test_who_works_in_the_image_wants_ssh() -> None:
    for cmd in ("", "CMD bash", 'ENTRYPOINT ["/entry.sh"]'):
        assert run("apt-get install -y git", cmd=cmd)[0][0] == ("ca-certificates", "less", "openssh-client")


def test_a_program_that_may_call_git_keeps_ssh() -> None:
    kept, clone = ("ca-certificates", "openssh-client"), "git clone https://example.com/site.git /site"
    for cmd in ("CMD java -jar jenkins.war", 'CMD ["gitlab-runner", "run"]', 'ENTRYPOINT ["agent"]'):
        assert run("apt-get install -y git", clone, cmd=cmd)[0][0] == kept
    assert run("apt-get install -y git", cmd='CMD ["nginx"]')[0][0] == kept  # who calls it is not seen
    assert run("apt-get install -y git", clone, cmd='CMD ["nginx"]')[0][0] == ("ca-certificates",)
    assert run("apt-get install -y git", cmd='CMD ["git", "daemon"]')[0][0] == ("ca-certificates",)


def test_the_releases_differ() -> None:
    for base in ("debian:bullseye", "debian:trixie", "ubuntu:22.04", "ubuntu:24.04", "someone/image"):
        assert run("apt-get install -y git", base=base) == [(("ca-certificates", "openssh-client"), None)]


def test_estimates_are_exact_on_the_release_alone() -> None:
    for base, exact in (("debian:bookworm", True), ("debian:buster", False)):
        view = View(parse(Source("Dockerfile", f'FROM {base}\nRUN apt-get install -y git\nCMD ["app"]\n')))
        (one,) = recommended_installs(view)
        assert one.estimate is not None
        assert (one.estimate.low == one.estimate.high) is exact
        assert 4e6 < one.estimate.high < 20e6


def test_programs_that_come_with_what_is_recommended_are_named() -> None:
    ssh, ffmpeg = "apt-get install -y openssh-server", "apt-get install -y ffmpeg"
    assert run(ssh, "python3 -m venv /v", base="ubuntu:22.04") == [(("python3",), None)]
    assert run(ssh, "env A=b python3 /a.py", base="ubuntu:20.04") == [(("python3",), None)]
    assert run("python3 /a.py", ssh, base="ubuntu:22.04") == [((), None)]
    assert run(ffmpeg, cmd='CMD ["python3", "/a.py"]', base="python:3.12-slim-bookworm") == [((), None)]


def test_programs_that_are_installed_by_name_before_they_are_called_are_not_named() -> None:
    ssh, python = "apt-get install -y openssh-server", "apt-get install -y --no-install-recommends python3"
    maybe = f"if test -e /x; then {python}; fi"
    assert run(ssh, python, "python3 /a.py", base="ubuntu:22.04") == [((), None)]
    assert run(ssh, "python3 /a.py", python, base="ubuntu:22.04") == [(("python3",), None)]
    assert run(ssh, maybe, "python3 /a.py", base="ubuntu:22.04") == [(("python3",), None)]


def test_git_recommended_rsync_once() -> None:
    git = "apt-get install -y git openssh-client"
    for base in ("ubuntu:14.04", "ubuntu:16.04", "debian:jessie", "someone/image"):
        assert run(git, "rsync -a /a /b", base=base) == [(("ca-certificates", "rsync"), None)]
        assert run(f"{git} rsync", "rsync -a /a /b", base=base) == [(("ca-certificates",), None)]
    for base in ("ubuntu:18.04", "debian:stretch", "debian:bookworm"):
        assert run(git, "rsync -a /a /b", base=base) == [(("ca-certificates",), None)]


def test_ubuntu_without_a_tag_is_not_debian() -> None:
    ssh = "apt-get install -y openssh-server"
    for base in ("ubuntu", "ubuntu:latest", "ubuntu:25.10", "nvidia/cuda:12.2.0-base-ubuntu22.04"):
        ((kept, blocked),) = run(ssh, "python3 /a.py", base=base)
        assert blocked is None
        assert "python3" in kept
    assert run(ssh, "python3 /a.py", base="debian") == [((), None)]
