"""From the pixels of one scanned page to its answers, one module per step."""
