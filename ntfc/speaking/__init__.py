"""Who speaks in a meeting, and how the sides of the table stand to each other."""
