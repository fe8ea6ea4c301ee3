"""Places a smell may stand in, and what must happen there, by what Docker and the shell do with such a text.

A place is a whole Dockerfile: `{base}` is the image, `{body}` the script with the smell, `{end}` where a command
may be put that runs behind the script, `{below}` the RUN that undoes it.

What must happen is said for the three ways of mending (see `Smell.kind`), or for one transform by its name:

    ACTS   exactly so, and nothing else
    MAY    exactly so, or refused: a text that is right but need not be mended
    STAYS  nothing may change, and a reason must be given
    NONE   nothing may change, and nothing need be said: there is no finding
"""

from __future__ import annotations

from collections.abc import Mapping

from slimmer.records import dataclass

ACTS, MAY, STAYS, NONE = "acts", "may", "stays", "none"


@dataclass(frozen=True, slots=True)
class Place:
    """Surroundings, and what must happen in them.

    Attributes:
        why: what Docker or the shell does here that decides.
        but: what differs for a kind of mending or for a transform.
    """

    name: str
    text: str
    verdict: str
    why: str
    but: Mapping[str, str]

    def expected(self, kind: str, transform: str) -> str:
        """What must happen."""
        return self.but.get(transform, self.but.get(kind, self.verdict))


def run(name: str, text: str, verdict: str, why: str, **but: str) -> Place:
    """A place that is one RUN on the plain base."""
    return whole(name, f"FROM {{base}}\n{text}\n{{below}}", verdict, why, **but)


def whole(name: str, text: str, verdict: str, why: str, **but: str) -> Place:
    """A place that is a whole Dockerfile."""
    return Place(name, text, verdict, why, {key.replace("_", "-"): value for key, value in but.items()})


LAYOUT = (
    run("plain", "RUN {body}{end}", ACTS, "the plainest form"),
    run("lower case", "run {body}{end}", ACTS, "keywords have no case"),
    run("mixed case and tabs", "\tRuN\t{body}{end}", ACTS, "blanks and tabs in front are nothing"),
    run("keyword split by a join", "RU\\\nN {body}{end}", ACTS, "Docker joins lines before it reads words"),
    run("joined at once", "RUN \\\n    {body}{end}", ACTS, "the join is nothing"),
    run("comment in the join", "RUN \\\n# why\n    {body}{end}", ACTS, "Docker drops the comment line"),
    run("comment and empty line", "RUN true && \\\n# why\n\n# more\n    {body}{end}", ACTS, "and the empty line"),
    run(
        "comment behind", "RUN {body}{end} # note", ACTS, "it speaks of what stands before it", behind=STAYS, end=STAYS
    ),
    run("the same in a comment below", "RUN {body}{end}\n# RUN {raw}", ACTS, "a comment", removed_in_a_later_layer=MAY),
    whole(
        "joined to nothing",
        "FROM {base}\n{below}RUN {body}{end} \\\n\n# end\n",
        ACTS,
        "an empty line at the end",
        removed_in_a_later_layer=NONE,
    ),
    run("all is a comment", "# RUN {body}", NONE, "a comment", removed_in_a_later_layer=NONE),
    run("behind the shell's comment", "RUN true # {body}", NONE, "a comment of the shell"),
    run("behind a comment and a join", "RUN true # note \\\n && {body}", NONE, "the join makes it part of the comment"),
    run("suppressed", "# slimmer: ignore={transform}\nRUN {body}", STAYS, "asked for", end=STAYS),
    whole(
        "syntax directive", "# syntax=docker/dockerfile:1\nFROM {base}\nRUN {body}{end}\n{below}", ACTS, "a frontend"
    ),
    whole("all checks skipped", "# check=skip=all\nFROM {base}\nRUN {body}{end}\n{below}", ACTS, "Docker's own checks"),
    whole(
        "backtick",
        "# escape=`\nFROM {base}\nRUN true && `\n    {body}{end}\n{below}",
        ACTS,
        "the directive changes what joins lines, not the shell",
    ),
    whole(
        "backtick behind a comment",
        "# hello\n# escape=`\nFROM {base}\nRUN true && \\\n    {body}{end}\n{below}",
        ACTS,
        "a directive behind a comment is a comment",
    ),
)

