"""Everything that is remembered: layouts, print runs, batches, readings, and what people decided."""
