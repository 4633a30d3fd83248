"""Changing meetings: planning, calling, replying, noting who is there."""
