"""Institutions: kind, side, role in the supply chain, size, whom they represent."""
