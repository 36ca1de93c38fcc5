"""Respondents with pens, paper with wear, scanners with faults: sheets whose truth is known."""
