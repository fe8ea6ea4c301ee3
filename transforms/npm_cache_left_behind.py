"""Empty the caches of npm and Yarn in the layer that filled them."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.api import (
    CacheLeft,
    Estimate,
    Refusal,
    Rewrite,
    Role,
    Safety,
    Transform,
    View,
    caches_left,
    cost_where,
    not_classic,
    transform,
)

from ._shared_caches import emptied

_LINKED = {"pnpm-store": "pnpm", "bun-cache": "bun"}


@transform
class NpmCacheLeftBehind(Transform):
    """Finds a RUN that installs with npm or Yarn and leaves their download cache in the image.

    ## Why it costs bytes
    npm keeps every package it downloads below `~/.npm`, compressed; Yarn 1 keeps them unpacked, about as many
    bytes as `node_modules`. Neither has a switch that turns its cache off, and nothing reads it when the container
    runs.

    ## When it is not applied
    - The cache lies on a mount, which is the better way, or the same RUN empties it: nothing is left.
    - A later step installs with `--offline` or `--prefer-offline`, with variables that say so, or in a RUN without a
      network, or another stage copies the cache.
    - A file that COPY brings in has packages installed offline: a script, package.json, .npmrc, .yarnrc.
    - `npm cache add` fills it on purpose, in this RUN or before it.
    - Yarn 2 or later may run programs out of its cache: unless it is sure that Yarn 1 runs, it is left alone.
    - pnpm and bun link what is in `node_modules` to their store: it is stored once, and removing it saves nothing.
    - A setting (`npm config set cache`, .npmrc) puts it in a folder that is named elsewhere in the file.
    - `--cache` or `--userconfig` may put it elsewhere; another user runs the call; it stands behind `||`.
    - A comment above says that the cache is warmed on purpose.
    - A later RUN does something to it that fails where nothing is there: `rm` without -f.
    - The layer is not part of the image that is built: a builder stage is thrown away.

    Where `npm` itself may be gone or fail at the end of the RUN (its package or the folder it ran in is removed, npm
    replaces itself), `rm -rf ~/.npm` takes the place of `npm cache clean --force`. It is left alone where npx has
    installed a program there that something behind runs again, where an instruction makes the folder or gives it to
    somebody (Yarn's, too, unless the RUN is root's), and where the user may not own the folder around it: who is no
    more than a number lives in `/`. Root may remove it, and who was given a home by `useradd` or the base image.

    ## Example
    Before:

    ```dockerfile
    FROM node:22
    WORKDIR /app
    COPY package.json package-lock.json ./
    RUN npm ci --omit=dev
    ```

    After:

    ```dockerfile
    FROM node:22
    WORKDIR /app
    COPY package.json package-lock.json ./
    RUN npm ci --omit=dev && npm cache clean --force
    ```
    """

    name = "npm-cache-left-behind"
    safety = Safety.SAFE
    related = ("hadolint/DL3060",)

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """One finding a RUN and manager that keeps its cache."""
        for left in filter(_reaches, caches_left(view, "npm-cache")):
            message = "npm's cache stays in this layer: empty it in the RUN that filled it"
            yield emptied(view, left, message, _npm_estimate(left))
        for left in filter(_reaches, caches_left(view, "yarn-cache", "yarn-berry-cache")):
            reason = not_classic(view, left.call)
            message = "Yarn's cache stays in this layer: empty it in the RUN that filled it"
            if reason is not None:
                yield Refusal(left.call.place_in_file, reason)
            else:
                yield emptied(view, left, message, cost_where("yarn-cache", ()))
        for left in filter(_reaches, caches_left(view, *_LINKED)):
            why = f"{left.call.program} links node_modules to its store: within a layer both are stored once"
            yield Refusal(left.call.place_in_file, why)


def _reaches(left: CacheLeft) -> bool:
    return left.reaches


def _npm_estimate(left: CacheLeft) -> Estimate | None:
    """What was measured for a project's dependencies; of a program installed globally nothing is known."""
    call = left.call
    if call.meaning(Role.GLOBAL) is not None:
        return None
    node_env = call.variable("NODE_ENV")
    production = call.meaning(Role.DEV_OMIT) or (node_env is not None and node_env.text == "production")
    return cost_where("npm-cache", ("production",) if production else ())
