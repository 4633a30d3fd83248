"""The pages of bodies."""

from ntfc.committees.views import cooperation, directory, edit, ends, setup, show, start, terms
from ntfc.committees.views.common import bp

__all__ = ["bp", "cooperation", "directory", "edit", "ends", "setup", "show", "start", "terms"]
