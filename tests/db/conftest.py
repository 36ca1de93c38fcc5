"""Tests here may ask for a fresh database."""

from tests.db.fixtures import engine, migrated

__all__ = ["engine", "migrated"]
