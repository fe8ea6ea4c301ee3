"""The transforms that come with slimmer: a module each, found by the entry-point group `slimmer.transforms`."""

WORDS = {
    "apk-cache-left-behind": ("apk",),
    "apt-lists-left-behind": ("apt",),
    "apt-recommends-installed": ("apt",),
    "archive-left-after-extract": ("curl", "wget", "aria2c"),
    "copied-then-chowned": ("chown",),
    "full-base-image": (
        *("FROM debian", "FROM elixir", "FROM erlang", "FROM node", "FROM openjdk", "FROM perl", "FROM pypy"),
        *("FROM python", "FROM ruby", "FROM rust"),
    ),
    "go-toolchain-shipped": ("FROM golang",),
    "npm-cache-left-behind": ("bun", "npm", "npx", "yarn"),
    "npm-dev-dependencies-shipped": ("bun", "npm", "yarn"),
    "pip-cache-left-behind": ("pip",),
    "removed-in-a-later-layer": ("rm ",),
    "rpm-cache-left-behind": ("amazon-linux-extras", "dnf", "yum", "zypper"),
}
"""Words one of which stands in a RUN wherever the transform finds something; behind FROM, in the name of a base image.

A module is imported when a file holds a word of its transform; one that is not named here always is.
"""
