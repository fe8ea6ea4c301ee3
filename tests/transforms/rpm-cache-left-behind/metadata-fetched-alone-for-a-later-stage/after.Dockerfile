FROM fedora:40 AS base

FROM base
RUN dnf install -y git && dnf clean all
