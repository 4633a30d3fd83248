"""Lets `python -m ntfc` do what the `ntfc` command does."""

from ntfc.cli import main

main()
