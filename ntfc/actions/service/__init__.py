"""What people do with actions; each function is one thing, the request commits it."""
