"""The pages of institutions: the directory, the page of each, and its parts."""
