"""What may somebody do? Four roles, each with all that those before it may."""

from enum import StrEnum


class Role(StrEnum):
    """Viewers see figures; reviewers see sheets and decide; compilers scan, print and close; administrators all."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    COMPILER = "compiler"
    ADMINISTRATOR = "administrator"

    def may(self, needed: "Role") -> bool:
        """Tell whether this role includes another."""
        roles = list(Role)
        return roles.index(self) >= roles.index(needed)
