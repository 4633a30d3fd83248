"""The pages of agendas; importing them puts each on the blueprint."""

from ntfc.agendas.views import attaching, items, moving, papers, releasing, running, show
from ntfc.agendas.views.common import bp

__all__ = ["attaching", "bp", "items", "moving", "papers", "releasing", "running", "show"]
