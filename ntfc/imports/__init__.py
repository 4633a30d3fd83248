"""Institutions and people from files, and institutions back into files."""
