"""Seats, the people appointed to them, and the balance that follows."""
