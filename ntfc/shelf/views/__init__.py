"""The pages of plugins: how they do, the shelf, a change and how far it is."""

from ntfc.shelf.views import changes, show, wheels
from ntfc.shelf.views.common import bp

__all__ = ["bp", "changes", "show", "wheels"]
