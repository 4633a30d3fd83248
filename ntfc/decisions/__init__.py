"""Decisions: what a body adopts, numbered and addressed, and what is answered to it."""
