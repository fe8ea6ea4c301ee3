"""Tell why a build failed: the network for a moment, a base image, the engine itself, a full disk, or the Dockerfile.

A wrong "network" costs a few vain attempts; a wrong "Dockerfile" makes a rewrite guilty of what it did not do. So a
step counts as flaky when one of its last lines tells of the network, but never for an answer that will stay the same
(404, an unknown package, a wrong checksum).
"""

from __future__ import annotations

import enum
import re

from slimmer.build.events import Failure
from slimmer.records import dataclass


class Kind(enum.Enum):
    """What failed."""

    FLAKY = "flaky"
    BASE = "base"
    ENGINE = "engine"
    DISK = "disk"
    REAL = "real"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a build failed.

    Args:
        kind: what failed.
        reason: the line that tells so.
        image: the base image that is missing; empty for other kinds.
    """

    kind: Kind
    reason: str
    image: str = ""


_LAST_LINES = 25

# What Go's net, OpenSSL, glibc's resolver, curl, wget, apt, apk, pip, npm, yarn, cargo, Maven and git say.
_NETWORK = re.compile(
    r"""
      tls\ handshake\ timeout | i/o\ timeout | operation\ timed\ out | connection\ timed\ out | read\ timed\ out
    | connect\ timed\ out | timeout\ awaiting\ response | timeout\ was\ reached | context\ deadline\ exceeded
    | request\ canceled\ while\ waiting | timeouterror | readtimeout | connecttimeout | etimedout | esockettimedout
    | connection\ reset | econnreset | connection\ refused | econnrefused | connection\ broken | connection\ aborted
    | broken\ pipe | epipe | socket\ hang\ up | remote\ end\ closed | remotedisconnected | incompleteread
    | unexpected\ eof(?!\ while) | early\ eof | premature\ eof | gzip:\ stdin:\ unexpected\ end\ of\ file
    | the\ remote\ end\ hung\ up
    | temporary\ failure | temporary\ error | eai_again | server\ misbehaving | try\ again\ later
    | could\ not\ resolve\ (?:host|proxy) | name\ resolution | failed\ to\ lookup\ address | unknownhostexception
    | network\ is\ unreachable | no\ route\ to\ host | ehostunreach | enetunreach | network\ timeout
    | unable\ to\ connect\ to | could\ not\ connect\ to | failed\ to\ connect\ to | cannot\ initiate\ the\ connection
    | ssl_error_syscall | gnutls_handshake | ssl\ connect\ error | sslerror | sslhandshake | handshake\ failure
    | decryption\ failed\ or\ bad\ record | bad\ record\ mac
    | toomanyrequests | too\ many\ requests | service\ unavailable | bad\ gateway | gateway\ time-?out
    | internal\ server\ error
    | (?:status|http|error|code|server)\W{1,3}(?:\w+\W){0,3}(?:429|500|502|503|504)\b
    | \b(?:429|500|502|503|504)\ (?:too|internal|bad|service|gateway)
    | curl:\ \((?:5|6|7|16|18|28|35|52|55|56|92)\)
    | hash\ sum\ mismatch | file\ has\ unexpected\ size | mirror\ sync\ in\ progress
    | rpc\ failed | http/2\ stream\ .*not\ closed\ cleanly | stream\ error:\ stream\ id | spurious\ network\ error
    | network\ connection\ was\ (?:aborted|lost)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Answers that stay the same, however often they are asked for. They win over the above on the same line.
_LASTING = re.compile(
    r"\b40[134]\b|not found|no such file|does not exist|certificate (?:has expired|is not valid|verify failed)"
    r"|self[- ]signed certificate|unknown authority|localhost|127\.0\.0\.1|\[::1\]",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"failed to resolve source metadata for (\S+?): (.*)|failed to load cache key: (\S+?): not found", re.DOTALL
)
_PULL = re.compile(
    r"pull access denied|repository does not exist|manifest unknown|no match for platform", re.IGNORECASE
)
_ENGINE = re.compile(
    r"cannot connect to the docker daemon|error reading from server|transport is closing|error during connect"
    r"|connection error: desc|docker daemon is not running|closing transport due to|lost connection to the builder"
    r"|no such host: buildkit",
    re.IGNORECASE,
)
_DISK = re.compile(r"no space left on device|enospc|disk quota exceeded", re.IGNORECASE)


def judge(failure: Failure) -> Verdict:
    """Why a build failed, from what BuildKit said."""
    said = "\n".join(failure.said)
    whole = f"{failure.error}\n{said}"
    disk = _line_of(_DISK, [failure.error, *failure.said, *failure.log[-_LAST_LINES:]])
    if disk:
        return Verdict(Kind.DISK, disk)
    base = _BASE.search(whole)
    if base:
        return _base(base, said)
    engine = _line_of(_ENGINE, [*failure.said, failure.error])
    # A RUN may itself talk to a docker daemon; what the engine lost is told outside of any step.
    if engine and not failure.log:
        return Verdict(Kind.ENGINE, engine)
    lines = failure.log[-_LAST_LINES:] if failure.log else (failure.error, *failure.said)
    flaky = next((line for line in reversed(lines) if _NETWORK.search(line) and not _LASTING.search(line)), "")
    if flaky:
        return Verdict(Kind.FLAKY, flaky.strip())
    return Verdict(Kind.REAL, failure.error.strip().split("\n")[-1])


def _base(found: re.Match[str], said: str) -> Verdict:
    image = next(each for each in (found[1], found[3]) if each)
    reason = (found[2] or "not found").strip().split("\n")[0]
    # A registry whose name does not exist will not exist in a minute; a resolver that did not answer may.
    lasting = "no such host" in reason or _PULL.search(reason) or _LASTING.search(reason)
    if _NETWORK.search(reason) and not lasting:
        return Verdict(Kind.FLAKY, reason)
    short = said.rpartition("failed to solve: ")[2].partition(": ")[0].strip()
    if short and image.endswith(short):
        return Verdict(Kind.BASE, reason, short)
    # BuildKit does not always repeat the file's own spelling.
    return Verdict(Kind.BASE, reason, image.removeprefix("docker.io/library/"))


def _line_of(pattern: re.Pattern[str], texts: list[str]) -> str:
    for text in texts:
        for line in text.split("\n"):
            if pattern.search(line):
                return line.strip()
    return ""
