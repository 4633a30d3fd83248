"""Signing in and looking after accounts. Nothing slow: passwords were checked before."""
