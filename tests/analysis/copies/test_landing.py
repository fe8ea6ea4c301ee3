"""Which file of the build context lies at a path of an image, and where a file lands."""

from __future__ import annotations

import pytest

from slimmer.analysis.copies.landing import NOTHING, Landed, landing
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View
from slimmer.model.context import Context, Held, Listing
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

FILES = (
    "server.js", "package.json", "package-lock.json", "src/index.js", "src/lib/a.js", "conf/nginx.conf", "run",
    "docs/a.md", "docs/b.txt", "app.tar.gz", "sub/pkg/package.json", "sub/other/package.json", "my file.txt",
)  # fmt: skip
CONTEXT = Context.of(dict.fromkeys(FILES, "x"))


def view_of(text: str, context: Context | None = CONTEXT) -> View:
    return View(parse(Source.decode(text.encode())), None, context)


def at(text: str, *paths: str, context: Context | None = CONTEXT) -> list[str]:
    """What lies at the paths of the last stage: a source, with its doubt behind `?`, or `!` and why none is known."""
    view = view_of(text, context)
    stage = stages(view).stages[-1]
    answers = (landing(view).at(stage, path) for path in paths)
    return [
        each.source + ("?" + each.doubt if each.doubt else "") if isinstance(each, Landed) else "!" + each.why
        for each in answers
    ]


def files(text: str, context: Context = CONTEXT) -> dict[str, str]:
    view = view_of(text, context)
    return dict(landing(view).files(stages(view).stages[-1]))


NONE = "!" + NOTHING.why

