"""Packages that are loaded by a name that no source holds: a setting has it, an address, or the ending of a file."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from slimmer.analysis.evidence.node import NodeProject

_SQL_WORDS = "pg pg-hstore pg-native mysql mysql2 mariadb sqlite3 better-sqlite3 tedious oracledb"
_SQL = tuple(_SQL_WORDS.split())
_DRIVERS = {
    **dict.fromkeys(("sequelize", "sequelize-typescript", "typeorm", "knex", "objection", "bookshelf"), _SQL),
    "config": ("js-yaml", "yaml", "toml", "json5", "hjson", "properties", "ts-node", "coffeescript", "cson", "xml2js"),
    "consolidate": ("ejs", "pug", "handlebars", "hbs", "nunjucks", "mustache", "twig", "liquid", "eta"),
}
"""What a package loads by a dialect, or by the ending of a file, that is told when it runs."""


def loaded_by_name(project: NodeProject, packages: AbstractSet[str]) -> tuple[str, str] | None:
    """Who may load one of the packages of a project in that way, as a clause that its name ends; and its name."""
    options = project.settings.get("node-options", "")
    told = next((name for name in sorted(packages) if name in options), None)
    if told is not None:
        return "node-options of .npmrc names", told
    root = project.manifest.folder
    config = f"{root}/next.config.ts" if root else "next.config.ts"
    # Next.js 15.4 and later read it with typescript whenever they start, and try to install that.
    if "typescript" in packages and project.context.has(config):
        return f"Next.js reads {config} with", "typescript"
    for package, drivers in _DRIVERS.items():
        found = next((each for each in drivers if each in packages), None)
        if package in project.manifest.dependencies and found is not None:
            return f"{package} may load", found
    return None
