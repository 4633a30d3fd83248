"""What people do with issues; each function is one thing, the request commits it."""
