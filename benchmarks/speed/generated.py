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


def copies_and_removals(lines: int) -> str:
    """Files that are copied, given to a user and removed again, each in a layer of its own."""
    block = (
        "COPY src/{0} /opt/app{0}/\nRUN chown -R app:app /opt/app{0}\nRUN touch /var/tmp/made{0}\n"
        "RUN make -C /opt/app{0} && rm -rf /var/tmp/made{0} /opt/app{0}/tests\n"
    )
    return "FROM debian:12\nWORKDIR /srv\n" + "".join(block.format(number) for number in range(lines // 4))


def archives(lines: int) -> str:
    """Archives that are downloaded and unpacked, some of them removed in a later layer."""
    block = (
        "RUN curl -fsSLo /tmp/a{0}.tar.gz https://example.com/a{0}.tar.gz && tar -xzf /tmp/a{0}.tar.gz -C /opt\n"
        "RUN wget -q https://example.com/b{0}.zip && unzip b{0}.zip -d /opt/b{0}\n"
        "RUN rm /tmp/a{0}.tar.gz\n"
    )
    return "FROM debian:12\nWORKDIR /usr/src\n" + "".join(block.format(number) for number in range(lines // 3))


def node(lines: int) -> str:
    """JavaScript projects, installed and built one after the other."""
    block = "WORKDIR /srv/app{0}\nCOPY app{0}/package*.json ./\nRUN npm ci\nCOPY app{0} .\nRUN npm run build\n"
    return "FROM node:20\n" + "".join(block.format(number) for number in range(lines // 5))


def stages(lines: int) -> str:
    """Many stages, each of which copies from the one before, and every tenth continues it."""
    block = (
        "FROM {1} AS s{0}\nCOPY --from=s{2} /out /in\nRUN apt-get update && apt-get install -y gcc{0}\n"
        "RUN pip install flask\n"
    )
    texts = (
        block.format(number, "debian:12" if number % 10 else f"s{number - 1}", number - 1)
        for number in range(1, lines // 4)
    )
    return "FROM debian:12 AS s0\nRUN mkdir /out\n" + "".join(texts)


def package_managers(lines: int) -> str:
    """Every package manager again and again, with caches kept and cleaned."""
    block = (
        "RUN apt-get update && apt-get install -y git curl\nRUN pip install flask{0}\nENV A{0}=b\n"
        "RUN apt-get install -y make && rm -rf /var/lib/apt/lists/*\nRUN dnf install -y gcc\nRUN apk add musl-dev\n"
        "RUN npm install -g tool{0}\nRUN gem install rake{0}\n"
    )
    return "FROM debian:12\n" + "".join(block.format(number) for number in range(lines // 8))


def variables(lines: int) -> str:
    """Variables made of one another, whose values would double with each line, and what names files by them."""
    block = (
        "ENV A{0}=${{A{1}}}$A{1} B{0}=b{0}\nARG C{0}=$B{0}\n"
        "RUN mkdir /opt/$B{0} && touch /opt/$B{0}/$C{0}\nWORKDIR w{0}\n"
    )
    return "FROM debian:12\nENV A0=x\n" + "".join(block.format(at, at - 1) for at in range(1, lines // 4))


def one_folder(lines: int) -> str:
    """Archives that are all downloaded and unpacked where the base image begins, which may be anywhere."""
    block = "RUN curl -fsSLO https://example.com/a{0}.zip && unzip a{0}.zip\nRUN tar -xf /tmp/b{0}.tgz -C /opt\n"
    return "FROM debian:12\n" + "".join(map(block.format, range(lines // 2)))


def late_removals(lines: int) -> str:
    """Files that are downloaded one by one, and then removed one by one."""
    made = "".join(f"RUN curl -fsSLO https://example.com/f{at}.tgz\n" for at in range(lines // 2))
    return f"FROM debian:12\nWORKDIR /opt\n{made}" + "".join(f"RUN rm -rf f{at}.tgz\n" for at in range(lines // 2))


def single_installs(lines: int) -> str:
    """Lists and packages fetched by instructions of their own; no index knows the packages."""
    block = "RUN apt-get update\nRUN apt-get install -y tool{0}\n"
    return "FROM debian:12\n" + "".join(map(block.format, range(lines // 2)))


def heirs(lines: int) -> str:
    """Stages each of which continues the one before and copies from it, with thousands of flags in the end."""
    block = "FROM s{1} AS s{0}\nENV A{0}=b\nCOPY --from=s{1} /a /b{0}\n"
    flags = "".join(f" --mount=type=cache,target=/c{at} \\\n" for at in range(lines // 4))
    chain = "".join(block.format(at, at - 1) for at in range(1, lines // 4))
    return f"FROM node:20 AS s0\nRUN apt-get update\n{chain}RUN {flags} npm ci\n"


def chowned_again(lines: int) -> str:
    """One folder that is copied into and given to a user again and again, then others, all given to it in the end."""
    again = "COPY a{0} /srv/app/a{0}\nRUN chown -R app:app /srv/app\n"
    copied = "".join(f"COPY b{at} /srv/b{at}\n" for at in range(lines // 4))
    given = "".join(f"RUN chown -R app:app /srv/b{at}\n" for at in range(lines // 4))
    return "FROM debian:12\n" + "".join(map(again.format, range(lines // 4))) + copied + given


def installs_in_one_run(lines: int) -> str:
    """One RUN that installs again and again, each time with a cache that is left."""
    return "FROM python:3\nRUN " + " && \\\n    ".join(f"pip install flask{at}" for at in range(lines)) + "\n"


def archives_in_one_run(lines: int) -> str:
    """One RUN that downloads, unpacks and removes again and again."""
    block = "curl -fsSLO https://example.com/a{0}.tgz && tar -xzf a{0}.tgz && rm a{0}.tgz"
    return "FROM debian:12\nWORKDIR /opt\nRUN " + " && \\\n    ".join(map(block.format, range(lines))) + "\n"


def chowned_in_one_run(lines: int) -> str:
    """Folders that are copied one by one, and all given to a user by one RUN."""
    copied = "".join(f"COPY b{at} /srv/b{at}\n" for at in range(lines // 2))
    return (
        f"FROM debian:12\n{copied}RUN "
        + " && \\\n    ".join(f"chown -R app:app /srv/b{at}" for at in range(lines // 2))
        + "\n"
    )


def sources(lines: int) -> str:
    """Programs built from their sources, whose files are removed by a pattern in the folder of all of them."""
    block = (
        "RUN apt-get update && apt-get install -y make && wget https://example.com/a{0}.tar.gz \\\n"
        "    && tar xzf a{0}.tar.gz"
        " && cd a{0} && ./configure && make && make install && cd .. && rm -rf a{0}* && apt-get purge -y make\n"
        "COPY r{0}.txt /r.txt\nRUN pip install -r /r.txt\n"
    )
    return "FROM debian:12\n" + "".join(map(block.format, range(lines // 4)))


def archives_left_in_one_run(lines: int) -> str:
    """One RUN that downloads and unpacks again and again, by variables at times, and leaves all of it."""
    block = "curl -fsSLO https://example.com/a{0}.tgz && tar -xzf a{0}.tgz"
    named = " && \\\n    export B{0}=/tmp/b{0} && wget -O $B{0}.tgz https://example.com/b && tar -xf $B{0}.tgz"
    links = map((block + named).format, range(lines // 2))
    return "FROM debian:12\nWORKDIR /opt\nRUN " + " && \\\n    ".join(links) + "\n"


def stages_in_a_line(lines: int) -> str:
    """Stages each of which continues the one before, and installs."""
    block = "FROM s{1} AS s{0}\nRUN apt-get update && apt-get install -y gcc{0}\nRUN pip install flask{0}\n"
    chain = "".join(block.format(at, at - 1) for at in range(1, lines // 3))
    return f"FROM debian:12 AS s0\n{chain}CMD /start.sh\n"


def script(lines: int) -> str:
    """One RUN that is a script with conditions and loops, each of which installs."""
    block = (
        "if [ -f /a{0} ]; then apt-get update; \\\n    else apt-get install -y g{0}; fi; \\\n"
        "    for x in a b; do mkdir /opt/{0}$x; done; \\\n    case $x in a) curl -O http://a/{0};; \\\n"
        "    *) pip install {0};; esac; \\\n    f{0}() {{ yum install -y h{0}; }}; f{0}; \\\n"
        "    while read l; do echo $l; done < /a{0}; \\\n    ( cd /x{0}; npm ci ) | cat; \\\n    "
    )
    return "FROM debian:12\nRUN set -ex; \\\n    " + "".join(map(block.format, range(lines // 8))) + "true\n"


def chowned_below(lines: int) -> str:
    """Files copied into a folder that nothing makes, each given to a user that is added before."""
    block = "COPY src{0} /srv/app/lib/src{0}\nRUN chown -R app:app /srv/app/lib/src{0}\n"
    return "FROM debian:12\nRUN useradd -m app\n" + "".join(map(block.format, range(lines // 2)))


def users(lines: int) -> str:
    """Users that are added one by one, each given files, and each with a home where pip leaves a cache."""
    block = (
        "RUN groupadd -r g{0} && useradd -m -g g{0} u{0}\nCOPY a{0} /srv/a{0}\nRUN chown -R u{0}:g{0} /srv/a{0}\n"
        "USER u{0}\nRUN pip install flask{0}\nUSER root\n"
    )
    return "FROM python:3\n" + "".join(map(block.format, range(lines // 6)))


def yarn(lines: int) -> str:
    """JavaScript projects that Yarn installs, each in a stage of its own, and all copied into the last one."""
    block = (
        "FROM node:20 AS s{0}\nWORKDIR /srv/app{0}\nCOPY app{0}/package.json app{0}/yarn.lock ./\n"
        "RUN yarn install --frozen-lockfile\nCOPY app{0} .\nRUN yarn build && npm install\n"
    )
    made, numbers = "".join(map(block.format, range(lines // 7))), range(lines // 7)
    copied = "".join(f"COPY --from=s{at} /srv/app{at} /srv/app{at}\n" for at in numbers)
    return f"{made}FROM node:20\n{copied}RUN yarn install\nCMD node server.js\n"


def substitutions(lines: int) -> str:
    """One RUN that takes what hundreds of commands say, each of which leaves a cache."""
    return "FROM python:3\nRUN echo " + " \\\n    ".join(f"$(pip install flask{at})" for at in range(lines)) + "\n"


def removals_by_pattern(lines: int) -> str:
    """Files that are downloaded, and patterns that may remove many of them and one that removes none."""
    pairs = (f"RUN curl -O http://host/f{at}.tar.gz\nRUN rm f{at % 7}*.gz g{at}*.tmp\n" for at in range(lines // 2))
    return "FROM ubuntu:22.04\n" + "".join(pairs)


KINDS: Final[dict[str, Callable[[int], str]]] = {
    "many instructions": instructions,
    "one long RUN": long_run,
    "one long heredoc": long_heredoc,
    "many comments": comments,
    "nested scripts": nesting,
    "bottomless nesting": bottomless,
    "copies, removals": copies_and_removals,
    "archives": archives,
    "many Node projects": node,
    "many stages": stages,
    "package managers": package_managers,
    "variables": variables,
    "one folder": one_folder,
    "late removals": late_removals,
    "single installs": single_installs,
    "heirs": heirs,
    "chowned again": chowned_again,
    "installs in one RUN": installs_in_one_run,
    "archives in one RUN": archives_in_one_run,
    "chowned in one RUN": chowned_in_one_run,
    "sources": sources,
    "archives left in one RUN": archives_left_in_one_run,
    "stages in a line": stages_in_a_line,
    "one long script": script,
    "chowned below a folder": chowned_below,
    "users": users,
    "Yarn in stages": yarn,
    "substitutions": substitutions,
    "removals by pattern": removals_by_pattern,
}

SIZES: Final = (1_000, 3_000, 10_000, 30_000, 100_000)
"""Lines."""
