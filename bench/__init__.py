"""Accuracy and speed, printed as tables; never part of the tests."""
