"""Which programs the code of the build context starts, `subprocess.run(["git", "log"])`, and what else it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slimmer.analysis.copies.landing import landing
from slimmer.analysis.runtime.python_imports import compiles
from slimmer.analysis.slim.packages import Installed
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View
from slimmer.model.stages import Stage
from slimmer.syntax.nodes import Add, Copy
from slimmer.text.rare import rare

_ENDINGS = (".py", ".pyw", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".rb", ".php", ".pl")
_BACKTICKS = (".rb", ".php", ".pl")
"""Languages in which no more than backticks start a program."""
_LARGEST = 1_000_000  # characters: what is longer was put together by a program
_STARTS = rare(
    r"subprocess|os\.(?:system|popen|exec|spawn|posix_spawn)|create_subprocess|pexpect|pty\.spawn|shutil\.which"
    r"|\bimport sh\b|\bfrom sh\b|\binvoke\b|\bfabric\b|child_process|\bexeca\b|\bzx\b|shelljs|cross-spawn"
    r"|\bsystem\b|\bspawn\b|Open3|popen|shell_exec|proc_open|passthru|\bexec\b|ProxyCommand"
)
_CERTIFICATES = rare("/etc/ssl/certs|--use-(?:openssl|system)-ca")
_PATH = r"(?:/usr(?:/local)?)?(?:/s?bin/)?"
_CALLED = rare(
    r"(?:run|call|Popen|check_output|check_call|getoutput|getstatusoutput|system|popen|exec\w*|spawn\w*|fork"
    r"|create_subprocess_\w+|which|capture[23]e?|passthru|proc_open|shell|ProxyCommand)\s*\(\s*[\[(]?\s*[frb]?[\"'`]"
    rf"{_PATH}([\w.+-]+)(?=[\"'`\s])"
)
_QUOTED = rare(rf"[\"'`]{_PATH}([a-z][\w.+-]*)(?=[\"'`\s])")
_FROM_SH = rare(r"(?m)^[ \t]*from sh import ([\w, ]+)|\bsh\.([a-z]\w*)\(")
_PLAIN = frozenset(
    (
        *("git", "curl", "wget", "gcc", "g++", "cc", "cmake", "unzip", "bzip2", "ssh", "scp", "sftp", "ssh-keygen"),
        *("ssh-keyscan", "hg", "svn", "convert", "mogrify", "identify", "pg_config", "mysql_config", "ps", "pgrep"),
        *("pkill", "gpg", "dirmngr", "xz"),
    )
)
"""Names that a program's code has in quotes for no other reason than to start them."""
_STRINGS = (
    r"(\"\"\"[\s\S]*?(?:\"\"\"|\Z)|'''[\s\S]*?(?:'''|\Z)|`(?:[^`\\]|\\[\s\S])*(?:`|\Z)"
    r"|\"(?:[^\"\\\n]|\\[\s\S])*\"|'(?:[^'\\\n]|\\[\s\S])*')"
)
_HASHED, _SLASHED = rare(rf"#[^\n]*|{_STRINGS}"), rare(rf"//[^\n]*|/\*[\s\S]*?(?:\*/|\Z)|{_STRINGS}")
"""Comments and strings by the two ways of writing comments: a lone quote in a comment opens no string.

What is not closed goes on to the end: it is read once, not once for each of its beginnings.
"""
_IN_FRONT = r"(?:(?:sudo|exec|env|nohup|time|then|do|else|if|while|!|\w{1,40}=\S{0,80})[ \t]+){0,3}"
_BEHIND = rare(
    r"(?:&&|[;(\n\"'`]|\\n|\|(?=[ \t]|\S{1,80}[ \t]))[ \t]*"
    rf"{_IN_FRONT}{_PATH}({'|'.join(map(re.escape, sorted(_PLAIN)))})"
    r"(?=[ \t]+[\w./~$\"'{%>\\-]|[ \t]*[;&<>\n\"'`]|[ \t]+\|)"
    r"|(?:&&|\|\||;)[ \t]*(make)\b(?![ \t]+sure\b)"
)
"""A program behind another in a string that a shell is given: `"cd /data && git pull"`, not `"git|svn"`, a pattern."""
_FETCHED_BY_PIP = rare(r"(?<!\w)git\+\w+://")
_LOADED = rare(r"\bfind_library\(\s*[\"']([\w.+-]+)[\"']|(?:CDLL|LoadLibrary|dlopen)\(\s*[\"']lib([\w.+-]+?)\.so\b")


def started_by_code(view: View, stage: Stage, here: Installed) -> tuple[str, str] | None:
    """The first file of the context in a stage's image that starts a program the slim base lacks, and which."""
    for source, text in _code(view, stage):
        found = next((name for name in _started(source, text) if here.lacks(name)), None)
        if found is not None:
            return source, found
    return None


def loaded_by_code(view: View, stage: Stage, here: Installed) -> tuple[str, str] | None:
    """The first file of the context in a stage's image that loads a library by its name the slim base lacks, and it."""
    for source, text in _code(view, stage):
        for found in _LOADED().finditer(text):
            if here.lost_library(found[1] or found[2]):
                return source, f"lib{found[1] or found[2]}"
    return None


def certificates_read(view: View, stage: Stage, here: Installed) -> str | None:
    """The first instruction, or file of the context in a stage's image, that names what some slim bases lack: CAs."""
    if not here.lost("ca-certificates"):
        return None
    around = [each for part in stages(view).chain(stage) for each in part.instructions]
    told = (each for each in around if not isinstance(each, (Copy, Add)) and _CERTIFICATES().search(each.folded.text))
    if (named := next(told, None)) is not None:
        return f"line {named.lines[0]} (`{named.name}`)"
    return next((source for source, text in _code(view, stage) if "/etc/ssl/certs" in text), None)


def _code(view: View, stage: Stage) -> Iterator[tuple[str, str]]:
    """The sources of the context that lie in a stage's image, with their texts; not what others wrote for all."""
    context = view.context
    for source in sorted(set(landing(view).files(stage).values())) if context is not None else ():
        if context is None or not source.endswith(_ENDINGS) or "node_modules/" in source:
            continue
        if (context.size(source) or 0) < _LARGEST:
            yield source, context.read(source) or ""


def unread_code(view: View, stage: Stage) -> str | None:
    """Why some of the sources of the context in a stage's image are not known; None when all are."""
    context = view.context
    if context is None:
        return None
    if not context.is_whole:
        return f"not all of the build context was read: {context.problems[0]}"
    return next((why for source, text in _code(view, stage) if not text and (why := context.unread(source))), None)


def _started(source: str, text: str) -> Iterator[str]:
    if source.endswith(".py") and source.rpartition("/")[2] != "setup.py" and compiles(text):
        yield from ("gcc", "g++")
    if not source.endswith(_BACKTICKS) and _STARTS().search(text) is None:
        return
    yield from (found[1] for found in _CALLED().finditer(text))
    yield from (name for name in dict.fromkeys(_QUOTED().findall(text)) if name in _PLAIN)
    for found in _FROM_SH().finditer(text):
        yield from re.findall(r"\w+", found[1] or found[2])
    strings = _HASHED() if source.endswith((".py", ".pyw", ".rb", ".pl")) else _SLASHED()
    for string in dict.fromkeys(strings.findall(text)):
        yield from (found[1] or found[2] for found in _BEHIND().finditer(string))
    if "pip" in text and _FETCHED_BY_PIP().search(text) is not None:
        yield "git"
