"""Nobody who uses a path is left out of those who are asked about it."""

from __future__ import annotations

import pytest

from slimmer.analysis.calls import paths
from slimmer.analysis.calls.calls import calls
from slimmer.analysis.calls.naming import paths_of
from slimmer.analysis.calls.paths import Spot
from slimmer.analysis.effects.concerned import concerned
from slimmer.analysis.effects.deeds import Deed
from slimmer.analysis.effects.onward import onward
from slimmer.analysis.effects.uses import uses
from slimmer.analysis.structure import stages
from slimmer.analysis.view import View
from slimmer.syntax.parser import parse
from slimmer.text.source import Source

FILE = r"""FROM debian:12
ARG V=1
ENV LOG=/var/log/app PATH=/opt/app/bin:$PATH
VOLUME /data
RUN curl -fsSLo /tmp/a-$V.tgz https://example.com/a-$V.tgz && tar -xzf /tmp/a-$V.tgz -C /opt/app
RUN cd /opt/app && ./configure --prefix=/opt/app && make > build.log
WORKDIR /opt/app
COPY src/ src/
COPY --chown=app ["a b", "/data/"]
RUN --mount=type=cache,target=/root/.cache make install DESTDIR=/opt/out
RUN wget https://example.com/b.zip && unzip b.zip && app --config=/etc/app.conf,/opt/app/x
RUN for f in /opt/app/*; do cat $f; done > /tmp/all
RUN cat <<EOF > /etc/app.conf
log /var/log/app
EOF
RUN git clone https://example.com/tool.git && cp -r tool/. /usr/local/tool && mv tool /opt/tool
RUN ln -s /opt/tool/bin/tool /usr/bin/tool && tool && install -d /srv/a /srv/b && chown -R app /srv
RUN X=$(mktemp -d) && touch $X/y && rm -rf $X ~/.cache "${UNKNOWN}/z" && find /opt -name '*.log' -delete
ONBUILD RUN rm -rf /opt/app/src
RUN if then rm /tmp/all
RUN ["rm", "-rf", "/srv/a"]
"""


def _view(text: str) -> View:
    return View(parse(Source("Dockerfile", text)))


def _spots(view: View) -> list[Spot]:
    named = {path for call in calls(view).all() for each in call.operands for path in paths_of(call, each)}
    above = {path.rpartition("/")[0] for path in named if path.startswith("/")} - {""}
    return [Spot(path, is_file) for path in sorted(named | above | {"/"}) for is_file in (False, True)]


@pytest.mark.parametrize("folder", ["WORKDIR /srv", "WORKDIR /tmp/$V", "# where the base image begins"])
def test_every_instruction_that_uses_a_path_is_asked(folder: str) -> None:
    view = _view(FILE.replace("ARG V=1", f"ARG V=1\n{folder}"))
    (stage,) = stages(view).stages
    known, end = concerned(view, stage), len(stage.instructions)
    asked = answered = 0
    for spot in _spots(view):
        behind = list(known.behind(-1, spot))
        assert list(reversed(list(known.before(end, spot)))) == behind
        making, others = list(known.making(end, spot)), list(known.named_for_others(end, spot))
        for instruction in stage.instructions:
            found = list(uses(view, instruction, spot))
            asked, answered = asked + (instruction in behind), answered + bool(found)
            assert not found or instruction in behind, (instruction.folded.text, spot)
            if paths.is_exact(spot.path) and any(use.exact and use.deed is Deed.MAKES for use in found):
                assert instruction in making, (instruction.folded.text, spot)
            if found and instruction.name in ("ENV", "VOLUME"):
                assert instruction in others
    assert answered, "nothing was tested"
    assert asked < len(stage.instructions) * len(_spots(view)), "all are asked: the tables choose none"


def test_only_those_between_are_asked() -> None:
    view = _view("FROM debian\nRUN touch /a/x\nRUN touch /b\nRUN cat /a/x\nRUN rm /a/x\n")
    (stage,) = stages(view).stages
    known, spot = concerned(view, stage), Spot("/a/x")
    assert [known.number(each) for each in known.between(0, 3, spot)] == [2]
    assert [known.number(each) for each in known.before(3, spot)] == [2, 0]
    assert [known.number(each) for each in known.making(3, spot)] == [0]


def test_what_runs_behind_a_call_is_found_by_name_text_and_kind() -> None:
    view = _view("FROM debian\nRUN apt-get install -y git && pip3 install a && pip install b\nRUN ./c.sh ssh://d\n")
    first, second, third, last = calls(view).all()
    known = onward(view)
    assert list(known.named({"pip", "pip3"}, known.number(first))) == [second, third]
    assert list(known.named({"pip", "pip3"}, known.number(second))) == [third]
    assert known.is_said("ssh://", known.number(third))
    assert not known.is_said("ssh://", known.number(last))
    assert known.first(lambda call: call.name == "c.sh", known.number(first)) is last
    assert known.first(lambda call: call.name == "c.sh", known.number(last)) is None


def test_what_env_sets_is_said_everywhere_on_the_way_to_the_target() -> None:
    view = _view("FROM debian AS other\nENV A=ssh://a\nFROM debian\nENV LIBVA_DRIVER_NAME=iHD\nRUN true\n")
    (call,) = calls(view).all()
    known = onward(view)
    assert known.is_said("LIBVA", known.number(call))
    assert known.is_said("NAME=iHD", known.number(call))
    assert not known.is_said("ssh://", known.number(call))
