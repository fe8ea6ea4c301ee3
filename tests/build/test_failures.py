"""Which failures are tried again: a wrong guess makes a rewrite guilty, or costs vain attempts."""

from __future__ import annotations

import pytest

from slimmer.build.events import Failure
from slimmer.build.failures import Kind, judge

FLAKY = [
    "E: Failed to fetch http://archive/pool/x.deb  Connection timed out [IP: 1.2.3.4 80]",
    "E: Failed to fetch http://archive/pool/x.deb  503  Service Unavailable",
    "Temporary failure resolving 'archive.example'",
    "E: Failed to fetch x.deb  Hash Sum mismatch",
    "WARNING: fetching APKINDEX.tar.gz: temporary error (try again later)",
    "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='index', port=443): Read timed out.",
    "ERROR: HTTP error 502 while getting https://index/simple/x",
    "npm error code ECONNRESET",
    "npm error network request to https://registry/x failed, reason: getaddrinfo EAI_AGAIN registry",
    'error An unexpected error occurred: "https://registry/x: ESOCKETTIMEDOUT".',
    'go: example.com/x@v1: Get "https://proxy/x": net/http: TLS handshake timeout',
    "go: downloading: read tcp 10.0.0.1:1->10.0.0.2:443: read: connection reset by peer",
    "warning: spurious network error (3 tries remaining): [35] SSL connect error",
    "Could not transfer artifact a:b:jar:1 from/to central: Connect to central:443 failed: connect timed out",
    "curl: (56) OpenSSL SSL_read: error:0A000126:SSL routines::unexpected eof while reading, errno 0",
    "curl: (6) Could not resolve host: example.com",
    "fatal: unable to access 'https://host/x.git/': The requested URL returned error: 503",
    "error: RPC failed; curl 92 HTTP/2 stream 0 was not closed cleanly",
    'Get "https://registry/v2/": net/http: request canceled while waiting for connection',
    "gzip: stdin: unexpected end of file",
]
REAL = [
    "E: Unable to locate package nosuch",
    "E: Failed to fetch http://archive/pool/x.deb  404  Not Found [IP: 1.2.3.4 80]",
    "ERROR: Could not find a version that satisfies the requirement nosuch==9",
    "npm error 404 Not Found - GET https://registry/nosuch",
    "main.go:5:2: undefined: x",
    "/bin/sh: 1: make: not found",
    "/bin/sh: Syntax error: Unterminated quoted string",
    "bash: -c: line 1: unexpected EOF while looking for matching `\"'",
    'sh: syntax error: unexpected end of file (expecting "fi")',
    'psycopg2.OperationalError: connection to server at "localhost", port 5432 failed: Connection refused',
    "curl: (22) The requested URL returned error: 404",
    "curl: (60) SSL certificate problem: self-signed certificate",
    "sha256sum: WARNING: 1 computed checksum did NOT match",
    "Cannot find module 'express'",
    "compiled 500 files in 503 ms",
    "error TS2304: Cannot find name 'x'.",
]


def of(line: str, *before: str) -> Failure:
    error = 'process "/bin/sh -c x" did not complete successfully: exit code: 1'
    return Failure("[2/2] RUN x", error, (*before, line), (f"ERROR: failed to build: failed to solve: {error}",))


@pytest.mark.parametrize("line", FLAKY)
def test_flaky(line: str) -> None:
    assert judge(of(line)).kind is Kind.FLAKY
    assert judge(of(line)).reason == line


@pytest.mark.parametrize("line", REAL)
def test_real(line: str) -> None:
    assert judge(of(line)).kind is Kind.REAL


def test_a_warning_long_before_the_end_is_no_reason() -> None:
    many = [f"compiling {number}" for number in range(60)]
    assert judge(of("error: expected ';'", "Retrying after Read timed out", *many)).kind is Kind.REAL


def solving(error: str, *said: str) -> Failure:
    step = "[internal] load metadata for docker.io/library/python:9"
    return Failure(step, error, (), (*said, f"ERROR: failed to build: failed to solve: {error}"))


_SOLVING = "failed to resolve source metadata for"
_DENIED = "pull access denied, repository does not exist or may require authorization: insufficient_scope"
_NO_HOST = 'failed to do request: Head "https://x.example/v2/y/manifests/1": dial tcp: lookup x.example: no such host'


@pytest.mark.parametrize(
    ("error", "image"),
    [
        (f"python:9: {_SOLVING} docker.io/library/python:9: docker.io/library/python:9: not found", "python:9"),
        (f"{_SOLVING} docker.io/library/python:9: docker.io/library/python:9: not found", "python:9"),
        (f"a/b: {_SOLVING} docker.io/a/b:latest: {_DENIED}", "docker.io/a/b:latest"),
        (f"x.example/y:1: {_SOLVING} x.example/y:1: {_NO_HOST}", "x.example/y:1"),
        (f"alpine:3: {_SOLVING} docker.io/library/alpine:3: no match for platform in manifest: not found", "alpine:3"),
    ],
)
def test_base_image_that_cannot_be_had(error: str, image: str) -> None:
    verdict = judge(solving(error))
    assert verdict.kind is Kind.BASE
    assert verdict.image == image


def test_registry_that_does_not_answer_is_tried_again() -> None:
    verdict = judge(
        solving(
            "python:3: failed to resolve source metadata for docker.io/library/python:3: failed to do request: Head "
            '"https://registry/v2/library/python/manifests/3": net/http: TLS handshake timeout'
        )
    )
    assert verdict.kind is Kind.FLAKY


def test_full_disk_and_lost_engine() -> None:
    assert judge(of("cp: error writing 'x': No space left on device")).kind is Kind.DISK
    lost = Failure("", "", (), ("ERROR: failed to receive status: rpc error: error reading from server: EOF",))
    assert judge(lost).kind is Kind.ENGINE
    # A RUN that talks to docker itself is the Dockerfile's affair.
    assert judge(of("Cannot connect to the Docker daemon at unix:///var/run/docker.sock")).kind is Kind.REAL
