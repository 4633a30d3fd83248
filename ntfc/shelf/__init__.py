"""Plugins in the browser: how they do, the shelf of wheels, and changing what is installed and on."""
