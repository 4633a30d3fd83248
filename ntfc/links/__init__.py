"""One-time links: one person, one act on one subject."""
