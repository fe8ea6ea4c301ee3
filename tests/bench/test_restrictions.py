from __future__ import annotations

import shlex

import pytest
import yaml

from slimmer.bench.restrictions import Restrictions
from slimmer.build import Conditions

PLAIN = Conditions(network="bridge", publish=(8000,), env=(("A", "it's $5"),), command=("run", "two words"))


def test_the_command_the_fragment_and_the_run_say_the_same() -> None:
    some = Restrictions("65532:65532", 128 << 20, 64, ("/run/app", "/tmp"), ("NET_BIND_SERVICE",))
    words = shlex.split(some.command("me/app:1", PLAIN))
    assert words == [
        "docker", "run", "--rm", "--read-only", "--cap-drop", "ALL", "--cap-add", "NET_BIND_SERVICE", "--security-opt",
        "no-new-privileges", "--user", "65532:65532", "--pids-limit", "64", "--memory", "128m", "--tmpfs",
        "/run/app:uid=65532,gid=65532,mode=0700", "--tmpfs", "/tmp:mode=1777", "--publish", "8000:8000", "--env",
        "A=it's $5", "me/app:1", "run", "two words",
    ]  # fmt: skip
    told = yaml.safe_load(some.compose("app", "me/app:1", PLAIN))["services"]["app"]
    assert told == {
        "image": "me/app:1",
        "command": ["run", "two words"],
        "environment": {"A": "it's $$5"},
        "read_only": True,
        "user": "65532:65532",
        "cap_drop": ["ALL"],
        "cap_add": ["NET_BIND_SERVICE"],
        "security_opt": ["no-new-privileges:true"],
        "pids_limit": 64,
        "mem_limit": "128m",
        "tmpfs": ["/run/app:uid=65532,gid=65532,mode=0700", "/tmp:mode=1777"],
        "ports": ["8000:8000"],
    }
    run = some.on(PLAIN)
    assert (run.user, run.memory, run.processes, run.read_only, run.drop, run.add, run.no_new_privileges) == (
        "65532:65532", 128 << 20, 64, True, ("ALL",), ("NET_BIND_SERVICE",), True,
    )  # fmt: skip
    assert run.writable == ("/run/app:uid=65532,gid=65532,mode=0700", "/tmp:mode=1777")


@pytest.mark.parametrize(
    ("user", "options"), [("1000", "uid=1000,mode=0700"), ("0:0", "mode=0755"), ("node", "mode=1777")]
)
def test_a_folder_is_writable_for_its_user(user: str, options: str) -> None:
    assert Restrictions(user, 1 << 26, 9, ("/data",)).tmpfs == (f"/data:{options}",)


def test_the_network_that_was_used_is_told() -> None:
    plain = Conditions(network="host")
    some = Restrictions("1:1", 1 << 26, 9)
    assert "--network host" in some.command("x", plain)
    assert "--publish" not in some.command("x", plain)
    assert yaml.safe_load(some.compose("x", "x", plain))["services"]["x"]["network_mode"] == "host"
