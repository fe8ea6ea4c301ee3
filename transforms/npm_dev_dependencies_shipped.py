"""Leave development dependencies out of the image, or remove them once the build is done."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.api import (
    Answer,
    DevInstall,
    No,
    Refusal,
    Rewrite,
    Safety,
    ShellSite,
    Transform,
    View,
    dev_installs,
    inserted_below,
    joined,
    site,
    transform,
)


@transform
class NpmDevDependenciesShipped(Transform):
    """Finds an `npm install` (also of Yarn 1, pnpm and bun) that brings development dependencies into the image.

    ## Why it costs bytes
    Compilers, test runners and linters are nine tenths of node_modules in applications that were measured: 40 to
    220 MB unpacked. Nothing that runs in the container loads them.

    ## When it is not applied
    - No build context is known: only package.json and the code tell what is needed. Pass `--context`.
    - What runs requires a development dependency, names it in quotes, or starts with one: `nodemon`, `ts-node`.
    - What runs cannot be followed: a program's name is computed, a script is not in the context. What concurrently,
      npm-run-all, nodemon, pm2, forever and their kin start is followed.
    - The code that runs starts npm or one of them, or hands out `node_modules` itself.
    - What is built runs, and `tslib`, `core-js`, `@babel/runtime` or another helper of a compiler's output is a
      development dependency.
    - Yarn 1 or npm 6 installs, and a dependency may need one of them as a peer: `graphql`, `reflect-metadata`, `react`.
    - It may be loaded by a name that no source holds: a database's driver, an engine of views, a name in JSON.
    - Next.js reads `next.config.ts` when it starts, with a typescript that is only a development dependency.
    - A Makefile, a CI file, a script or a cluster's manifest runs `npm test`, or what else needs them, in a container;
      it is looked for in the context, and from the Dockerfile's folder up to the repository's top.
    - A development container is made of it, or another Dockerfile builds on it.
    - The image starts nothing but a shell, or ONBUILD waits for child images: who works in it may need them.
    - A build step behind the install needs them, and the RUNs cannot be made one: a removal in a later layer
      saves nothing; or the lock file is copied behind the install, so that a removal would change versions.
    - Another install, or `npm update`, in a RUN before has brought them into a layer of its own.
    - The project has workspaces, or Yarn 2 or later installs it.
    - `--omit=dev`, NODE_ENV or .npmrc leave them out already; the stage is a builder and nobody copies them.

    ## Example
    The build context holds:

    ```json package.json
    {"dependencies": {"express": "^4.19.2"}, "devDependencies": {"jest": "^29.7.0"}}
    ```

    ```javascript server.js
    require("express")().listen(3000);
    ```

    Before:

    ```dockerfile
    FROM node:22-slim
    WORKDIR /app
    COPY . .
    RUN npm ci
    CMD ["node", "server.js"]
    ```

    After:

    ```dockerfile
    FROM node:22-slim
    WORKDIR /app
    COPY . .
    RUN npm ci --omit=dev
    CMD ["node", "server.js"]
    ```
    """

    name = "npm-dev-dependencies-shipped"
    safety = Safety.BUILD

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """One finding an install whose development dependencies are in the image."""
        for install in dev_installs(view):
            place = install.call.place_in_file
            if install.refused is not None:
                yield Refusal(place, install.refused)
                continue
            edits = _without(view, install) if install.flag else _pruned(view, install)
            if isinstance(edits, No):
                yield Refusal(place, edits.reason)
            else:
                them = "it" if install.names == 1 else "them"
                how = f"leave {them} out" if install.flag else f"remove {them} once the build is done"
                found = "1 devDependency is" if install.names == 1 else f"{install.names} devDependencies are"
                message = f"{found} in the image, and nothing that runs needs {them}: {how}"
                yield Rewrite(place, message, edits, install.estimate, install.unmissed)


def _without(view: View, install: DevInstall) -> Answer:
    word = install.call.last_of_name.word
    if word is None:
        return No("the call is quoted or in exec form: no word can be put in exactly")
    script = site(view, install.step)
    return script if isinstance(script, No) else script.with_after(word, install.flag)


def _pruned(view: View, install: DevInstall) -> Answer:
    """Remove them in the layer that brought them: the RUNs up to the last that needs them become one."""
    if install.apart:
        return inserted_below(view.tree, install.steps[-1].outer, f"RUN {install.prune}")
    scripts: list[ShellSite] = []
    for step in install.steps:
        script = site(view, step)
        if isinstance(script, No):
            return script
        scripts.append(script)
    edits = joined(scripts, install.prune)
    line = install.steps[-1].outer.lines[0]
    return (
        No(f"line {line} needs them, and no later layer can take them away: {edits.reason}")
        if isinstance(edits, No)
        else edits
    )
