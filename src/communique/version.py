"""Which version of Communiqué this is."""

from __future__ import annotations

from importlib import metadata


def package_version() -> str:
    """Return the installed version; "not installed" where the sources are run as they are."""
    try:
        return metadata.version("communique")
    except metadata.PackageNotFoundError:
        return "not installed"
