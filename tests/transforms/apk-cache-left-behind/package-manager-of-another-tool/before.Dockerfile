FROM ocaml/opam:alpine_ocaml-4.02.3
RUN sudo apk update && opam depext opam-publish
