"""What is tried of an image nobody wrote a smoke test for."""

from __future__ import annotations

import pytest

from slimmer.build.inferring import suggested
from slimmer.build.result import Healthcheck, ImageConfig
from slimmer.build.smoke import Smoke

Words = tuple[str, ...]


def addresses(config: ImageConfig, *health: tuple[str, ...]) -> list[tuple[int | None, list[str]]]:
    return [(each.port, [ask.path for ask in each.asks]) for each in suggested(config, health) if not each.shallow]


def versions(
    entrypoint: tuple[str, ...] | None = None, cmd: tuple[str, ...] | None = None
) -> list[tuple[str, ...] | None]:
    return [each.command for each in suggested(ImageConfig(entrypoint=entrypoint, cmd=cmd)) if each.shallow]


def test_the_lowest_exposed_port_is_asked() -> None:
    config = ImageConfig(cmd=("x",), exposed_ports=("53/udp", "8080/tcp", "90/tcp"))
    first = next(iter(suggested(config)))
    assert (first.port, first.inferred, first.asked[0].status, first.shallow) == (90, True, None, False)
    assert addresses(config) == [(90, ["/"])]


def test_without_a_port_a_program_is_run_as_it_is_and_without_a_program_nothing_is() -> None:
    assert next(iter(suggested(ImageConfig(entrypoint=("x",))))) == Smoke(inferred=True)
    assert list(suggested(ImageConfig())) == []


@pytest.mark.parametrize(
    ("test", "told"),
    [
        (("CMD", "curl", "-f", "http://localhost:8000/health?full=1"), (8000, ["/health?full=1", "/"])),
        (("CMD-SHELL", "wget -qO- http://127.0.0.1/ || exit 1"), (80, ["/"])),
        (("CMD-SHELL", "curl -f 'http://[::1]:81/up'"), (81, ["/up", "/"])),
        (("CMD-SHELL", "curl http://localhost:8000/$PLACE"), (8000, ["/"])),
        (("CMD-SHELL", "curl http://localhost:${PORT}/health"), None),
        (("CMD-SHELL", "curl https://localhost:8443/health"), None),
        (("CMD-SHELL", "curl http://localhost:99999/health"), None),
        (("CMD-SHELL", "curl http://localhost.example.org/health"), None),
        (("CMD", "curl", "http://db:8000/"), None),
        (("CMD", "pg_isready"), None),
        (("NONE",), None),
    ],
)
def test_what_a_health_check_asks_is_asked(test: tuple[str, ...], told: tuple[int, list[str]] | None) -> None:
    plain = ImageConfig(cmd=("x",))
    assert addresses(plain, test) == [told or (None, [])]
    assert addresses(ImageConfig(cmd=("x",), healthcheck=Healthcheck(test))) == [told or (None, [])]
    exposed = ImageConfig(cmd=("x",), exposed_ports=("9000/tcp",))
    assert addresses(exposed, test) == ([told] if told else []) + [(9000, ["/"])]


def test_the_check_of_a_service_goes_before_the_image_s_own() -> None:
    own = ("CMD", "curl", "http://localhost:1/own")
    given = ("CMD", "curl", "http://localhost:2/given")
    config = ImageConfig(cmd=("x",), healthcheck=Healthcheck(own))
    assert addresses(config, ("NONE",), given) == [(2, ["/given", "/"]), (1, ["/own", "/"])]
    assert [each.healthcheck for each in suggested(config, (given,)) if not each.shallow] == [given, given]
    assert next(iter(suggested(config))).healthcheck == ()


def test_at_last_the_image_s_own_program_tells_its_version() -> None:
    assert versions(cmd=("gunicorn", "app:app")) == [("gunicorn", "--version"), ("gunicorn", "version")]
    assert versions(cmd=("/bin/sh", "-c", "exec /app/server --port 80")) == [
        ("/app/server", "--version"),
        ("/app/server", "version"),
    ]
    assert versions(("/app/server",), ("--help",)) == [("--version",), ("version",)]
    assert versions(("/entry.sh",), ("nginx", "-g", "daemon off;")) == [("nginx", "--version"), ("nginx", "version")]
    assert versions(("tini", "--"), ("/app/server",)) == [("/app/server", "--version"), ("/app/server", "version")]


@pytest.mark.parametrize(
    "words",
    [
        ("python3.12", "app.py"),
        ("/usr/local/bin/node", "server.js"),
        ("npm", "start"),
        ("java", "-jar", "app.jar"),
        ("bash",),
        ("./start.sh",),
        ("/bin/sh", "-c", "cd /app && ./server"),
        ("/bin/sh", "-c", "PORT=1 ./server"),
        ("/bin/sh", "-c", "$SERVER"),
        ("/bin/sh", "-c", "'unclosed"),
        ("/bin/sh", "-c", ""),
        ("",),
    ],
)
def test_interpreters_starters_and_scripts_are_not_asked_for_theirs(words: tuple[str, ...]) -> None:
    assert versions(cmd=words) == []
    assert versions(words) == []


def test_a_shell_form_entrypoint_takes_no_other_words() -> None:
    assert versions(("/bin/sh", "-c", "/app/server"), ("x",)) == []
