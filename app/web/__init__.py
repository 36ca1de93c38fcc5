"""The review desk in the browser."""
