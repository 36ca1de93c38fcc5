"""Lets ``python -m app`` stand for the command ``omr``."""

from app.cli import main

main()
