"""Actions: who does what by when, what became of it, and who looked whether it was done."""
