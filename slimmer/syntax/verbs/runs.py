"""Split a RUN in two, and merge two into one."""

from __future__ import annotations

import re

from slimmer.syntax.nodes import Blank, Comment, Onbuild, Run
from slimmer.syntax.shell import Script, walk
from slimmer.syntax.shell.compounds import ArithCommand, Coprocess, For, ForArith, FunctionDef
from slimmer.syntax.shell.nodes import AndOr, ListItem, Node, Pipeline, SimpleCommand
from slimmer.syntax.shell.words import ArithmeticExpansion, Parameter, Word
from slimmer.syntax.verbs.answer import Answer, No
from slimmer.syntax.verbs.appending import is_pure_chain
from slimmer.syntax.verbs.check import flag_texts, reread_lines
from slimmer.syntax.verbs.outline import END, Outline, outline
from slimmer.syntax.verbs.site import ShellSite, shell_site
from slimmer.syntax.verbs.style import line_gap
from slimmer.text.edits import Edit, EditSet
from slimmer.text.rare import rare

# What changes the shell itself: commands behind it would see the change, a new shell does not (POSIX 2.12, 2.14).
_STATE = frozenset(
    (
        *("cd", "pushd", "popd", "export", "set", "unset", "source", ".", "umask", "alias", "unalias", "trap"),
        *("exec", "exit", "return", "eval", "shopt", "readonly", "local", "declare", "typeset", "ulimit", "hash"),
        *("read", "mapfile", "readarray", "getopts", "shift", "wait", "jobs", "bg", "fg", "disown", "enable"),
        *("let", "break", "continue", "logout", "builtin", "command", "dirs"),
        # What they change is the container's, and each RUN has one of its own.
        *("mount", "umount", "hostname", "sysctl"),
    )
)
# Programs that leave one running, or are it: it ends with the RUN.
_STARTS = frozenset(
    (
        *("service", "systemctl", "rc-service", "start-stop-daemon", "nohup", "setsid", "daemonize", "supervisord"),
        *("dockerd", "containerd", "pg_ctl", "pg_ctlcluster", "mysqld", "mysqld_safe", "mariadbd", "mariadbd-safe"),
        *("redis-server", "mongod", "memcached", "rabbitmq-server", "sshd", "nginx", "httpd", "apache2", "apachectl"),
        *("apache2ctl", "cron", "crond", "rsyslogd", "dbus-daemon", "ssh-agent", "gpg-agent", "Xvfb"),
    )
)
_STAYS = rare(r"--?(daemon|daemonize|detach|detached|fork|background|start-server)(=.*)?")
_RUNNERS = frozenset(("sudo", "env", "gosu", "su-exec", "runuser", "xvfb-run"))
_SHELLS = frozenset(("sh", "bash", "dash", "ash", "su"))
_IN_BACKGROUND = rare(r"(?<![&<>])&(?![&>])")
# BuildKit makes these anew for each RUN (executor/oci: hosts.go, resolvconf.go; /dev/shm of the runtime's own).
_EACH_ITS_OWN = rare(r"/etc/hosts|/etc/resolv\.conf|/dev/shm(/.*)?")
_REMEMBERED = frozenset(("_", "!", "BASH_REMATCH", "PIPESTATUS", "SECONDS"))
_HEAD = ["Script", "List", "ListItem", "AndOr"]


def split(site: ShellSite, index: int) -> Answer:
    """Make two RUNs of a pure `&&` chain: the second begins behind operator `index`."""
    run = site.instruction
    if not isinstance(run, Run):
        return No("only a RUN can be split")
    reason = _unfit(site) or keeps_state(site.script, index + 1)
    if reason is None and (kind := _lost_mount(run)) is not None:
        reason = f"what it writes to its {kind} mount is gone in the next RUN"
    if reason is not None:
        return No(reason)
    chain = _chain(site)
    if not 0 <= index < len(chain.operators):
        return No("there is no such operator")
    folded = site.form.folded
    start, end = folded.end_of(chain.pipelines[index].end), folded.start_of(chain.pipelines[index + 1].start)
    if any(start <= each.start < end for each in run.comments):
        return No("a comment stands beside the operator")
    flags = "".join(f"{flag.text} " for flag in run.flags)
    line = site.text[site.text.rfind("\n", 0, run.start) + 1 : run.start]
    text = f"{site.tree.newline}{line if not line.strip() else ''}{run.keyword.text} {flags}"
    edits = EditSet((Edit(start, end, text),))
    parts = [chain.pipelines[: index + 1], chain.pipelines[index + 1 :]]
    return _checked(site, site, edits, [_joined(site, part) for part in parts])


