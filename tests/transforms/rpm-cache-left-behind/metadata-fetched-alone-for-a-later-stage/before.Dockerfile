FROM fedora:40 AS base
RUN dnf makecache

FROM base
RUN dnf install -y git
