"""The model that comes with the program, for the tests of reading."""

from batches.model import load_model

MODEL = load_model()
