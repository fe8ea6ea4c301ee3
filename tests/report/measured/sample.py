"""Results as a bench run would give them, made up: figures in the range of real cases, and names that attack."""

from __future__ import annotations

from dataclasses import replace

from slimmer.bench.hardened import Hardened
from slimmer.bench.results import (
    CaseResult,
    Check,
    Effect,
    FileGroup,
    LayerSize,
    Protocol,
    Rebuild,
    Setting,
    Size,
    Timing,
    Variant,
    Verdict,
)

MB = 10**6
PROTOCOL = Protocol(
    "2026-03-14T09:26:53Z",
    "0.1.0",
    (("dockerd", "29.1.2"), ("buildx", "0.30.1"), ("buildkit", "0.26.2")),
    "2 processors, 8.3 GB memory, Debian GNU/Linux 12, Linux 6.1",
    (("python:3.12", True), ("python:3.12-slim", True)),
    "linux/amd64",
    3,
    ("The cache held the base images and nothing else before each cold build.",),
)
HOSTILE = (
    "<script>alert(1)</script>",
    "</svg></table><img src=x onerror=alert(1)>",
    "`tick` | pipe | **bold** [link](http://example.com) @maintainer #1 fixes #2",
    "/a/\u202egnp.exe\u202c/\u2066iso\u2069",
    "/line\nbreak\r\n\ttab\x1b[31mred\x1b[0m\x00nul\x07bell",
    "/not-utf8-\udcff\udc80",
    "/" + "/".join(["very-long-folder-name"] * 190),
    "&lt;b&gt; &amp; ]]> --> <!-- {{ 7 * 7 }} {% raw %}",
    "\u2028\u2029\x85\xa0",
    "/" + "x" * 4000,
    "",
    "日本語のファイル/ファイル名/" * 20,
)


def mb(number: float) -> int:
    """MB as bytes, which are never round."""
    return int(number * MB) + int(number * 7919) % 1009


def size(unpacked: float, share: float = 0.37) -> Size:
    """MB unpacked, and what they compress to."""
    return Size(mb(unpacked * share), mb(unpacked))


def layer(instruction: str, unpacked: float, *, base: bool = False) -> LayerSize:
    return LayerSize(instruction, size(unpacked), base)


def timings(cold: float, warm: float, source: float, manifest: float) -> tuple[Timing, ...]:
    spread = (0.94, 1.0, 1.11)
    told = (("cold", cold), ("warm", warm), ("source edit", source), ("manifest edit", manifest))
    return tuple(Timing(state, tuple(round(seconds * each, 3) for each in spread)) for state, seconds in told)


_TEXTS = {
    "before": "FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN apt-get update && apt-get install -y build-essential\n"
    'RUN pip install -r requirements.txt\n# how it runs\nCMD ["gunicorn", "app:app"]\n',
    "after": "FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\n"
    'RUN pip install --no-cache-dir -r requirements.txt\nCOPY . .\n# how it runs\nCMD ["gunicorn", "app:app"]\n',
}


def variant(name: str, layers: tuple[LayerSize, ...], times: tuple[float, float, float, float] | None) -> Variant:
    unpacked = sum(each.size.unpacked for each in layers)
    compressed = sum(each.size.compressed for each in layers)
    return Variant(
        name,
        _TEXTS.get(name, "FROM scratch\n"),
        Size(compressed, unpacked),
        layers,
        timings(*times) if times else (),
        packages=(("apt", 428), ("pip", 17)) if name == "before" else (("apt", 105), ("pip", 17)),
        shadowed=mb(1.2) if name == "before" else 0,
        start=0.71,
        memory=mb(61),
        verdict=Verdict.WORKS,
        checks=(
            Check("build", "builds", passed=True),
            Check("smoke", "GET /health", passed=True),
            Check("trace", "213 files that were touched are there", passed=True),
        ),
    )


