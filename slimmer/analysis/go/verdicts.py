"""What a call of a Go build's stage leaves that the container may need, judged by the call alone."""

from __future__ import annotations

from slimmer.analysis.calls.calls import Call
from slimmer.knowledge.go_needs import only_for_builds

_SILENT = frozenset(
    (
        *(
            "cd",
            "set",
            "export",
            "unset",
            "echo",
            "printf",
            "ls",
            "cat",
            "true",
            ":",
            "pwd",
            "env",
            "date",
            "uname",
            "id",
        ),
        *(
            "test",
            "[",
            "which",
            "command",
            "type",
            "umask",
            "sleep",
            "grep",
            "sed",
            "awk",
            "head",
            "tail",
            "find",
            "sort",
        ),
        *(
            "rm",
            "rmdir",
            "strip",
            "upx",
            "file",
            "sha256sum",
            "md5sum",
            "du",
            "wc",
            "tr",
            "cut",
            "xargs",
            "basename",
        ),
        *("adduser", "useradd", "addgroup", "groupadd", "usermod", "update-ca-certificates", "exit", "ldd", "dirname"),
        *("apt-key", "dpkg-reconfigure", "apt-cache", "apt-mark", "shift", "usermod", "nproc", "tput"),
    )
)
"""They change nothing outside of the source's folder that a program would read, or only what is asked for elsewhere."""

GENERATORS = frozenset(
    (
        *("buf", "ent", "go-assets-builder", "go-bindata", "golangci-lint", "gofmt", "goimports", "golint", "gqlgen"),
        *("mockery", "mockgen", "oapi-codegen", "packr", "packr2", "protoc", "rice", "sqlc", "staticcheck", "statik"),
        *("stringer", "swag", "swagger", "templ", "wire", "govulncheck", "gosec", "pkger", "easyjson", "ginkgo"),
    )
)
"""They write Go files, or read them, in the source's folder."""

_ASKS_GIT = ("config", "describe", "log", "rev-parse", "status", "--version")


def verdict(call: Call) -> str | None:
    """Why what a call leaves may be missed, judged by the call alone."""
    if call.program in ("apt-get", "apt", "apk"):
        return _packages(call)
    if call.program == "git":
        first = call.arguments[0].known if call.arguments else None
        return None if first in _ASKS_GIT else "runs git: what it fetches may be needed"
    if call.name in ("sh", "bash", "ash", "dash"):
        return None if call.has("-c") or not call.operands else "runs a script, and the image may need what that leaves"
    if call.name in ("curl", "wget"):
        return f"downloads with {call.name} what the image may need"
    if call.name == "make":
        return "runs make: what it builds and where is not in the Dockerfile"
    if call.name == "setcap":
        return "gives the program capabilities"
    if call.name in _SILENT or call.program in _SILENT:
        return None
    return f"runs {call.name or 'a program whose name is not known'}, and the image may need what that leaves"


def _packages(call: Call) -> str | None:
    """Why packages that are installed may be missed."""
    if not any(each.known in ("install", "add") for each in call.arguments):
        return None
    for operand in call.operands:
        name = operand.known
        if name is None:
            return "installs packages whose names are not known"
        bare = name.partition("=")[0].partition("~")[0].partition("<")[0].partition(">")[0].partition("@")[0]
        if bare.startswith(".") or bare in ("install", "add", "-"):
            continue
        if bare.endswith("-dev") and not only_for_builds(bare):
            return f"installs {bare}: the build uses C libraries"
        if not only_for_builds(bare):
            return f"installs {bare}, which the container may need"
    return None
