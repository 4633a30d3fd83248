"""The lists that administrators extend: sides, kinds, roles, sectors, and those of other features."""
