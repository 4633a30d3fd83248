"""What people do with decisions; each function is one thing, the request commits it."""
