"""Accuracy and speed, printed as tables; never part of the tests."""

from app.threads import one_thread_each

# Before any module here imports NumPy.
one_thread_each()
