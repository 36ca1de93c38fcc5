"""Figures that add up, and the files they go into."""
