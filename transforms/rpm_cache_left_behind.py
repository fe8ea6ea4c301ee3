"""Empty the caches of yum, dnf, microdnf, tdnf and zypper in the layer that filled them."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.api import (
    CacheLeft,
    KeptBehind,
    No,
    Refusal,
    Rewrite,
    Safety,
    Transform,
    View,
    caches_left,
    cost_where,
    installed_behind,
    of_usual_repositories,
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
    - A RUN behind it that installs keeps the cache, as where it is in exec form: all would be fetched and stored there.
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
        some = [left for left in caches_left(view, *_CACHES) if left.reaches]
        behind = {left.call.program: KeptBehind(view, rpm=True) for left in some}
        # The last first: one that is left for what is behind it keeps its metadata, too.
        settled = [_settled(left, _finding(view, left), behind[left.call.program]) for left in reversed(some)]
        yield from reversed(settled)


def _finding(view: View, left: CacheLeft) -> Rewrite | Refusal:
    if only_fetches(left) and left.blocked is None:
        return _not_fetched(view, left)
    message = f"the cache of {left.call.name} stays in this layer: empty it in the RUN that filled it"
    return emptied(view, left, message, cost_where("rpm-cache", ()))


def _settled(left: CacheLeft, finding: Rewrite | Refusal, behind: KeptBehind) -> Rewrite | Refusal:
    """A finding, but where metadata that are removed would be fetched and stored by a RUN behind."""
    usual = of_usual_repositories(left)
    line = behind.fetched_again(left.step, anew=False) if isinstance(finding, Rewrite) and usual else None
    if line is not None:
        why = f"the layer of line {line} keeps the cache: all of it would be fetched again and stored there"
        finding = Refusal(finding.span, why)
    if isinstance(finding, Refusal) and usual and any(call.reach.value > 0 for call in left.calls):
        behind.add(left.step)
    return finding


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