LIES = {
    "a-file-into-a-named-folder": ("COPY server.js /app/", "/app/server.js", "server.js"),
    "a-file-under-another-name": ("COPY server.js /app/main.js", "/app/main.js", "server.js"),
    "not-under-the-old-one": ("COPY server.js /app/main.js", "/app/server.js", NONE),
    "into-workdir": ("WORKDIR /app\nCOPY server.js .", "/app/server.js", "server.js"),
    "relative-question": ("WORKDIR /app\nCOPY server.js ./", "server.js", "server.js"),
    "workdir-in-steps": ("WORKDIR /a\nWORKDIR b\nCOPY server.js c/", "/a/b/c/server.js", "server.js"),
    "workdir-afterwards": ("COPY server.js /app/\nWORKDIR /app", "./server.js", "server.js"),
    "workdir-not-known": ("COPY server.js .", "server.js", "server.js"),
    "workdir-not-known-and-changed": ("COPY server.js .\nWORKDIR /x", "server.js", NONE),
    "workdir-relative-to-one-not-known": ("COPY server.js .\nWORKDIR x\nCOPY run .", "run", "run"),
    "two-that-are-not-known": ("WORKDIR $A\nCOPY run .\nWORKDIR $B", "run", NONE),
    "workdir-is-a-folder": ("WORKDIR /app\nCOPY server.js /app", "/app/server.js", "server.js"),
    "above-workdir-too": ("WORKDIR /app/x\nCOPY server.js /app", "/app/server.js", "server.js"),
    "mkdir-is-a-folder": ("RUN mkdir -p /srv/{a,b}/c\nCOPY run /srv/b", "/srv/b/run", "run"),
    "usual-folder": ("COPY run /usr/local/bin", "/usr/local/bin/run", "run"),
    "folder-of-an-earlier-copy": ("COPY run /x/\nCOPY server.js /x", "/x/server.js", "server.js"),
    "folder-within-a-copied-one": ("COPY . /x\nCOPY run /x/src", "/x/src/run", "run"),
    "folder-not-known": ("COPY server.js /app", "/app/server.js", "!whether /app is a folder is not known"),
    "nor-as-a-file": ("COPY server.js /app", "/app", "!whether /app is a folder is not known"),
    "a-suffix-is-a-file's": ("COPY run /app.sh", "/app.sh", "run"),
    "the-same-stem-is-a-file's": ("COPY server.js /server", "/server", "server.js"),
    "among-programs-it-is-a-file's": ("COPY server.js /usr/bin/serve", "/usr/bin/serve", "server.js"),
    "so-is-an-rc": ("COPY conf/nginx.conf /root/.curlrc", "/root/.curlrc", "conf/nginx.conf"),
    "contents-of-a-folder": ("COPY src /app", "/app/lib/a.js", "src/lib/a.js"),
    "not-the-folder-itself": ("COPY src /app", "/app/src/index.js", NONE),
    "slash-behind-a-folder": ("COPY ./src/ /app", "/app/index.js", "src/index.js"),
    "all": ("COPY . /app", "/app/src/index.js", "src/index.js"),
    "all-by-slash": ("COPY / /app/", "/app/src/index.js", "src/index.js"),
    "above-the-context": ("COPY ../../src /app", "/app/index.js", "src/index.js"),
    "several": ("COPY package.json server.js /app/", "/app/server.js", "server.js"),
    "pattern": ("COPY package*.json /app/", "/app/package-lock.json", "package-lock.json"),
    "pattern-of-folders": ("COPY sub/* /app/", "/app/package.json", "sub/pkg/package.json"),
    "pattern-in-the-middle": ("COPY s*/lib/*.js /app/", "/app/a.js", "src/lib/a.js"),
    "pattern-does-not-cross": ("COPY *.js /app/", "/app/index.js", NONE),
    "pattern-of-nothing": ("COPY *.ts /app/", "/app/server.js", NONE),
    "json": ('COPY ["my file.txt", "/a b/"]', "/a b/my file.txt", "my file.txt"),
    "variable": ("ENV D=/app\nCOPY server.js $D/", "/app/server.js", "server.js"),
    "variable-not-known": ("ARG D\nCOPY server.js $D/", "/app/server.js", "!ARG D may be given to the build"),
    "before-one-that-is-not-known": ("COPY run $X/\nCOPY server.js /app/", "/app/server.js", "server.js"),
    "a-file-to-a-folder-not-known": ("COPY server.js /a/\nCOPY run $X/", "/a/server.js", "server.js"),
    "the-same-name-to-a-folder-not-known": ("COPY run /a/\nCOPY run $X/", "/a/run", "!the base image may set X"),
    "a-folder-to-one-not-known": ("COPY run /a/\nCOPY src $X/", "/a/run", "!the base image may set X"),
    "source-not-known": ("ARG S\nCOPY $S /app/", "/app/server.js", "!ARG S may be given to the build"),
    "elsewhere-than-a-source-not-known": ("ARG S\nCOPY server.js /a/\nCOPY $S /b/", "/a/server.js", "server.js"),
    "the-last-one-counts": ("COPY server.js /a/x.js\nCOPY src/index.js /a/x.js", "/a/x.js", "src/index.js"),
    "exclude": ("COPY --exclude=*.md docs /d", "/d/a.md", NONE),
    "not-excluded": ("COPY --exclude=*.md docs /d", "/d/b.txt", "docs/b.txt"),
    "excluded-folder": ("COPY --exclude=lib src /d", "/d/lib/a.js", NONE),
    "parents": ("COPY --parents src/lib /d/", "/d/src/lib/a.js", "src/lib/a.js"),
    "parents-of-a-pattern": ("COPY --parents **/package.json /d/", "/d/sub/pkg/package.json", "sub/pkg/package.json"),
    "parents-behind-the-pivot": ("COPY --parents ./sub/./*/package.json /d/", "/d/pkg/package.json",
                                 "sub/pkg/package.json"),
    "archive": ("ADD app.tar.gz /app/", "/app/x", "!the archive app.tar.gz is unpacked"),
    "archive-that-is-copied": ("COPY app.tar.gz /app/", "/app/app.tar.gz", "app.tar.gz"),
    "archive-that-is-not-unpacked": ("ADD --unpack=false app.tar.gz /a/", "/a/app.tar.gz", "app.tar.gz"),
    "add-of-a-file": ("ADD server.js /app/", "/app/server.js", "server.js"),
    "download": ("ADD https://x.org/a/server.js?v=1 /app/", "/app/server.js", "!it is downloaded"),
    "heredoc": ("COPY <<EOF /app/x\nhi\nEOF", "/app/x", "!it is written in the Dockerfile"),
    "removed": ("COPY . /app\nRUN rm -rf /app/src", "/app/src/index.js", "!rm on line 3 removes it"),
    "removed-by-a-pattern": ("COPY . /app\nRUN cd /app && rm *.js", "/app/server.js", "!rm on line 3 removes it"),
    "not-removed": ("COPY . /app\nRUN cd /app && rm *.js", "/app/src/index.js", "src/index.js"),
    "moved": ("COPY . /app\nRUN mv /app/server.js /app/x.js", "/app/server.js", "!mv on line 3 removes it"),
    "moved-here": ("COPY . /app\nRUN mv /tmp/server.js /app", "/app/server.js", "!mv on line 3 writes it"),
    "written": ("COPY . /app\nRUN echo x > /app/server.js", "/app/server.js", "!echo on line 3 writes it"),
    "edited": ("COPY run /\nRUN sed -i s/a/b/ /run && chmod +x /run", "/run", "run?sed on line 3 changes it"),
    "only-its-mode": ("COPY run /r\nRUN chmod +x /r && chown root /r", "/r", "!whether /r is a folder is not known"),
    "mode": ("COPY run /bin/run\nRUN chmod +x /bin/run", "/bin/run", "run"),
    "filled": ("COPY . /app\nRUN cp -r /tmp/x/. /app", "/app/server.js", "server.js?cp on line 3 may write it"),
    "removed-before": ("RUN rm -rf /app\nCOPY . /app", "/app/server.js", "server.js"),
    "removed-in-another-folder": ("WORKDIR /app\nCOPY . .\nRUN rm -rf /src", "src/index.js", "src/index.js"),
    "linked": ("COPY run /usr/local/bin/\nRUN ln -s usr/local/bin/run /go", "/go", "run"),
    "linked-into-a-folder": ("COPY run /opt/\nRUN ln -s /opt/run /usr/bin/", "/usr/bin/run", "run"),
    "linked-in-a-circle": ("RUN ln -s /b /a && ln -s /a /b", "/a", "!too many links lead to each other"),
    "onbuild": ("ONBUILD COPY . /app", "/app/server.js", NONE),
    "windows": ("COPY . C:/app", "/app/server.js", "!it has a Windows path"),
    "image": ("COPY --from=nginx /etc/nginx /etc/nginx", "/etc/nginx/x", "!it is copied from the image nginx"),
    "nothing": ("RUN make", "/app/server.js", NONE),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_what_lies_at_a_path(name: str) -> None:
    text, path, expected = LIES[name]
    assert at(f"FROM base\n{text}\n", path) == [expected]


BUILD = "FROM node AS build\nWORKDIR /src\nCOPY . .\nRUN npm run build\nFROM nginx\n"

FROM_STAGES = {
    "a-file": ("COPY --from=build /src/server.js /app/", "/app/server.js", "server.js"),
    "a-folder": ("COPY --from=build /src /app", "/app/src/index.js", "src/index.js"),
    "a-folder-in-it": ("COPY --from=build /src/src /app", "/app/index.js", "src/index.js"),
    "by-number": ("COPY --from=0 /src/server.js /app/x.js", "/app/x.js", "server.js"),
    "made-there": ("COPY --from=build /src/out.js /app/out.js", "/app/out.js", "!it is made in the stage build"),
    "perhaps-made-there": ("COPY --from=build /src/dist /app", "/app/a.js", "!it may be made in the stage build"),
    "over-another": ("COPY run /app/x.js\nCOPY --from=build /src/x.js /app/x.js", "/app/x.js",
                     "!it is made in the stage build"),
    "perhaps-over-another": (
        "COPY run /app/x.js\nCOPY --from=build /out /app", "/app/x.js", "run?it may be made in the stage build",
    ),
    "pattern": ("COPY --from=build /src/*.js /app/", "/app/server.js", "server.js"),
    "pattern-into-here": ("WORKDIR /app\nCOPY --from=build /src/pack*.json .", "/app/package.json", "package.json"),
    "pattern-of-another-name": ("COPY --from=build /src/pack*.json /app/", "/app/server.js",
                                "!the files that `/src/pack*.json` names in the stage are not known"),
    "pattern-made-there": ("COPY --from=build /src/*.js /app/", "/app/out.js",
                           "!the files that `/src/*.js` names in the stage are not known"),
    "pattern-without-an-ending": ("COPY --from=build /src/s* /app/", "/app/server.js",
                                  "!the files that `/src/s*` names in the stage are not known"),
    "pattern-in-a-folder": ("COPY --from=build /s*/server.js /app/", "/app/server.js",
                            "!the files that `/s*/server.js` names in the stage are not known"),
    "pattern-that-is-none": ("COPY --from=build /src/[*.js /app/", "/app/server.js",
                             "!the files that `/src/[*.js` names in the stage are not known"),
}  # fmt: skip


@pytest.mark.parametrize("name", FROM_STAGES)
def test_what_lies_at_a_path_from_a_stage(name: str) -> None:
    text, path, expected = FROM_STAGES[name]
    assert at(f"{BUILD}{text}\n", path) == [expected]


def test_a_stage_that_continues_another() -> None:
    text = "FROM node AS a\nWORKDIR /app\nCOPY . .\nFROM a AS b\nRUN rm server.js\nCOPY run x/\n"
    assert at(text, "package.json", "server.js", "x/run") == ["package.json", "!rm on line 5 removes it", "run"]
    assert at(f"{text}FROM b\n", "package.json", "server.js") == ["package.json", "!rm on line 5 removes it"]


def test_scratch_has_no_folders() -> None:
    assert at("FROM scratch\nCOPY run /bin\n", "/bin/run") == ["!whether /bin is a folder is not known"]
    assert at("FROM scratch\nCOPY run /\nWORKDIR a\nCOPY server.js .\n", "/run", "/a/server.js") == [
        "run", "server.js",
    ]  # fmt: skip


def test_without_a_context_nothing_is_known() -> None:
    assert at("FROM a\nCOPY . /app\n", "/app/x", "/y", context=None) == ["!the build context is not known", NONE]


def test_a_context_that_is_not_whole() -> None:
    context = Context(Held({"a/b": b""}, ("the folder c cannot be searched",)))
    assert at("FROM a\nCOPY . /app\n", "/app/a/b", "/app/c/d", context=context) == [
        "a/b", "!the folder c cannot be searched",
    ]  # fmt: skip
    assert at("FROM a\nCOPY c /c\n", "/c/d", context=context) == ["!the folder c cannot be searched"]


class Linked(Held):
    def listing(self) -> Listing:
        links = {"link": "real/a", "folder": "real", "abs": "/app/real/a", "loop": "loop", "out": "../../etc/x"}
        return Listing.of(self.contents, links=links)


def test_links() -> None:
    context = Context(Linked({"real/a": b"", "run": b""}))
    asked = ("link", "folder/a", "abs", "loop", "out", "real/a")
    assert at("FROM a\nCOPY . /app\n", *(f"/app/{name}" for name in asked), context=context) == [
        "real/a", "real/a", "real/a", "!too many links lead to each other", NONE, "real/a",
    ]  # fmt: skip
    assert at("FROM a\nCOPY link /x/\nCOPY folder /y\n", "/x/link", "/y/a", context=context) == ["real/a", "real/a"]
    assert files("FROM a\nCOPY . /app\n", context) == {"/app/real/a": "real/a", "/app/run": "run"}


def test_a_default_value_is_told_of() -> None:
    view = view_of("FROM a\nARG D=/app\nCOPY server.js $D/\n")
    found = landing(view).at(stages(view).stages[0], "/app/server.js")
    assert isinstance(found, Landed)
    assert found.assumes == "ARG D may be given to the build"


def test_files_of_an_image() -> None:
    text = (
        f"{BUILD}COPY --from=build /src/src /app\nCOPY run docs/*.md /bin/\nRUN rm /bin/run\nCOPY run /app/index.js\n"
    )
    assert files(text) == {"/app/index.js": "run", "/app/lib/a.js": "src/lib/a.js", "/bin/a.md": "docs/a.md"}


def test_places_of_a_file() -> None:
    view = view_of("FROM a\nCOPY run /a/\nCOPY . /b\nRUN rm /a/run\nCOPY run /c.sh\n")
    found = landing(view).places(stages(view).stages[0], "run")
    assert [(each.path, each.instruction.lines[0]) for each in found] == [("/b/run", 3), ("/c.sh", 5)]


def test_everything_files_says_at_says_too() -> None:
    text = f"{BUILD}COPY --from=build /src /app\nCOPY src/ src/lib/*.js /app/\nRUN mv /app/run /r && rm -r /app/d*\n"
    view = view_of(text)
    stage = stages(view).stages[-1]
    found = landing(view).files(stage)
    assert len(found) > 8
    for path, source in found.items():
        answer = landing(view).at(stage, path)
        assert isinstance(answer, Landed)
        assert answer.source == source


def test_what_was_copied_is_told_though_it_was_removed() -> None:
    tree = parse(Source("Dockerfile", "FROM debian:12\nCOPY . /src\nRUN make && rm -rf /src\n"))
    view = View(tree, context=Context.of({"a.c": "", "b/c.c": ""}))
    stage = stages(view).stages[0]
    assert landing(view).copied(stage) == {"/src/a.c": "a.c", "/src/b/c.c": "b/c.c"}
    assert landing(view).files(stage) == {}