_DEBIAN = (layer("base image: debian", 124.9, base=True),)
_FULL = (
    *_DEBIAN,
    layer("base image: ca-certificates, curl", 51.2, base=True),
    layer("base image: git, mercurial, openssh", 177.3, base=True),
    layer("base image: autoconf, gcc, make and headers", 612.8, base=True),
    layer("base image: python 3.12.8", 58.1, base=True),
)
_SLIM = (*_DEBIAN, layer("base image: python 3.12.8", 50.3, base=True))


def groups(scale: float) -> tuple[FileGroup, ...]:
    told = (
        ("toolchain", 1243, 387.1, "/usr/lib/gcc/x86_64-linux-gnu/12/cc1plus"),
        ("headers and static libraries", 5120, 164.2, "/usr/lib/x86_64-linux-gnu/libc.a"),
        ("unknown", 9120, 241.6, "/usr/lib/x86_64-linux-gnu/libLLVM-15.so.1"),
        ("package lists", 11, 19.4, "/var/lib/apt/lists/mirror_debian_dists_bookworm_main_Packages.lz4"),
        ("package cache", 311, 12.9, "/root/.cache/pip/http-v2/a/b/c/d/e/abcde.body"),
        ("documentation", 3012, 31.7, "/usr/share/doc/libssl-dev/changelog.gz"),
        ("translations", 1890, 22.4, "/usr/share/locale/de/LC_MESSAGES/coreutils.mo"),
        ("Python bytecode", 1422, 17.8, "/usr/local/lib/python3.12/__pycache__/typing.cpython-312.pyc"),
        ("package database", 977, 9.3, "/var/lib/dpkg/status"),
        ("temporary files and logs", 4, 0.4, "/var/log/dpkg.log"),
        ("version control data", 38, 2.2, "/app/.git/objects/pack/pack-1f.pack"),
    )
    return tuple(
        FileGroup(kind, max(1, int(files * scale)), mb(bytes_ * scale), ((largest, mb(bytes_ * scale * 0.2)),))
        for kind, files, bytes_, largest in told
    )


