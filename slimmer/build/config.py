"""Read an image's configuration: the `config` object of OCI image-spec 1.1 (config.md) with Docker's additions."""

from __future__ import annotations

from typing import Any

from slimmer.build.result import Healthcheck, ImageConfig

OWN_LABELS = "dev.slimmer."
_NANOSECONDS = 1e9


def image_config(told: dict[str, Any]) -> ImageConfig:
    """The configuration as JSON tells it; labels that slimmer put on for its own use are left out."""
    labels = {str(name): str(value) for name, value in (told.get("Labels") or {}).items()}
    return ImageConfig(
        env=tuple(told.get("Env") or ()),
        cmd=_words(told.get("Cmd")),
        entrypoint=_words(told.get("Entrypoint")),
        user=told.get("User") or "",
        working_dir=told.get("WorkingDir") or "",
        exposed_ports=tuple(sorted(told.get("ExposedPorts") or ())),
        volumes=tuple(sorted(told.get("Volumes") or ())),
        labels=tuple(sorted(each for each in labels.items() if not each[0].startswith(OWN_LABELS))),
        healthcheck=_healthcheck(told.get("Healthcheck")),
        stop_signal=told.get("StopSignal") or "",
        shell=_words(told.get("Shell")),
        on_build=tuple(told.get("OnBuild") or ()),
    )


def _words(told: list[str] | None) -> tuple[str, ...] | None:
    return None if told is None else tuple(told)


def _healthcheck(told: dict[str, Any] | None) -> Healthcheck | None:
    if told is None:
        return None
    return Healthcheck(
        test=tuple(told.get("Test") or ()),
        interval=(told.get("Interval") or 0) / _NANOSECONDS,
        timeout=(told.get("Timeout") or 0) / _NANOSECONDS,
        start_period=(told.get("StartPeriod") or 0) / _NANOSECONDS,
        retries=told.get("Retries") or 0,
    )
