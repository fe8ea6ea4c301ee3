"""Ship a Go program without the toolchain that built it."""

from __future__ import annotations

from collections.abc import Iterator

from slimmer.api import (
    EditSet,
    GoImage,
    GoStays,
    No,
    Refusal,
    Rewrite,
    Safety,
    Span,
    Transform,
    View,
    go_cost,
    go_image,
    site,
    staged,
    transform,
    united,
    with_exec_form,
    with_token,
)


@transform
class GoToolchainShipped(Transform):
    """Finds a Go program that is shipped in the golang image it was built in.

    ## Why it costs bytes
    A golang image is 230 MB (Alpine) to 890 MB unpacked, and the build adds the modules and its caches, often another
    400 MB. A Go program without cgo needs none of that: it runs in an empty image.

    ## What the empty image gets
    The program at its place, and only what it may ask for: root certificates, time zones, the list of users, a folder
    for temporary files, the files of the sources that it reads (the whole folder where their names are not known),
    the folders it writes to, `/var/log`, `/run` and small files of `/etc` where it names them, folders and files that
    RUN or COPY put elsewhere; ENV, WORKDIR, USER (in numbers where they are known), LABEL, EXPOSE, VOLUME, STOPSIGNAL,
    CMD and ENTRYPOINT as they were. There is no shell in it for `docker exec`.

    ## When it is not applied
    - The build context is not known: go.mod and the sources tell what the program needs.
    - cgo: a file or module needs C, or the file asks for it. The file or module is named.
    - The program starts others (`os/exec`), or needs Go's own files.
    - The container starts by `go run`, a reloader, a script or a shell; HEALTHCHECK needs a shell or curl.
    - A RUN leaves what the container may need: packages, downloads, make, scripts.
    - The program names a path of the base image that is none of these: `/var/lib/app`, `/etc/debian_version`.
    - A RUN sets modes or a group of a folder, which a COPY would make anew: `chmod 777 /app`, `mkdir -m 777`.
    - A build argument decides what is kept, where it lies or whose it is: `RUN mkdir -p $LOG_DIR`, `USER $UID`.
    - A Makefile, a CI file or a script of the context runs Go or a shell in a container, or any other program in one
      of this image, or builds the stage by name; or a Makefile includes a file that cannot be read.
    - A file beside it, such as `Dockerfile.production`, ships the program without Go: this one keeps Go on purpose.
    - The file has stages already, is a base for others (ONBUILD), or is older than modules.

    ## Example
    With the sources of a program that only listens:

    ```go main.go
    package main

    import (
        "log"
        "net"
    )

    func main() {
        listener, err := net.Listen("tcp", ":7000")
        if err != nil {
            log.Fatal(err)
        }
        for {
            if connection, err := listener.Accept(); err == nil {
                connection.Close()
            }
        }
    }
    ```

    ```text go.mod
    module example.com/echo

    go 1.22
    ```

    Before:

    ```dockerfile
    FROM golang:1.22
    WORKDIR /src
    COPY . .
    RUN go build -o /echo .
    EXPOSE 7000
    CMD ["/echo"]
    ```

    After:

    ```dockerfile
    FROM golang:1.22 AS build
    WORKDIR /src
    COPY . .
    RUN CGO_ENABLED=0 go build -o /echo .

    FROM scratch
    COPY --from=build /echo /echo
    WORKDIR /src
    EXPOSE 7000
    CMD ["/echo"]
    ```
    """

    name = "go-toolchain-shipped"
    safety = Safety.BUILD
    changes = ("env", "cmd", "entrypoint", "user")

    def rewrites(self, view: View) -> Iterator[Rewrite | Refusal]:
        """At most one finding: the file's stage."""
        found = go_image(view)
        if isinstance(found, GoStays):
            yield Refusal.of(found.from_, found.reason)
        if not isinstance(found, GoImage):
            return
        edits = united(_edits(view, found))
        if isinstance(edits, No):
            yield Refusal.of(found.from_, edits.reason)
            return
        message = "Go's toolchain, the modules and the build's caches are in the image: only the program is needed"
        if found.whole:
            message += f"; the sources' folder stays, as {found.whole}"
        yield Rewrite(Span(found.from_.start, found.from_.end), message, edits, go_cost(view))


def _edits(view: View, found: GoImage) -> Iterator[EditSet | No]:
    """The new stage, a build without cgo, and what the container is told without a shell or a list of users."""
    yield staged(view.tree, found.last, found.base, found.pieces)
    for call in found.builds:
        script = site(view, call.step)
        if isinstance(script, No) or call.command is None:
            yield No("the go build stands in quotes or cannot be read")
        else:
            yield script.with_assignment(call.command, "CGO_ENABLED=0")
    if found.words is not None:
        yield with_exec_form(view.tree, found.start, found.words)
    if found.user is not None and found.user[0].value is not None:
        yield with_token(view.tree, found.user[0], found.user[0].value, found.user[1])
