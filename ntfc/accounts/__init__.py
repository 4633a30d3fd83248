"""Signing in: passwords, second factor, devices, failed attempts."""
