"""One module per command. Each imports what it works with inside the command, so that no other pays for it."""