def flask() -> CaseResult:
    """A Flask application on a full image: much is saved."""
    before = (
        *_FULL,
        layer("COPY . .", 2.3),
        layer("RUN apt-get update && apt-get install -y build-essential libpq-dev", 88.4),
        layer("RUN pip install -r requirements.txt", 61.7),
    )
    after = (
        *_SLIM,
        layer("COPY requirements.txt .", 0.01),
        layer("RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf ...", 4.1),
        layer("RUN pip install --no-cache-dir -r requirements.txt", 42.6),
        layer("COPY . .", 0.09),
    )
    ideal = (*_SLIM, layer("COPY --from=build /venv /venv", 31.9), layer("COPY app app", 0.06))
    return CaseResult(
        "flask-gunicorn",
        "Flask with gunicorn on a full image",
        PROTOCOL,
        Verdict.WORKS,
        (
            replace(variant("before", before, (96.2, 0.81, 58.4, 59.0)), groups=groups(1.0)),
            replace(variant("after", after, (61.3, 0.79, 2.31, 37.7)), groups=groups(0.17)),
            variant("ideal", ideal, (72.9, 0.8, 1.94, 41.2)),
            variant("only full-base-image", (*_SLIM, *before[5:]), None),
        ),
        effects=(
            Effect("full-base-image", "build", "python:3.12 becomes python:3.12-slim", 1, True, "",
                   (mb(790), mb(905)), size(848.9), -21.4),
            Effect("pip-cache-left-behind", "safe", "pip keeps its cache in the layer", 9, True, "",
                   (mb(9), mb(31)), size(17.3, 0.92), -0.4),
            Effect("apt-recommends-installed", "build", "recommended packages come along", 4, True, "",
                   (mb(40), mb(120)), size(64.8), -12.7),
            Effect("apt-lists-left-behind", "safe", "the package lists stay in the layer", 4, True, "",
                   (mb(15), mb(22)), size(19.5, 0.9), 0.1),
            Effect("toolchain-left-behind", "build", "build-essential stays in the image", 4, False,
                   "smoke: GET /health: status 500 instead of 200: ImportError: libpq.so.5", (mb(100), mb(210))),
        ),
        settings=(Setting("env PYTHON_PIP_VERSION", "24.3.1", None, "full-base-image"),),
        vanished=groups(0.83),
        appeared=(FileGroup("unknown", 3, mb(0.02), (("/usr/lib/x86_64-linux-gnu/libpq.so.5.15", mb(0.01)),)),),
        changed=(("/etc/ld.so.cache", "content"), ("/app", "mode 0777 to 0755")),
        refusals=(("user-is-root", "nothing says which files the application writes"),),
        rebuilds=tuple(
            Rebuild(name, k, 40 // k, seconds * (1 - 0.55 / k))
            for name, seconds in (("before", 58.0), ("after", 21.0))
            for k in (1, 2, 5, 10)
        ),
        bound=mb(96.4),
        hardened=Hardened(
            True, "65532:65532", ("/tmp:rw,noexec",), (),
            "docker run --read-only --cap-drop ALL --security-opt no-new-privileges --user 65532:65532 "
            "--pids-limit 128 --memory 256m --tmpfs /tmp:rw,noexec flask-gunicorn",
            "services:\n  flask-gunicorn:\n    read_only: true\n    cap_drop: [ALL]\n    user: 65532:65532\n"
            "    tmpfs:\n      - /tmp:rw,noexec",
        ),
    )  # fmt: skip


def go() -> CaseResult:
    """A Go service that ends on an empty image: nearly all is saved."""
    base = (*_FULL[:4], layer("base image: go 1.23", 243.0, base=True))
    before = (*base, layer("COPY . .", 0.4), layer("RUN go build -o /server .", 148.2))
    after = (
        layer("COPY --from=build /etc/ssl/certs/ca-certificates.crt ...", 0.2),
        layer("COPY --from=build /server /server", 7.1),
    )
    return CaseResult(
        "go-client",
        "Go HTTP client that needs CA roots and time zones",
        replace(PROTOCOL, bases=(("golang:1.23", True), ("scratch", False))),
        Verdict.WORKS,
        (
            replace(variant("before", before, (44.1, 0.6, 31.2, 38.8)), groups=groups(1.1)),
            replace(variant("after", after, (46.0, 0.7, 5.2, 39.4)), groups=(FileGroup("unknown", 3, mb(7.3)),)),
            variant("ideal", (layer("COPY --from=build /server /server", 5.2),), (47.1, 0.6, 4.9, 40.0)),
        ),
        effects=(
            Effect("go-toolchain-shipped", "build", "Go's toolchain is in the image", 1, True, "",
                   (mb(1150), mb(1400)), size(1349.2), 1.9),
        ),
        vanished=groups(1.09),
        bound=mb(5.1),
    )  # fmt: skip


def node() -> CaseResult:
    """An Express application: one rewrite is dropped, and what stays only builds."""
    base = (*_FULL[:4], layer("base image: node 20", 171.9, base=True))
    before = (*base, layer("COPY . .", 1.1), layer("RUN npm install", 92.7))
    after = (
        *base,
        layer("COPY package*.json ./", 0.1),
        layer("RUN npm ci && npm cache clean --force", 71.0),
        layer("COPY . .", 1.1),
    )
    return CaseResult(
        "express-trap",
        "Express that requires a package listed for development only",
        replace(PROTOCOL, bases=(("node:20", True),)),
        Verdict.BUILDS,
        (
            replace(variant("before", before, (38.8, 0.6, 24.4, 25.1)), groups=groups(1.0)),
            replace(variant("after", after, (36.9, 0.6, 0.9, 24.0)), groups=groups(0.98), verdict=Verdict.BUILDS),
            variant("ideal", (*_DEBIAN, layer("base image: node 20", 118.0, base=True), layer("COPY . .", 70)), None),
        ),
        effects=(
            Effect("npm-cache-left-behind", "safe", "npm keeps its cache", 5, True, "",
                   (mb(12), mb(60)), size(21.6), 0.3),
            Effect("npm-dev-dependencies-shipped", "build", "development dependencies are shipped", 5, False,
                   "smoke: npm start: Error: Cannot find module 'dotenv'", (mb(20), mb(80)), None, None),
        ),
        vanished=(FileGroup("package cache", 402, mb(21.6)),),
        rebuilds=(Rebuild("before", 1, 31, 24.4),),
        bound=mb(131),
    )  # fmt: skip


def broken() -> CaseResult:
    """The rewritten image does not do what the original does."""
    result = flask()
    after = result.variants[1]
    checks = (Check("smoke", "GET /health", passed=False, detail="connection refused after 30 s\nTraceback: boom"),)
    after = replace(after, verdict=Verdict.BROKEN, checks=checks)
    variants = (result.variants[0], after)
    return replace(result, case="broken-case", title="It breaks", verdict=Verdict.BROKEN, variants=variants)


def less_by_hand() -> CaseResult:
    """What a person wrote is smaller, and does less than the original."""
    result = flask()
    check = Check("held", "the test held back", passed=False, detail="GET /a/path: status 404, not 200")
    by_hand = replace(result.variants[2], verdict=Verdict.BROKEN, checks=(check,))
    variants = (*result.variants[:2], by_hand)
    return replace(result, case="less-by-hand", title="A person left something out", variants=variants)


def unmeasurable() -> CaseResult:
    """The original does not build."""
    before = Variant("before", "FROM gone\n", None, verdict=Verdict.NOT_MEASURABLE,
                     checks=(Check("build", "builds", passed=False, detail="gone: not found"),))  # fmt: skip
    problem = "the file as it is fails: builds: gone: not found"
    return CaseResult("gone", "A base that is gone", PROTOCOL, Verdict.NOT_MEASURABLE, (before,), problem=problem)


def grown() -> CaseResult:
    """The rewritten image is larger and builds more slowly."""
    result = go()
    first, after = result.variants[:2]
    effect = replace(result.effects[0], saved=size(-3.5), seconds=9.0, estimate=(0, mb(2)))
    return replace(
        result,
        case="grown",
        title="It grows",
        variants=(replace(after, name="before"), replace(after, name="after", size=size(10.8)), first),
        effects=(effect,),
    )


def hostile() -> CaseResult:
    """Every text is an attack."""
    result = flask()
    evil = HOSTILE
    before, after, *_ = result.variants
    groups_ = tuple(FileGroup(each, 3, mb(40 + at), ((each, mb(2)),)) for at, each in enumerate(evil))
    bad = tuple(Check("smoke", each, passed=False, detail=each * 3) for each in evil)
    layers = tuple(LayerSize(each, size(30 + at), base=at < 2) for at, each in enumerate(evil))
    named = Variant("only " + evil[1], evil[0], None, checks=bad)
    return replace(
        result,
        case=evil[0],
        title=evil[2],
        protocol=replace(PROTOCOL, notes=evil, bases=tuple((each, True) for each in evil), machine=evil[1]),
        variants=(
            replace(before, groups=groups_, layers=layers, timings=(Timing(evil[1], (1.0,)), *before.timings)),
            replace(after, groups=groups_[3:], layers=layers[5:], checks=bad),
            named,
        ),
        effects=tuple(
            Effect(each, "safe", each, at, at % 3 != 0, each, (mb(1), mb(9)), size(5 + at), 0.5)
            for at, each in enumerate(evil)
        ),
        settings=tuple(Setting(each, each, each, each) for each in evil),
        vanished=groups_,
        appeared=groups_[:2],
        changed=tuple((each, each) for each in evil),
        refusals=tuple((each, each) for each in evil),
        rebuilds=tuple(Rebuild(each, 1 + at, 3, 20.0 + at) for at, each in enumerate(evil)),
        problem=evil[1],
        hardened=Hardened(False, evil[0], evil, evil, evil[1], "\n".join(evil), evil[2] * 9, evil),
    )  # fmt: skip


def many(count: int = 20) -> tuple[CaseResult, ...]:
    """As many cases as a suite has, of every kind."""
    kinds = (flask, go, node, grown, broken, unmeasurable)
    made = []
    for at in range(count):
        result = kinds[at % len(kinds)]() if at > 5 else kinds[at % 3]()
        made.append(result if at < 3 else replace(result, case=f"{result.case}-{at}"))
    return tuple(made)
