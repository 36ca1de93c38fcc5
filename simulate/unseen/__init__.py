"""A second world of ink, paper and scanners. It is never learnt from: readers are tried on it."""
