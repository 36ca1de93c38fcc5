"""What does the program's exit code say? Each error class owns its own; these are those of no error class."""

DONE = 0
FAILED = 1
"""Something that is not the user's doing; the message says where the details are."""
WRONG_USAGE = 2
INTERRUPTED = 130
"""Stopped by Ctrl-C, as shells count signals."""