SCRIPTS = (
    run("set +e", "RUN set +e; {body}{end}", ACTS, "the last list's status is the script's"),
    run("set -e and ;", "RUN set -e; true; {body}{end}", ACTS, "a && chain at the end is stopped by its first failure"),
    run("assignment in front", "RUN X=1; {body}{end}", ACTS, "a variable nobody asks for"),
    run("export in front", "RUN export X=1 && {body}{end}", ACTS, "a variable nobody asks for"),
    run("semicolon at the end", "RUN {body}{end};", ACTS, "an empty command"),
    run("or true", "RUN {body} || true", STAYS, "it may have failed half-way", word=ACTS),
    run("or exit", "RUN {body} || exit 1", STAYS, "what is behind || is another branch", word=ACTS),
    run("or a message", "RUN {body} || (echo failed; exit 1)", STAYS, "another branch", word=ACTS),
    run("behind or", "RUN test -e /x || {body}", STAYS, "it may not have run", word=MAY, behind=MAY),
    run("behind a test", "RUN test -e /x && {body}{end}", MAY, "a pure chain", word=MAY),
    run("background", "RUN {body} &", STAYS, "the script ends before it", word=MAY),
    run("background, then more", "RUN {body} & sleep 60", STAYS, "how far it came is not known", word=MAY),
    run("background, then wait", "RUN {body} & wait{end}", STAYS, "when it has ended is not known to all", word=MAY),
    run("pipe behind", "RUN {body} | tee /log{end}", MAY, "the status is tee's", word=ACTS),
    run("pipe in front", "RUN yes | {body}{end}", ACTS, "the status is its own"),
    run("redirected", "RUN {body} >/dev/null 2>&1{end}", ACTS, "behind the redirection"),
    run("subshell", "RUN ({body}){end}", ACTS, "what it leaves on disk is there behind it"),
    run("group", "RUN {{ {body}; }}{end}", ACTS, "as at the top", behind=ACTS),
    run("negated", "RUN ! {body}", MAY, "where the script goes on, it failed"),
    run("condition of an if", "RUN if {body}; then echo yes; fi{end}", MAY, "its status decides", word=ACTS),
    run("in an if", "RUN if [ -e /x ]; then {body}; fi{end}", MAY, "it may not have run"),
    run("in an else", "RUN if [ -e /x ]; then true; else {body}; fi{end}", MAY, "it may not have run"),
    run("in a case", 'RUN case "$(uname -m)" in x86_64) {body};; esac{end}', MAY, "it may not have run"),
    run("in a for", "RUN for i in 1 2; do {body}; done{end}", MAY, "it may run twice"),
    run("in an until", "RUN until {body}; do sleep 1; done{end}", MAY, "behind it, it went well"),
    run("in a function", "RUN f() {{ {body}; }}; f{end}", MAY, "a function may not be called"),
    run(
        "function that is not called",
        "RUN f() {{ {body}; }}",
        NONE,
        "nothing runs",
        word=MAY,
        behind=MAY,
        npm_cache_left_behind=MAY,
        rpm_cache_left_behind=MAY,
    ),
    run(
        "functions with their names",
        "RUN rm() {{ false; }}; npm() {{ command npm $1; }}; dnf() {{ :; }}; {body}",
        STAYS,
        "what is put in would call them",
        word=MAY,
    ),
    run("aliases", "RUN <<EOF\nalias rm='rm -i' npm=true dnf=true\n{body}\nEOF", STAYS, "dash takes aliases", word=MAY),
    run("trap on exit", "RUN trap 'rm -f /x' EXIT; {body}{end}", MAY, "the trap runs last", word=ACTS),
    run("exit at the end", "RUN {body} && exit 0", MAY, "nothing runs behind exit"),
    run("exec at the end", "RUN {body} && exec true", MAY, "nothing runs behind exec"),
    run("exit in the middle", "RUN [ -e /x ] && exit 0; {body}", MAY, "it may not have run", end=STAYS),
    run(
        "quoted for sh",
        'RUN sh -c "{body}"{end}',
        STAYS,
        "no word can be put in exactly",
        end=MAY,
        apk_cache_left_behind=MAY,
    ),
    run(
        "quoted for bash",
        "RUN bash -lc '{body}'{end}",
        STAYS,
        "no word can be put in exactly",
        end=MAY,
        apk_cache_left_behind=MAY,
    ),
    run("quoted for eval", "RUN eval '{body}'{end}", NONE, "eval reads it anew"),
    run("quoted for echo", "RUN echo '{body}'", NONE, "a text", removed_in_a_later_layer=NONE),
    run("printed into sh", "RUN echo '{body}' | sh", NONE, "text for another shell"),
    run("printed into a file", "RUN printf '%s' '{body}' > /x.sh", NONE, "text in a file"),
    run("command substitution", 'RUN X="$({body})"{end}', MAY, "its output is used"),
    run(
        "unknown program in front",
        "RUN $RUNNER {body}",
        NONE,
        "what it does is not known",
        apt_recommends_installed=ACTS,
    ),
    run("cd -", "RUN cd /srv && {body} && cd -{end}", MAY, "another folder"),
    run("cd in a subshell", "RUN (cd /srv && {body}){end}", ACTS, "what it leaves is there behind it"),
    run("umask and ulimit", "RUN umask 027 && {body}{end}", ACTS, "rights of new files"),
    run(
        "removes rm",
        "RUN {body} && rm /bin/rm{end}",
        STAYS,
        "rm is gone",
        word=ACTS,
        behind=MAY,
        npm_cache_left_behind=MAY,
        rpm_cache_left_behind=MAY,
    ),
)