def merged(first: ShellSite, second: ShellSite) -> Answer:
    """Make one RUN of two neighbours; comments between them stay, as comment lines inside the new one."""
    one, two = first.instruction, second.instruction
    tree = first.tree
    if not isinstance(one, Run) or not isinstance(two, Run):
        return No("only RUNs can be merged")
    if sorted(flag_texts(one)) != sorted(flag_texts(two)):
        return No("the two RUNs have other flags")
    between = tree.items[tree.index(one) + 1 : tree.index(two)]
    if tree.index(two) <= tree.index(one) or not all(isinstance(item, (Comment, Blank)) for item in between):
        return No("the two RUNs are not neighbours")
    reason = _unfit(first) or _unfit(second) or keeps_state(first.script, len(_chain(first).pipelines))
    if reason is None and any(map(_remembers, _chain(second).pipelines)):
        reason = "a later command reads what the shell remembers of the one before it"
    if reason is None and (kind := _lost_mount(one)) is not None:
        reason = f"the second would find what the first writes to their {kind} mount"
    if reason is not None:
        return No(reason)
    edits = [*_glued(first, second), *(Edit(*tree.extent(item), "") for item in between if isinstance(item, Blank))]
    pipelines = _joined(first, _chain(first).pipelines)
    pipelines += ["Token &&", *_joined(second, _chain(second).pipelines)]
    return _checked(first, second, EditSet.of(edits), [pipelines])


def _glued(first: ShellSite, second: ShellSite) -> tuple[Edit, Edit]:
    """The edits that make the second chain go on where the first ends, `&&` placed as the file places it."""
    tree, text, chain = first.tree, first.text, _chain(first)
    gap = line_gap(tree, first.instruction, first.form.folded, chain)
    if not gap.breaks:
        gap = line_gap(tree, second.instruction, second.form.folded, _chain(second))
    before, after = (side.partition("\n")[0].rstrip("\r") for side in gap)
    operator = "" if "\n" in gap.before else f"{gap.before}&&"
    ending = f"{operator}{after}" if operator else before
    indent = (gap.after if operator else gap.before).rpartition("\n")[2]
    end = first.form.folded.end_of(chain.end)
    stop = next((at for at in range(end, len(text)) if text[at] not in " \t"), len(text))
    start = second.form.folded.start_of(_chain(second).start)
    lead = indent if operator else f"{indent}&&{gap.after}"
    return Edit(end, stop, ending), Edit(tree.extent(second.instruction).start, start, lead)


def keeps_state(script: Script, upto: int) -> str | None:
    """Why the first `upto` commands of a chain must share a shell with what follows them, or None."""
    if script.body is None:
        return None
    pipelines = script.body.items[0].and_or.pipelines
    nodes = (node for pipeline in pipelines[:upto] for node in walk(pipeline))
    reason = next((found for node in nodes if (found := _state(node, script.text)) is not None), None)
    if reason is None and any(map(_remembers, pipelines[upto:])):
        return "a later command reads what the shell remembers of the one before it"
    return reason


def _remembers(pipeline: Pipeline) -> bool:
    """Whether it reads `$_`, `$!` or what else a shell keeps of the commands before."""
    return any(isinstance(node, Parameter) and node.name in _REMEMBERED for node in walk(pipeline))


