"""Everyone the committee deals with, and what is kept of each person."""
