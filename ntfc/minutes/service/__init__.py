"""Changing minutes."""
