"""What a file in an image is, by its path: so that a report can say what went, not only how much.

The rules are tried in order and the first that fits counts: what is surest, and most often thrown away, comes first.
Paths are those of the Filesystem Hierarchy Standard 3.0 and of the tools' own documentation (see the tables in
`slimmer.knowledge`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

PACKAGE_LISTS = "package lists"
PACKAGE_CACHE = "package cache"
VCS = "version control data"
BYTECODE = "Python bytecode"
DOCS = "documentation"
TRANSLATIONS = "translations"
DEV_DEPENDENCIES = "development dependency"
TOOLCHAIN = "toolchain"
HEADERS = "headers and static libraries"
PACKAGE_DATABASE = "package database"
TEMPORARY = "temporary files and logs"
BUILD_OUTPUT = "intermediate build output"
PYTHON_PACKAGES = "Python packages"
NODE_PACKAGES = "Node packages"
LANGUAGE = "a language's own library"
LIBRARIES = "shared libraries"
PROGRAMS = "programs"
DATA = "data and settings of packages"
UNKNOWN = "unknown"

_HOME = r"^/(root|home/[^/]+|usr/local/share|var/www)"
_RULES: tuple[tuple[str, str], ...] = (
    (PACKAGE_LISTS, r"^/var/lib/apt/lists/|^/var/cache/apk/|^/var/cache/apt/(src)?pkgcache\.bin$|^/lib/apk/db/.*INDEX"),
    (PACKAGE_CACHE, r"^/var/cache/(apt|yum|dnf|zypp|pacman|libdnf\d*)/|^/var/lib/(yum|dnf)/"),
    (
        PACKAGE_CACHE,
        _HOME + r"/(\.cache/(pip|uv|pypoetry|yarn|node|go-build|composer|ms-playwright-go)|\.npm|\.m2"
        r"|\.gradle|\.cargo/registry|\.yarn/berry/cache|\.local/share/pnpm/store|\.bundle/cache|\.nuget)/",
    ),
    (
        PACKAGE_CACHE,
        (
            r"^/usr/local/share/\.cache/|^/go/pkg/|^/usr/local/cargo/(registry|git)/|/_cacache/"
            r"|^/opt/conda/pkgs/|^/usr/local/bundle/cache/"
        ),
    ),
    (VCS, r"/\.(git|hg|svn|bzr)(/|$)"),
    (BYTECODE, r"\.py[co]$|/__pycache__$"),
    (DOCS, r"^/usr(/local)?/share/(doc|man|info|gtk-doc|lintian|doc-base)(/|$)|^/usr/local/man/"),
    (TRANSLATIONS, r"^/usr(/local)?/share/(locale|i18n)/|^/usr/lib/locale/"),
    (PACKAGE_DATABASE, r"^/var/lib/(dpkg|rpm)/|^/lib/apk/|^/usr/lib/sysimage/"),
    (TEMPORARY, r"^/(tmp|var/tmp|var/log|var/cache)/"),
    (
        HEADERS,
        r"^/usr(/local)?/include/|^/usr(/local)?/lib/.*\.(a|la)$|^/usr(/local)?/(lib|share)/.*pkgconfig/|/site-packages/.*/include/",
    ),
    (
        TOOLCHAIN,
        (
            r"^/usr/local/go/|^/usr/lib/go(-[\d.]+)?/|^/usr/(local/)?(lib|libexec)/gcc/|^/usr/lib/llvm|^/usr/local/rustup/"
            r"|^/usr/local/cargo/bin/|^/usr/lib/(git-core|jvm)/|^/opt/java/.*/(jmods|include)/|^/usr/share/(maven|gradle|cmake|perl|automake|autoconf|aclocal)"
        ),
    ),
    (
        TOOLCHAIN,
        (
            r"^/usr/(local/)?bin/(.*-)?(gcc|g\+\+|cc|c\+\+|cpp|ld(\.\w+)?|as|ar|nm|ranlib|objdump|objcopy|strip|make|cmake|ninja|go|gofmt"
            r"|cargo|rustc|javac|mvn|gradle|clang|git|svn|hg|autoconf|automake|libtool|m4|bison|flex|pkg-config|lto-dump|gcov.*)(-[\d.]+)?$"
        ),
    ),
    (
        BUILD_OUTPUT,
        (
            r"/(target/(debug|release)/(deps|build|incremental|\.fingerprint)|CMakeFiles|\.next/cache|\.turbo|\.parcel-cache"
            r"|obj/(Debug|Release)|build/tmp)/|\.(o|obj|class\.tmp)$"
        ),
    ),
    (PYTHON_PACKAGES, r"/(site|dist)-packages/"),
    (NODE_PACKAGES, r"/node_modules/"),
    (LANGUAGE, r"^/usr/(local/)?(lib|share)/(python|perl|ruby|php|node)[\d.]*/|^/usr/lib/[^/]+-linux-[^/]+/perl"),
    (LIBRARIES, r"^/(usr/(local/)?)?lib(32|64|x32|exec)?/.*\.so(\.[\w.-]+)?$"),
    (PROGRAMS, r"^/(usr/(local/)?)?s?bin/"),
    (DATA, r"^/usr/share/|^/etc/"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _RULES)


def kind_of(path: str, development: Iterable[str] = ()) -> str:
    """The kind of a path.

    Args:
        path: absolute.
        development: folders of packages that the project's manifest lists for development only, such as
            `/app/node_modules/jest`.
    """
    if any(path == folder or path.startswith(f"{folder}/") for folder in development):
        return DEV_DEPENDENCIES
    return next((kind for kind, pattern in _COMPILED if pattern.search(path)), UNKNOWN)
