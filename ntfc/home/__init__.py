"""The first page: what waits for me, with the reason and one button each."""