HEREDOCS = (
    run("heredoc", "RUN <<EOF\n{body}{end}\nEOF", ACTS, "the body is the script"),
    run("heredoc, quoted", "RUN <<'EOF'\n{body}{end}\nEOF", ACTS, "the body is the script"),
    run("heredoc, double quoted", 'RUN <<"EOF"\n{body}{end}\nEOF', ACTS, "the body is the script"),
    run("heredoc with tabs", "RUN <<-EOF\n\t{body}{end}\n\tEOF", ACTS, "tabs in front are taken away"),
    run("heredoc under set -e", "RUN <<EOF\nset -e\n{body}{end}\nEOF", ACTS, "a && chain behind set -e"),
    run("heredoc with comment", "RUN <<EOF\n# why\n\n{body}{end}\n# end\nEOF", ACTS, "comments of the shell"),
    run("heredoc for python", "RUN python3 <<EOF\n{body}\nEOF", NONE, "not a shell's text"),
    run("heredoc for cat", "RUN cat <<EOF\n{body}\nEOF", NONE, "a text"),
    run("heredoc into a file", "RUN cat > /x.sh <<EOF\n{body}\nEOF", NONE, "a text that nothing runs here"),
    run("heredoc of python", "RUN <<EOF\n#!/usr/bin/env python3\n{body}\nEOF", NONE, "not a shell's text"),
    run("heredoc of bash", "RUN <<EOF\n#!/bin/bash\n{body}{end}\nEOF", ACTS, "another shell, but a shell"),
    run("heredoc of env bash", "RUN <<'EOF'\n#!/usr/bin/env bash\n\n{body}{end}\nEOF", ACTS, "another shell"),
    run("heredoc of sh, with tabs", "RUN <<-EOF\n\t#!/bin/sh\n\t{body}{end}\n\tEOF", ACTS, "without the tabs it is #!"),
    run("heredoc of bash -e", "RUN <<EOF\n#!/bin/bash -e\n{body}{end}\nEOF", MAY, "it ends with the first failure"),
    run(
        "heredoc of bash where SHELL is python",
        'SHELL ["python3", "-c"]\nRUN <<EOF\n#!/bin/bash\n{body}{end}\nEOF',
        NONE,
        "bash runs it, but what is no shell's by SHELL is not read",
    ),
    run("no heredoc of bash", "RUN <<EOF\n\n#!/bin/bash\n{body}{end}\nEOF", ACTS, "in the second line it is a comment"),
    run("heredoc for sh", "RUN sh <<EOF{end}\n{body}\nEOF", MAY, "a shell reads it from its input"),
    run("heredoc in COPY", "COPY <<EOF /x.sh\n{body}\nEOF", NONE, "a file"),
    run(
        "two heredocs", "RUN <<A cat >/a && <<B cat >/b && {body}{end}\ntext\nA\n{raw}\nB", ACTS, "texts, and a script"
    ),
    run(
        "first line behind heredoc",
        "RUN cat <<EOF >/a && {body}{end}\ntext\nEOF",
        ACTS,
        "the line goes on behind <<EOF",
    ),
)

