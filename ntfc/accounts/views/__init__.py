"""The pages of signing in and of one's own account."""

from ntfc.accounts.views import account, factor, setup, visitors
from ntfc.accounts.views.door import bp, recognise

__all__ = ["account", "bp", "factor", "recognise", "setup", "visitors"]
