"""The pages of bodies."""

from ntfc.committees.views import directory, edit, ends, setup, show, start, terms
from ntfc.committees.views.common import bp

__all__ = ["bp", "directory", "edit", "ends", "setup", "show", "start", "terms"]
