"""Images of web servers: where they begin, and what they hand out."""

from __future__ import annotations

import pytest

from slimmer.knowledge.web import served_folders, web_image


@pytest.mark.parametrize(
    ("name", "tag", "workdir"),
    [
        ("php", "8.3-apache", "/var/www/html"),
        ("php", "fpm-alpine3.20", "/var/www/html"),
        ("php", "8.3-cli", "/"),
        ("php", "latest", "/"),
        ("wordpress", "6", "/var/www/html"),
        ("httpd", "2.4-alpine", "/usr/local/apache2"),
        ("quay.io/acme/php-fpm", "7", ""),
        ("acme/site", "nginx-1.27", ""),
    ],
)
def test_where_a_web_server_begins(name: str, tag: str, workdir: str) -> None:
    found = web_image(name, tag)
    assert found is not None
    assert found.workdir == workdir


@pytest.mark.parametrize(("name", "tag"), [("debian", "bookworm"), ("python", "3.12"), ("acme/weblate", "1")])
def test_others_are_no_web_servers(name: str, tag: str) -> None:
    assert web_image(name, tag) is None


def test_all_that_is_handed_out_is_absolute() -> None:
    found = web_image("drupal", "10")
    assert found is not None
    assert "/opt/drupal" in found.served
    assert all(each.startswith("/") and not each.endswith("/") for each in (*found.served, *served_folders()))
