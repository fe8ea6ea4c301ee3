from __future__ import annotations

import pytest

from slimmer.analysis.caches.caches import CacheLeft, caches_left
from slimmer.analysis.view import View
from slimmer.syntax.parser import parse
from slimmer.text.source import Source


def left(text: str, *caches: str, base: str = "base", target: str | None = None) -> tuple[CacheLeft, ...]:
    return caches_left(View(parse(Source.decode(f"FROM {base}\n{text}".encode())), target), *caches)


def found(text: str, *caches: str, base: str = "base", target: str | None = None) -> list[tuple[int, bool]]:
    """Line, and whether it reaches the target, of each RUN that leaves one of the caches."""
    return [(each.call.line, each.reaches) for each in left(text, *caches, base=base, target=target)]


PIP = ("pip-cache",)
RPM = ("yum-cache", "dnf-cache", "tdnf-cache", "zypper-cache")
NPM = ("npm-cache",)
YARN = ("yarn-cache", "yarn-berry-cache")
APK = ("apk-index",)


@pytest.mark.parametrize(
    ("caches", "lines"),
    [
        (PIP, "RUN pip install x"),
        (PIP, "RUN pip3.12 install -r requirements.txt"),
        (PIP, "RUN python -m pip install x"),
        (PIP, "RUN sudo -H pip wheel x"),
        (PIP, "RUN pip install x && rm -rf /tmp/*"),
        (PIP, "RUN rm -rf ~/.cache && pip install x"),
        (PIP, "ENV PIP_NO_CACHE_DIR=\nRUN pip install x"),
        (PIP, "RUN --mount=type=cache,target=/root/.npm pip install x"),
        (PIP, "RUN --mount=type=cache,target=/root/.cache/uv pip install x"),
        (PIP, "RUN pip install x && find / -name '*.pyc' -delete"),
        (PIP, "RUN pip install x && rm -rf ~/.pip/cache"),
        (PIP, "RUN ./configure && pip install --no-cache-dir x\nRUN pip install x"),
        (RPM, "RUN yum install -y x"),
        (RPM, "RUN yum clean all && yum install -y x"),
        (RPM, "RUN yum install -y a && yum clean all && yum install -y b"),
        (RPM, "RUN dnf install -y x && dnf clean packages"),
        (RPM, "RUN dnf -y update"),
        (RPM, "RUN yum makecache"),
        (RPM, "RUN microdnf install x"),
        (RPM, "RUN tdnf install -y x"),
        (RPM, "RUN zypper -n in x && zypper clean"),
        (RPM, "RUN dnf builddep -y x.spec"),
        (RPM, "RUN amazon-linux-extras install nginx1"),
        (RPM, "RUN --mount=type=cache,target=/root/.cache dnf install -y x"),
        (NPM, "RUN npm ci"),
        (NPM, "RUN npm i -g x"),
        (NPM, "RUN npm cache clean --force && npm ci"),
        (NPM, "RUN npm ci && npm cache verify"),
        (NPM, "RUN --mount=type=bind,source=.npmrc,target=/app/.npmrc npm ci"),
        (NPM, "RUN --mount=type=cache,target=/root/.cache npm ci"),
        (NPM, "RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci"),
        (NPM, "RUN npm ci && rm -rf /root/.cache node_modules/.cache"),
        (YARN, "RUN yarn"),
        (YARN, "RUN yarn install --frozen-lockfile"),
        (YARN, "RUN yarn global add x && npm cache clean --force"),
        (APK, "RUN apk add x"),
        (APK, "RUN apk update && apk add --no-cache x"),
        (APK, "RUN apk --update add x"),
        (APK, "RUN apk add -t .deps x && apk del .deps"),
        (APK, "RUN rm -rf /var/cache/apk/* && apk upgrade"),
        (APK, "RUN --mount=type=cache,target=/var/cache/apt apk add x"),
    ],
)
def test_stays(caches: tuple[str, ...], lines: str) -> None:
    line = 1 + len(lines.split("\n"))
    assert found(f"{lines}\n", *caches) == [(line, True)]


