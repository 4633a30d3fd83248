"""Starting a body from a kind or a library entry, renewing, merging and closing it."""