SHELLS = (
    run("bash with pipefail", 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN {body}{end}', ACTS, "a shell"),
    run("sh -e", 'SHELL ["/bin/sh", "-e", "-c"]\nRUN {body}{end}', ACTS, "a && chain as ever"),
    run("sh -x in lower case", 'shell ["sh", "-xc"]\nRUN {body}{end}', ACTS, "a shell"),
    run("busybox", 'SHELL ["/bin/busybox", "sh", "-c"]\nRUN {body}{end}', MAY, "a shell"),
    run("powershell", 'SHELL ["powershell", "-Command"]\nRUN {body}', NONE, "&& is another thing there"),
    run("pwsh", 'SHELL ["/usr/bin/pwsh", "-Command"]\nRUN {body}', NONE, "another language"),
    run("cmd", 'SHELL ["cmd", "/S", "/C"]\nRUN {body}', NONE, "another language"),
    run("python", 'SHELL ["python3", "-c"]\nRUN {body}', NONE, "another language"),
    run("fish", 'SHELL ["/usr/bin/fish", "-c"]\nRUN {body}', NONE, "another language"),
    run("exec form", 'RUN ["sh", "-c", "{body}"]', STAYS, "no shell reads the line", end=MAY),
    run("brackets of the shell", "RUN [ -d / ] && {body}{end}", MAY, "not JSON: the shell form"),
    whole(
        "shell of another stage",
        'FROM {base} AS a\nSHELL ["python3", "-c"]\nFROM {base}\nRUN {body}{end}\n{below}',
        ACTS,
        "SHELL holds for its stage only",
    ),
    whole(
        "shell of the stage it is built from",
        'FROM {base} AS a\nSHELL ["python3", "-c"]\nFROM a\nRUN {body}\n{below}',
        NONE,
        "SHELL goes on into stages built from it",
    ),
)

MOUNTS = (
    run(
        "network none",
        "RUN --network=none {body}{end}",
        ACTS,
        "a package manager without a network adds nothing to its cache",
        apk_cache_left_behind=NONE,
        rpm_cache_left_behind=NONE,
        pip_cache_left_behind=NONE,
        npm_cache_left_behind=NONE,
    ),
    run("insecure", "RUN --security=insecure {body}{end}", ACTS, "rights"),
    run("secret elsewhere", "RUN --mount=type=secret,id=a,target=/run/a {body}{end}", ACTS, "another file"),
    run("ssh", "RUN --mount=type=ssh {body}{end}", ACTS, "a socket", removed_in_a_later_layer=MAY),
    run("cache elsewhere", "RUN --mount=type=cache,target=/srv/cache {body}{end}", ACTS, "another folder"),
    run("bind elsewhere", "RUN --mount=target=/src,rw {body}{end}", ACTS, "another folder"),
    run(
        "cache on a neighbour",
        "RUN --mount=type=cache,target=/var2 --mount=type=cache,target=/root2 {body}{end}",
        ACTS,
        "/var2 does not hold what is below /var",
    ),
    run("cache", "RUN --mount=type=cache,target={folder} {body}", NONE, "nothing is left in the layer"),
    run("cache, quoted", 'RUN --mount="type=cache,target={folder}" {body}', NONE, "Docker takes the quotes away"),
    run("cache with a slash", "RUN --mount=target={folder}/,type=cache {body}", NONE, "nothing is left"),
    run("cache by dst", "RUN --mount=type=cache,dst={folder},sharing=locked {body}", NONE, "another word for target"),
    run("cache by destination", "RUN --mount=type=cache,destination={folder} {body}", NONE, "another word for target"),
    run("tmpfs", "RUN --mount=type=tmpfs,target={folder} {body}", NONE, "nothing is left in the layer"),
    run("bind that can be written", "RUN --mount=type=bind,target={folder},rw {body}", NONE, "writes are dropped"),
    run("two mounts", "RUN --mount=type=ssh --mount=type=cache,target={folder} {body}", NONE, "nothing is left"),
    run(
        "two mounts on two lines",
        "RUN --mount=type=ssh \\\n  --mount=type=cache,target={folder} \\\n  {body}",
        NONE,
        "same",
    ),
    run(
        "cache at a variable",
        "ARG DIR\nRUN --mount=type=cache,target=${{DIR}} {body}",
        NONE,
        "it may lie there",
        apt_recommends_installed=ACTS,
    ),
    run(
        "cache at a known variable",
        "ARG DIR={folder}\nRUN --mount=type=cache,target=${{DIR}} {body}",
        NONE,
        "nothing left",
    ),
    run(
        "cache below the working folder",
        "WORKDIR {folder}\nRUN --mount=type=cache,target=. {body}",
        NONE,
        "nothing is left",
    ),
    run(
        "mount behind the script",
        "RUN {body} --mount=type=cache,target={folder}{end}",
        MAY,
        "words of the last command",
    ),
)

STAGES = (
    whole(
        "builder that is thrown away",
        "FROM {base} AS a\nRUN {body}\n{below}FROM scratch\nCOPY --from=a /opt /opt\n",
        NONE,
        "the layer is not in the image",
    ),
    whole("builder, by index", "FROM {base}\nRUN {body}\n{below}FROM scratch\nCOPY --from=0 /opt /opt\n", NONE, "same"),
    whole(
        "copied as a whole",
        "FROM {base} AS a\nRUN {body}{end}\n{below}FROM scratch\nCOPY --from=a / /\n",
        NONE,
        "a copy: not one of its layers (and not found so far)",
    ),
    whole(
        "later stage is built from it",
        "FROM {base} AS a\nRUN {body}{end}\n{below}FROM a\nCMD true\n",
        ACTS,
        "layers go on",
    ),
    whole(
        "built from it, other case",
        "FROM {base} AS Base\nRUN {body}{end}\n{below}FROM BASE\nCMD true\n",
        NONE,
        "Docker takes BASE for an image, and refuses the name",
    ),
    whole(
        "stage called scratch",
        "FROM {base} AS scratch\nRUN {body}{end}\n{below}FROM scratch\nCMD true\n",
        MAY,
        "a stage's name wins",
    ),
    whole(
        "stage called as its image",
        "FROM {base} AS debian\nRUN {body}{end}\n{below}FROM debian\nCMD true\n",
        ACTS,
        "the stage wins",
    ),
    whole(
        "image by ARG",
        "ARG BASE={base}\nFROM ${{BASE}}\nRUN {body}{end}\n{below}",
        MAY,
        "the value may be another one",
        end=ACTS,
    ),
    whole("image by default", "ARG BASE\nFROM ${{BASE:-{base}}}\nRUN {body}{end}\n{below}", MAY, "as above"),
    whole("platform", "FROM --platform=$BUILDPLATFORM {base}\nRUN {body}{end}\n{below}", ACTS, "the same image"),
    whole(
        "onbuild",
        "FROM {base}\nONBUILD RUN {body}{end}\n{below}",
        MAY,
        "it runs in another build",
        removed_in_a_later_layer=NONE,
    ),
    whole("command of the container", "FROM {base}\nCMD {body}\n", NONE, "no layer"),
    whole("entrypoint", "FROM {base}\nENTRYPOINT {body}\n", NONE, "no layer"),
    whole("healthcheck", "FROM {base}\nHEALTHCHECK CMD {body}\n", NONE, "no layer"),
    whole("label", 'FROM {base}\nLABEL run="{body}"\n', NONE, "a text"),
    whole(
        "environment", 'FROM {base}\nENV SCRIPT="{body}"\nRUN sh -c "$SCRIPT"\n', NONE, "a text that another RUN runs"
    ),
    whole("template in the file", 'FROM {base}\nRUN {body}{end}\nLABEL x="{{{{ y }}}}"\n{below}', ACTS, "a word"),
    whole(
        "PATH is changed",
        "FROM {base}\nENV PATH=/opt/bin:$PATH\nRUN {body}{end}\n{below}",
        MAY,
        "programs may be others",
    ),
    whole(
        "HOME is changed", "FROM {base}\nENV HOME=/srv\nRUN {body}{end}\n{below}", ACTS, "caches follow HOME, tools too"
    ),
    whole(
        "working folder by variable",
        "FROM {base}\nARG D=/srv\nWORKDIR $D/x\nRUN {body}{end}\n{below}",
        ACTS,
        "absolute paths",
        removed_in_a_later_layer=MAY,
    ),
    whole("working folder, relative", "FROM {base}\nWORKDIR srv\nRUN {body}{end}\n{below}", ACTS, "absolute paths"),
)

PLACES = (*LAYOUT, *SCRIPTS, *HEREDOCS, *SHELLS, *MOUNTS, *STAGES)
