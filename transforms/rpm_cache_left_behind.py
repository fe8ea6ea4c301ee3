"""Empty the caches of yum, dnf, microdnf, tdnf and zypper in the layer that filled them."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.api import (
    CacheLeft,
    No,
    Refusal,
    Rewrite,
    Safety,
    Transform,
    View,
    caches_left,
    cost_where,
    installed_behind,
    only_fetches,
    site,
    told_to,
    transform,
    united,
)

from ._shared_caches import emptied

_CACHES = ("yum-cache", "dnf-cache", "tdnf-cache", "zypper-cache")


@transform
class RpmCacheLeftBehind(Transform):
    """Finds a RUN that installs with yum, dnf, microdnf, tdnf or zypper and leaves their cache in the image.

    ## Why it costs bytes
    Metadata of every repository, and for some managers the packages too, stay below `/var/cache`: often more than
    all that was installed. The next install fetches them anew. A `clean all` before the last install, or in a
    later RUN, leaves them in the layer.

    A RUN that only fetches metadata (`dnf makecache`) for an install in a later one, which fetches its own, does not
    need to; where a loop may be there to try it again, it is emptied.

    A call that does without plugins (`--disableplugin`, `--noplugins`) is followed by a command that does so, too.

    ## When it is not applied
    - The cache lies on a mount, or the same RUN empties it behind the last install: nothing is left.
    - A later RUN installs with `-C` (`--no-refresh` for zypper): it needs the metadata.
    - Repositories are disabled or removed, and what is installed then may be files: `clean all` fails where none is
      enabled.
    - `--downloadonly` without a folder: the packages are wanted in the cache.
    - `--installroot`, `-c` or `--setopt=cachedir=` may put the cache elsewhere; another user runs the call; it stands
      behind `||`.
    - The RUN only fetches metadata, and none behind it installs: they may be there for who works in the container.
    - A later RUN does something to it that fails where nothing is there: `rm` without -f.
    - A comment above says that the cache is kept on purpose.
    - The layer is not part of the image that is built: a builder stage is thrown away.

    ## Example
    Before:

    ```dockerfile
    FROM rockylinux:9
    RUN dnf install -y httpd
    ```

    After:

    ```dockerfile
    FROM rockylinux:9
    RUN dnf install -y httpd && dnf clean all
    ```
    """

    name = "rpm-cache-left-behind"
    safety = Safety.SAFE
    related = (
        "hadolint/DL3032",
        "hadolint/DL3036",
        "hadolint/DL3040",
        "trivy/DS-0015",
        "trivy/DS-0019",
        "trivy/DS-0020",
    )

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """One finding a RUN that keeps the cache."""
        for left in caches_left(view, *_CACHES):
            if left.reaches and only_fetches(left) and left.blocked is None:
                yield _not_fetched(view, left)
            elif left.reaches:
                message = f"the cache of {left.call.name} stays in this layer: empty it in the RUN that filled it"
                yield emptied(view, left, message, cost_where("rpm-cache", ()))


def _not_fetched(view: View, left: CacheLeft) -> Rewrite | Refusal:
    """The rewrite that takes out the calls that only fetch metadata, or why they stay."""
    name, place = left.call.name, left.call.place_in_file
    if not installed_behind(view, left):
        return Refusal(place, f"nothing behind it installs with {name}: it may be there for who works in the container")
    if any(call.has("--gpg-auto-import-keys") for call in left.calls):
        return Refusal(place, "it imports the keys of repositories, too")
    if (file := next((file for call in left.calls if (file := told_to(call)) is not None), None)) is not None:
        return Refusal(place, f"what it prints goes to {file}")
    script = site(view, left.step)
    answers = (
        script if isinstance(script, No) else script.without_command(call.command) if call.command else No("quoted")
        for call in left.calls
    )
    repeated = any(call.place.repeated for call in left.calls)
    edits = No("it is in a loop, which may be there to try it again") if repeated else united(answers)
    estimate = cost_where("rpm-cache", ())
    if isinstance(edits, No):  # as where a comment stands above it: the layer is emptied at least
        return emptied(view, left, "the metadata stay in this layer: empty it in the RUN that filled it", estimate)
    message = f"the metadata of {name} stay in this layer, and the install behind it fetches its own: do without"
    return Rewrite(place, message, edits, estimate)
