"""Ends its process without a word, as a crash in a compiled library would."""

import os

os._exit(0)