@pytest.mark.parametrize(
    ("caches", "lines"),
    [
        (PIP, "RUN pip install --no-cache-dir x"),
        (PIP, "RUN pip --no-cache-dir install x"),
        (PIP, "RUN pip install --no-cache x"),
        (PIP, "RUN echo no-cache-dir=1 >> /etc/pip.conf\nRUN pip install x"),
        (PIP, "RUN PIP_NO_CACHE_DIR=1 pip install x"),
        (PIP, "RUN export PIP_NO_CACHE_DIR=1; pip install x"),
        (PIP, "ENV PIP_NO_CACHE_DIR=1\nRUN pip install x"),
        (PIP, "ENV PIP_NO_CACHE_DIR=off\nRUN pip install x"),
        (PIP, "ARG PIP_NO_CACHE_DIR=0\nRUN pip install x"),
        (PIP, "RUN pip config set global.no-cache-dir true\nRUN pip install x"),
        (PIP, "RUN --mount=type=cache,target=/root/.cache/pip pip install x"),
        (PIP, "RUN --mount=type=cache,target=/root/.cache pip install x"),
        (PIP, "RUN --mount=type=cache,target=/home/app/.cache/pip pip install x"),
        (PIP, "RUN --mount=type=tmpfs,target=/root pip install x"),
        (PIP, "ENV PIP_CACHE_DIR=/c\nRUN --mount=type=cache,target=/c pip install x"),
        (PIP, "ENV XDG_CACHE_HOME=/c\nRUN pip install x && rm -rf /c/pip"),
        (PIP, "RUN pip install x && rm -rf ~/.cache"),
        (PIP, "RUN pip install x && rm -rf /root/.cache/pip"),
        (PIP, "RUN pip install x && rm -rf $HOME/.cache/*"),
        (PIP, 'RUN pip install x && rm -rf "$PIP_CACHE_DIR"'),
        (PIP, "RUN pip install x && pip cache purge"),
        (RPM, "RUN yum install -y x && yum clean all"),
        (RPM, "RUN yum install -y x && yum -y clean all"),
        (RPM, "RUN yum install -y x && yum clean -y all"),
        (RPM, "RUN yum install -y x; rm -rf /var/cache/yum"),
        (RPM, "RUN yum install -y x; rm -rf /var/cache/{yum,dnf}/*"),
        (RPM, "RUN yum install -y x && dnf clean all"),
        (RPM, "RUN yum install -y x && rm -rf /var/cache/*"),
        (RPM, "RUN dnf install -y x && find /var/cache/dnf -mindepth 1 -delete"),
        (RPM, "RUN zypper -n in x && zypper clean -a"),
        (RPM, "RUN zypper -n in x && zypper cc --all"),
        (RPM, "RUN --mount=type=cache,target=/var/cache/dnf dnf install -y x"),
        (RPM, "RUN --mount=type=cache,target=/var/cache dnf install -y x"),
        (NPM, "RUN npm ci && npm cache clean --force"),
        (NPM, "RUN npm ci && npm cache clean"),
        (RPM, "RUN dnf install -y x && dnf clean ${quiet} all"),
        (NPM, "RUN npm ci && npm cache clean -f"),
        (NPM, "RUN npm ci && npm cache --force clean"),
        (NPM, "RUN npm ci && npm --force cache clear"),
        (NPM, "RUN npm ci && rm -rf ~/.npm"),
        (NPM, "RUN npm ci && rm -rf /root/.npm/_cacache"),
        (NPM, "RUN npm ci && rm -rf $(npm config get cache)"),
        (NPM, "ENV npm_config_cache=/tmp/n\nRUN npm ci && rm -rf /tmp/*"),
        (NPM, "USER node\nRUN --mount=type=cache,target=/home/node/.npm npm ci"),
        (NPM, "RUN --mount=type=cache,id=npm,target=/cache npm ci"),
        (YARN, "RUN yarn && yarn cache clean"),
        (YARN, "RUN yarn && rm -rf /usr/local/share/.cache/yarn/v6"),
        (YARN, "RUN yarn && rm -rf /usr/local/share/.cache"),
        (APK, "RUN apk add --no-cache x"),
        (APK, "RUN apk --no-cache --update add x"),
        (APK, "RUN apk add x && rm -rf /var/cache/apk/*"),
        (APK, "RUN apk add x && rm -f /var/cache/apk/*"),
        (APK, "RUN apk add x && rm -rf /var/cache/apk"),
        (APK, "RUN --mount=type=cache,target=/etc/apk/cache apk add x"),
        (APK, "RUN --mount=type=cache,target=/var/cache/apk ln -s /var/cache/apk /etc/apk/cache && apk add x"),
    ],
)
def test_does_not_stay(caches: tuple[str, ...], lines: str) -> None:
    assert found(f"{lines}\n", *caches) == []


