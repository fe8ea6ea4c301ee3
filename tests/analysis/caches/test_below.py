"""What stands between two RUNs and makes uncertain whether the second finds again what the first one keeps."""

from __future__ import annotations

import pytest

from slimmer.analysis.caches.below import KeptBehind, KeptBelow
from slimmer.analysis.calls.calls import calls
from slimmer.analysis.view import View
from slimmer.syntax.parser import parse
from slimmer.text.source import Source


def kept(between: str) -> tuple[int | None, int | None]:
    """The line below and the line behind that keep the same lists."""
    text = f"FROM debian\nRUN apt-get update\n{between}\nRUN apt-get update\n"
    view = View(parse(Source("Dockerfile", text)))
    first, *_, last = calls(view).runs
    below, behind = KeptBelow(view), KeptBehind(view)
    below.add(first)
    behind.add(last)
    return below.line(last), behind.fetched_again(first, anew=False)


@pytest.mark.parametrize(
    "between",
    [
        "RUN rm -rf /var/lib/apt/lists/*",
        "RUN rm -rf /var/cache/apk",
        "RUN rm -rf /var/lib/*",
        "RUN rm -rf /var/lib",
        "RUN rm -rf /var/*",
        "RUN rm -rf /var/",
        "RUN rm -rf /var/{lib,cache}",
        "RUN rm -rf /var/c*/apt",
        "RUN rm -rf /var/$FOLDER",
        'RUN rm -rf "/var/cache"',
        "RUN echo 'deb x' >> /etc/apt/sources.list",
        "# a remark;\nRUN sh /setup",
        "RUN true \\\n  # a remark about repositories\n  && ./add-repository",
    ],
)
def test_others_may_be_fetched(between: str) -> None:
    assert kept(between)[0] is None


@pytest.mark.parametrize(
    "between",
    [
        "# ADD apt repositories",
        "# deb sources: see setup_x.sh, /var/lib/apt; sh",
        "RUN mkdir -p /var/lock/apache2 /var/run/apache2",
        "RUN true \\\n  # a remark about /etc/apt\n  && true",
        "RUN rm -rf /var/log/* /var/tmp/*",
        "RUN mkdir /var/lib/mysql /var/cache/nginx",
        "WORKDIR /var/www/html",
    ],
)
def test_the_same_are_found_again(between: str) -> None:
    below, behind = kept(between)
    assert below == 2
    assert behind is not None


def test_what_is_said_in_comments_costs_no_more_the_longer_it_is() -> None:
    assert kept("# sources; sh repository\n" * 20_000)[0] == 2
