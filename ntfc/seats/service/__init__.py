"""Changing seats, who sits in them, and what members declare. The request commits it."""
