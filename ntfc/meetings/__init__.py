"""Meetings: planned, called, replied to, held; who was invited, who was told, who was there."""
