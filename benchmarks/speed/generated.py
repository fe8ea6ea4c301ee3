"""Dockerfiles of any length, to see how the cost grows with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final


def instructions(lines: int) -> str:
    """Many instructions, one in forty of which calls a package manager."""
    texts = (
        'ENV NAME_{0}="a value" OTHER=b',
        "COPY --chown=app:app src/{0} /opt/{0}/",
        "RUN make -C /opt/{0} install",
        "WORKDIR /opt/{0}",
        "RUN echo {0} > /etc/number && chmod 0600 /etc/number",
    )
    block = "".join(f"{text.format(number)}\n" for number in range(8) for text in texts[:5])
    packages = "RUN apt-get update && apt-get install -y curl\n"
    return "FROM debian:12\n" + (packages + block.removesuffix("\n").rpartition("\n")[0] + "\n") * (lines // 40)


def long_run(lines: int) -> str:
    """One RUN of many joined lines."""
    body = " && \\\n".join(f'    install --mode 0755 "$SRC/{number}" /opt/{number}' for number in range(lines))
    return f"FROM debian:12\nRUN apt-get update && \\\n{body}\n"


def long_heredoc(lines: int) -> str:
    """One here-document that is a long script."""
    body = "".join(f'test -d /opt/{number} || mkdir "/opt/{number}"\n' for number in range(lines))
    return f"FROM debian:12\nRUN <<EOF\nset -e\napt-get update\n{body}EOF\n"


def comments(lines: int) -> str:
    """Comments between instructions and inside continuations."""
    block = (
        "# about the next one\nRUN apt-get update \\\n    # inside\n    && pip install b \\\n"
        "    # inside, too\n\n    # and again\n    && c\n"
    )
    return "FROM debian:12\n" + block * (lines // 8)


def nesting(lines: int) -> str:
    """Many scripts, each nested as deep as people write them and deeper."""
    depth = 30
    opening = "".join(f"{' ' * level}if [ -f {level} ]; then \\\n" for level in range(depth))
    closing = "".join(f"{' ' * level}fi; \\\n" for level in range(depth))
    block = f"RUN {opening}apt-get update; echo $(a $(b $(c))) {{1..3}}; \\\n{closing}    true\n"
    return "FROM debian:12\n" + block * (lines // (2 * depth + 2))


def bottomless(lines: int) -> str:
    """One script that nests deeper than any shell needs: it must be refused, and soon."""
    return "FROM debian:12\nRUN apt-get update; \\\n" + "( \\\n" * (lines // 2) + ") \\\n" * (lines // 2) + "; true\n"


KINDS: Final[dict[str, Callable[[int], str]]] = {
    "many instructions": instructions,
    "one long RUN": long_run,
    "one long heredoc": long_heredoc,
    "many comments": comments,
    "nested scripts": nesting,
    "bottomless nesting": bottomless,
}

SIZES: Final = (1_000, 3_000, 10_000, 30_000, 100_000)
"""Lines."""
