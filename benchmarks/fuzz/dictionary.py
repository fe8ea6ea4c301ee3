"""Pieces of text that mean something to a builder, a shell or a transform."""

from __future__ import annotations

from typing import Final

_JOINS = ("\\\n", "`\n", "\\ \n", "\\\t\n", "\\\r\n", "\n\\\n", "\\\n# note\n", "\\\n\n", "\\\n# note \\\n", "\\\\\n")
_BLANKS = ("\n", "\r\n", "\r", "\t", "\v", "\f", "\x1c", "\x85", "\xa0", "\u2028", "\u3000", "\ufeff", "\udcff", "\x01")
_HEREDOCS = (
    *("<<EOF", "<<-EOF", '<<"EOF"', "<<-'E'", "\nEOF\n", "\n\tEOF\n", "3<<EOF", "<<EOF <<E", "<<<x", "<< EOF"),
    *("<<E\\\nOF", "\nE\n", "<<$E", "<<EOF\necho a\nEOF\n", "<<-EOF\n\techo a\n\tEOF\n", "<<EOF cat\na\nEOF\n"),
)
_WORDS = (
    *("$", "$(", "${", "${x:-", "${x#", "${x//a/b}", "$((", "$(( 1 + 2 ))", "$[", "$'", '$"', "`", "'", '"', "\\"),
    *("\\\\", ")", "(", "{", "}", "{ ", "; }", "[[ ", " ]]", "((", "))", "!", "! ", "~", "*", "?", "[a-z]", "{a,b}"),
    *("#", " # note", "=", "a=b", "a=", "a+=b", "a[1]=b", "a=(b c)", "@(a|b)", "{{ x }}", "%x%", "@", "1", "2>&1"),
    *("&>x", ">", ">|", "<", ">&2", "<(", ">(", "$(a)", "`a`", '"$a"', "'a b'", "a\\ b"),
)
_COMMANDS = (
    *("&&", " && \\\n    ", " \\\n && ", "||", "|", "|&", "&", ";", ";;", ";&", "if ", "; then ", "; else ", "; fi"),
    *("while ", "until ", "; do ", "; done", "for x in a b", "case x in", " a) ", ";; esac", "select ", "function f"),
    *("f() {", "time ", "coproc ", "set -e\n", "set -ex; ", "exec ", "cd /x", "export A=b", "exit", "true", "eval "),
)
_INSTRUCTIONS = (
    *("FROM a\n", "FROM a AS b\n", "FROM b\n", "FROM scratch\n", "RUN ", "run ", "COPY a b\n", "COPY --from=b /a /b\n"),
    *("ADD a b\n", "ENV ", "ENV a=b\n", "ENV a b c\n", "ARG a\n", "ARG a=b\n", "LABEL a=b\n", "CMD ", "ENTRYPOINT "),
    *('SHELL ["/bin/bash", "-c"]\n', 'SHELL ["cmd"]\n', "USER a\n", "WORKDIR /a\n", "VOLUME /a\n", "EXPOSE 80\n"),
    *("STOPSIGNAL 9\n", "HEALTHCHECK NONE\n", "HEALTHCHECK CMD a\n", "MAINTAINER a\n", "ONBUILD ", "ONBUILD RUN a\n"),
    *("FOO a\n", '["a", "b"]', '["a"', "[]", "[1]", '["\\u0041"]', '["a",]', "--", "-- ", '--x="a b"', "--chown=a:b "),
    *("--mount=type=cache,target=/x ", "--network=none ", "--interval=5s ", "# escape=`\n", "#escape=\\\n", "# note\n"),
    *("# syntax=docker/dockerfile:1\n", "# check=skip=all\n", "# slimmer: ignore=apt-lists-left-behind -- x\n"),
)
_PACKAGES = (
    *("apt-get update", "apt-get update && apt-get install -y curl", "apt-get install -y git", "apt-get clean"),
    *("apt install -y --no-install-recommends a", "rm -rf /var/lib/apt/lists/*", "rm -rf /var/lib/apt/lists"),
    *("pip install a", "pip install --no-cache-dir a", "pip3 install -r x.txt", "python -m pip install a"),
    *("ENV PIP_NO_CACHE_DIR=1\n", "PIP_NO_CACHE_DIR=1 ", "--mount=type=cache,target=/root/.cache/pip "),
    *("--mount=type=cache,target=/var/lib/apt/lists ", "apt-get install -y python3-pip", "sudo "),
    *("rm -rf /root/.cache", "RUN apt-get install -y git\n", "COPY --from=b /var/lib/apt/lists /x\n"),
)

PIECES: Final = tuple(
    piece.encode("utf-8", "surrogateescape")
    for group in (_JOINS, _BLANKS, _HEREDOCS, _WORDS, _COMMANDS, _INSTRUCTIONS, _PACKAGES)
    for piece in group
)
