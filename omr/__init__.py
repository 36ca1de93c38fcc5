"""The core: arrays and values in, frozen values out; no files, clock, database, logging or network."""
