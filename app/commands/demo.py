"""`omr demo`."""


def demo() -> None:
    """Do it."""
