"""The instrument of national committees on trade facilitation."""

__version__ = "0.1.0.dev0"
