"""Sheet geometry shared by printing and reading; standard library only."""
