"""What builds need to know of this machine to reach its package registries, read when the stand-ins are built.

None of it is in the tree: certificates, addresses and proxies are the machine's, and a stand-in is made for it.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engine.errors import EngineError
from benchmarks.engine.programs import run

_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")
_EXTRA = Path("/usr/local/share/ca-certificates")
# Installing ca-certificates rewrites the usual bundle, and slim images have none: the copy lies elsewhere.
_COPY = "usr/local/share/slimmer/ca-bundle.crt"
_TRUSTING = (
    "SSL_CERT_FILE",
    "PIP_CERT",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "GIT_SSL_CAINFO",
    "CARGO_HTTP_CAINFO",
)
_TAKEN_OVER = (
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "PIP_TRUSTED_HOST",
    "PIP_DEFAULT_TIMEOUT",
    "UV_INDEX_URL",
    "UV_DEFAULT_INDEX",
    "NPM_CONFIG_REGISTRY",
    "npm_config_registry",
    "YARN_NPM_REGISTRY_SERVER",
    "GOPROXY",
    "GOSUMDB",
    "GONOSUMDB",
    "GOINSECURE",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
)


@dataclass(frozen=True, slots=True)
class Machine:
    """Settings that go into every stand-in that begins at scratch.

    Args:
        environment: variables of the image.
        files: contents by path below the image's root.
    """

    environment: dict[str, str]
    files: dict[str, bytes]

    def write(self, folder: Path) -> None:
        """Lay the files below a folder."""
        for name, content in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)

    def lines(self) -> str:
        """The variables as lines of a Dockerfile; quotes keep a blank or a dollar sign from being read."""
        quoted = {
            name: "".join(f"\\{each}" if each in '\\"$' else each for each in value)
            for name, value in self.environment.items()
        }
        return "".join(f'ENV {name}="{value}"\n' for name, value in quoted.items())


def read() -> Machine:
    """The machine's settings, now."""
    extra = sorted(_EXTRA.glob("*.crt")) if _EXTRA.is_dir() else []
    environment = {name: os.environ[name] for name in _TAKEN_OVER if os.environ.get(name)}
    environment |= {name: value for name, value in _asked().items() if name not in environment}
    files = {str(each.relative_to("/")): each.read_bytes() for each in extra}
    if extra and _BUNDLE.exists():
        environment |= dict.fromkeys(_TRUSTING, f"/{_COPY}")
        files[_COPY] = _BUNDLE.read_bytes()
    settings = _apt_settings()
    if settings:
        files["etc/apt/apt.conf.d/90machine"] = settings.encode()
    maven = Path.home() / ".m2/settings.xml"
    if maven.exists():
        files["root/.m2/settings.xml"] = maven.read_bytes()
    cargo = Path.home() / ".cargo/config.toml"
    if cargo.exists():
        files["usr/local/cargo/config.toml"] = cargo.read_bytes()
    return Machine(environment, files)


def _asked() -> dict[str, str]:
    """Registries that the clients' own files name."""
    found: dict[str, str] = {}
    for name, arguments, start in (
        ("PIP_INDEX_URL", ["pip", "config", "get", "global.index-url"], ""),
        # Lists only what differs from npm's defaults.
        ("NPM_CONFIG_REGISTRY", ["npm", "config", "list"], "registry = "),
    ):
        if not shutil.which(arguments[0]):
            continue
        try:
            lines = run(arguments, what="asking", timeout=60, folder=Path("/")).split("\n")
        except EngineError:  # pip: not set
            continue
        values = [line.removeprefix(start).strip('" ') for line in lines if line.startswith(start)]
        found.update((name, value) for value in values if value.startswith("http"))
    return found


def _apt_settings() -> str:
    """Proxies, and checks of dates that the machine leaves out (its clock and its archive may not agree)."""
    if not shutil.which("apt-config"):
        return ""
    kept = ("Acquire::Check-", "Acquire::http", "Acquire::Retries", "Acquire::ForceIPv4")
    lines = run(["apt-config", "dump"], what="reading apt's settings").split("\n")
    return "".join(f"{line}\n" for line in lines if line.startswith(kept) and not line.endswith('"";'))
