"""What changes, each asked for the permission it needs."""
