"""The edge: everything a person touches. Here alone are settings, the environment and the terminal known."""
