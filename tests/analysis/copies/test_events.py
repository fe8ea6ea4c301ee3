"""Events asked by path are those that a look at all of them finds."""

from __future__ import annotations

import posixpath

from hypothesis import given
from hypothesis import strategies as st

from slimmer.analysis.copies.landing import landing
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View
from slimmer.model.context import Context
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

PLACES = ("/", "/a", "/a/b", "/a/b/c", "/ab", "/a/b*", "/*/b", "/a/[b]", "b", "../a", ".")
FILES = ("a/b", "a/c", "b", "c/b/a")
LINES = (
    "RUN rm -rf {0}",
    "RUN ln -s {0} {1}",
    "RUN cp -r {0} {1}",
    "RUN mv {0} {1}",
    "RUN echo >> {0}",
    "RUN mkdir {0}",
    "RUN tar xf x.tar -C {0}",
    "COPY a {0}",
    "COPY . {0}",
    "COPY b {0}/",
    "COPY --parents . {0}/",
    "COPY --parents ./a/./b {0}/",
    "COPY --from=0 {0} {1}",
    "COPY --from=other {0} {1}",
    "COPY $X {0}",
    "COPY a $X",
    "WORKDIR {0}",
    "FROM scratch",
    "FROM 0 AS next",
)


@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(PLACES), st.sampled_from(PLACES)), max_size=12))
def test_what_is_near_a_path_is_all_that_concerns_it(drawn: list[tuple[str, str, str]]) -> None:
    written = "".join(f"{line.format(*places)}\n" for line, *places in drawn)
    tree = parse(Source.decode(f"FROM debian\n{written}".encode(), "Dockerfile"))
    view = View(tree, context=Context.of(dict.fromkeys(FILES, "")))
    for stage in stages(view).stages:
        for end in (None, *stage.instructions):
            laid = landing(view).events(stage, end)
            everything = list(laid)
            assert len(everything) == len({id(event) for event in everything})
            for path in ("/a/b/c", "/a/b", "/a", "/ab", "/x", "/", "/?/b", "/?/../a"):
                near = list(laid.near(path))
                assert near == [event for event in everything if event in near]
                for event in everything:
                    concerned = any(each.concerns(path) for each in event.touched) or any(
                        each.may_lie_at(path) or each.source_of(path) is not None for each in event.placed
                    )
                    assert not concerned or event in near, (event, posixpath.normpath(path))
