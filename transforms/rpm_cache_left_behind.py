"""Empty the caches of yum, dnf, microdnf, tdnf and zypper in the layer that filled them."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.api import Refusal, Rewrite, Safety, Transform, View, caches_left, cost_where, transform

from ._shared_caches import emptied

_CACHES = ("yum-cache", "dnf-cache", "tdnf-cache", "zypper-cache")


@transform
class RpmCacheLeftBehind(Transform):
    """Finds a RUN that installs with yum, dnf, microdnf, tdnf or zypper and leaves their cache in the image.

    ## Why it costs bytes
    Metadata of every repository, and for some managers the packages too, stay below `/var/cache`: often more than
    all that was installed. The next install fetches them anew. A `clean all` before the last install, or in a
    later RUN, leaves them in the layer.

    ## When it is not applied
    - The cache lies on a mount, or the same RUN empties it behind the last install: nothing is left.
    - A later RUN installs with `-C` (`--no-refresh` for zypper): it needs the metadata.
    - The RUN goes on to disable or remove repositories: `clean all` fails where none is enabled.
    - `--installroot`, `-c` or `--setopt=cachedir=` may put the cache elsewhere; another user runs the call; it stands
      in an `if` or behind `||`.
    - A later RUN does something to it that fails where nothing is there: `rm` without -f.
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
            if left.reaches:
                message = f"the cache of {left.call.name} stays in this layer: empty it in the RUN that filled it"
                yield emptied(view, left, message, cost_where("rpm-cache", ()))