@pytest.mark.parametrize(
    ("caches", "line"),
    [
        (PIP, "RUN pip list"),
        (PIP, "RUN pip uninstall -y x"),
        (PIP, "RUN echo pip install x"),
        (PIP, "CMD pip install x"),
        (PIP, "RUN pip install --dry-run x"),
        (RPM, "RUN yum remove -y x"),
        (RPM, "RUN yum-config-manager --add-repo x"),
        (RPM, "RUN yum list installed"),
        (RPM, "RUN subscription-manager register"),
        (RPM, "RUN rpm -i x.rpm"),
        (NPM, "RUN npm run build"),
        (NPM, "RUN npm --version"),
        (NPM, "RUN npx tsc"),
        (NPM, "CMD npm install && npm start"),
        (YARN, "RUN yarn build"),
        (YARN, "RUN yarn lint:fix"),
        (YARN, "RUN yarn $TASK"),
        (YARN, "RUN yarn --version"),
        (APK, "RUN apk del x"),
        (APK, "RUN apk info -vv"),
        (APK, "RUN apk add --simulate x"),
    ],
)
def test_fills_nothing(caches: tuple[str, ...], line: str) -> None:
    assert not found(f"{line}\n", *caches)


def test_a_builder_stage_is_thrown_away() -> None:
    assert found("RUN pip install x\nFROM python\nRUN pip install y\n", *PIP) == [(2, False), (4, True)]


def test_calls_with_a_flag_of_their_own() -> None:
    (each,) = left("RUN pip install --cache-dir /c x && pip install y\n", *PIP)
    assert [each.moved(call) for call in each.calls] == ["--cache-dir names a place of its own", None]


@pytest.mark.parametrize(
    ("caches", "lines", "reason"),
    [
        (RPM, "RUN yum install -y x\nRUN yum -C install -y y", "line 3"),
        (RPM, "RUN yum makecache\nRUN yum --cacheonly list", "line 3"),
        (RPM, "RUN zypper -n in x\nRUN zypper -n --no-refresh in y", "line 3"),
        (RPM, "RUN zypper -n --no-gpg-checks ref\nRUN zypper -n in y", "signatures"),
        (RPM, "RUN yum install -y x\nCMD yum -C list", "line 3"),
        (RPM, "RUN echo keepcache=1 >> /etc/dnf/dnf.conf\nRUN dnf install -y x", "keepcache"),
        (RPM, "USER app\nRUN microdnf install x", "not root"),
        (RPM, "RUN yum install -y x\nFROM base\nCOPY --from=0 /var/cache/yum /c", "takes it"),
        (NPM, "RUN npm ci\nRUN npm i --offline", "line 3"),
        (NPM, "RUN npm ci\nRUN cd x && npm ci --prefer-offline", "line 3"),
        (NPM, "RUN npm ci\nFROM base\nCOPY --from=0 /root/.npm /root/.npm", "takes it"),
        (APK, "RUN apk update\nRUN apk add x", "line 3"),
        (APK, "RUN apk add -U x\nRUN apk search y", "line 3"),
        (APK, "RUN apk update\nRUN apk info y", "line 3"),
        (APK, "RUN apk update\nRUN ./setup.sh", "line 3"),
        (APK, "RUN apk update\nRUN fi apk", "cannot be read"),
    ],
)
def test_is_needed(caches: tuple[str, ...], lines: str, reason: str) -> None:
    first = left(f"{lines}\n", *caches, target="0")[0]
    assert first.blocked is not None
    assert reason in first.blocked


@pytest.mark.parametrize(
    ("caches", "base", "lines"),
    [
        (RPM, "base", "RUN yum install -y x\nRUN yum install -y y"),
        (RPM, "base", "RUN zypper -n --no-gpg-checks ref\nRUN zypper -n --no-gpg-checks in y"),
        (NPM, "base", "RUN npm ci\nRUN npm run build\nCMD npm start"),
        (APK, "base", "RUN apk update\nRUN apk add --no-cache x"),
        (APK, "base", "RUN apk update\nRUN apk update && apk add x"),
        (APK, "base", "RUN apk add x\nRUN apk add y"),
        (APK, "alpine:3.18", "RUN apk update\nRUN apk add x"),
        (APK, "alpine", "RUN apk update\nRUN ./setup.sh"),
        (APK, "python:3-alpine3.20", "RUN apk update\nRUN apk info -e x"),
    ],
)
def test_is_not_needed(caches: tuple[str, ...], base: str, lines: str) -> None:
    assert left(f"{lines}\n", *caches, base=base)[0].blocked is None
