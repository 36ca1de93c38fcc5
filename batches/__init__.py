"""From scanned files to stored pages."""
