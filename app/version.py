"""Which version of the program is this?"""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """Return the installed version, or ``0+unknown`` when run from a folder that was not installed."""
    try:
        return version("omr-survey")
    except PackageNotFoundError:
        return "0+unknown"
