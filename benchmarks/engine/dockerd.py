"""The engine as Debian packages it: dockerd, with containerd's image store, and buildx."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.engine.folders import Folders
from benchmarks.engine.packages import PLUGIN
from benchmarks.engine.running import cgroup


def configuration(folders: Folders) -> dict[str, object]:
    """The daemon's settings: no network of its own (that needs iptables), nothing removed behind a measurement."""
    return {
        "data-root": str(folders.data),
        "exec-root": str(folders.runtime),
        "pidfile": str(folders.pid),
        "hosts": [f"unix://{folders.socket}"],
        "features": {"containerd-snapshotter": True},
        "bridge": "none",
        "iptables": False,
        "ip6tables": False,
        "cgroup-parent": cgroup(folders),
        "builder": {"gc": {"enabled": False}},
        "labels": ["dev.slimmer.engine=1"],
        "log-level": "warn",
    }


def probe(folders: Folders) -> list[str | Path]:
    """A command that succeeds when the daemon serves."""
    return [folders.prefix / "usr/bin/docker", "version", "--format", "{{.Server.Version}}"]


def prepare(folders: Folders) -> None:
    """Write the settings, and let the client find buildx in its configuration folder."""
    (folders.root / "engine.json").write_text(json.dumps(configuration(folders), indent=2) + "\n")
    plugins = folders.client / "cli-plugins"
    plugins.mkdir(parents=True, exist_ok=True)
    link = plugins / "docker-buildx"
    link.unlink(missing_ok=True)
    link.symlink_to(folders.prefix / PLUGIN)


def services(folders: Folders) -> list[list[str | Path]]:
    """The commands to start."""
    return [[folders.prefix / "usr/sbin/dockerd", "--config-file", folders.root / "engine.json"]]


def clearing(folders: Folders) -> list[str | Path]:
    """A command that empties the cache of builds; images stay."""
    return [folders.prefix / "usr/bin/docker", "buildx", "prune", "--all", "--force"]


def variables(folders: Folders) -> dict[str, str]:
    """What leads the clients to it."""
    return {
        "DOCKER_HOST": f"unix://{folders.socket}",
        "DOCKER_CONFIG": str(folders.client),
        "BUILDX_CONFIG": str(folders.client / "buildx"),
        "BUILDX_NO_DEFAULT_ATTESTATIONS": "1",
    }