def _lost_mount(run: Run) -> str | None:
    """The kind of a mount whose files no other RUN sees: tmpfs, and bind that may be written to (its reference)."""
    for flag in run.flags_named("mount"):
        fields = [field.strip('" ').lower().partition("=")[::2] for field in (flag.value or "").split(",")]
        kind = next((value for key, value in reversed(fields) if key == "type"), "bind")
        is_written = any(
            value == "false" if key in ("ro", "readonly") else key in ("rw", "readwrite") and value != "false"
            for key, value in fields
        )
        if kind == "tmpfs" or (kind == "bind" and is_written):
            return kind
    return None


def _state(node: Node, text: str) -> str | None:
    """Why what comes behind `node` would read otherwise in a shell of its own."""
    if isinstance(node, FunctionDef):
        return "it defines a function that later commands may call"
    if isinstance(node, ListItem) and node.separator is not None and node.separator.text == "&":
        return "it starts a background job that later commands may need"
    if isinstance(node, Word):
        own = _EACH_ITS_OWN().fullmatch(node.literal or "")
        return f"each RUN has its own {own.group()}" if own else None
    if isinstance(node, Coprocess):
        return "it starts a background job that later commands may need"
    sets = isinstance(node, (For, ForArith)) or (isinstance(node, Parameter) and node.operator in ("=", ":="))
    if isinstance(node, (ArithCommand, ArithmeticExpansion)):
        sets = re.search(r"\+\+|--|(?<![=!<>])=(?!=)|(<<|>>)=", text[node.start : node.end]) is not None
    if isinstance(node, SimpleCommand):
        name = node.words[0].literal if node.words else None
        if node.words and name is None:
            return "a command's name is not known"
        if name in _STATE:
            return f"`{name}` changes the shell that later commands run in, or the container"
        if name is not None and (started := _leaves_running(name, node)) is not None:
            return f"`{started}` may leave a program running that later commands need"
        sets = bool(node.assignments and not node.words)
        sets |= name == "printf" and any(word.literal == "-v" for word in node.words)
    return "it sets a variable that later commands may read" if sets else None


def _leaves_running(name: str, command: SimpleCommand) -> str | None:
    """What of a command may leave a program running that ends with the RUN."""
    words = [word.literal or "" for word in command.words]
    program = name.rpartition("/")[2]
    if program in _STARTS or name.startswith("/etc/init.d/"):
        return name
    if program in _RUNNERS:
        return next((word for word in words[1:3] if word.rpartition("/")[2] in _STARTS), None)
    if program in _SHELLS:
        return next((program for word in words[1:] if _IN_BACKGROUND().search(word) or _STARTS & {*word.split()}), None)
    return None if program == "git" else next((word for word in words[1:] if _STAYS().fullmatch(word)), None)


def _chain(site: ShellSite) -> AndOr:
    if site.script.body is None:
        raise ValueError("the script holds no command")
    return site.script.body.items[0].and_or


def _unfit(site: ShellSite) -> str | None:
    if isinstance(site.instruction, Onbuild) or site.instruction.heredocs:
        return "it has here-documents, or runs in a child build"
    if not is_pure_chain(site.script):
        return "the script is not a pure && chain"
    if site.script.comments:
        return "a comment stands inside the script"
    return None


def _joined(site: ShellSite, pipelines: tuple[Pipeline, ...]) -> Outline:
    lines: Outline = []
    for at, pipeline in enumerate(pipelines):
        lines += (["Token &&"] if at else []) + outline(site.script.text, pipeline)
    return lines


def _checked(first: ShellSite, last: ShellSite, edits: EditSet, expected: list[Outline]) -> Answer:
    found = reread_lines(first.tree, first.instruction, last.instruction, edits)
    if isinstance(found, No):
        return found
    if len(found) != len(expected) or any(not isinstance(run, Run) for run in found):
        return No("the edit would be read as something else")
    flags = sorted(flag_texts(first.instruction))
    for run, lines in zip(found, expected, strict=True):
        site = shell_site(first.tree, run, first.script.dialect)
        if isinstance(site, No):
            return site
        if sorted(flag_texts(run)) != flags:
            return No("the edit would be read as something else")
        if outline(site.script.text, site.script) != [*_HEAD, *lines, *[END] * len(_HEAD)]:
            return No("the shell would read the result otherwise")
    return edits
