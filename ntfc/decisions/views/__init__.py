"""The pages of decisions; importing them puts each on the blueprint."""

from ntfc.decisions.views import answering, drafting, following, outcome, polling, show
from ntfc.decisions.views.common import bp

__all__ = ["answering", "bp", "drafting", "following", "outcome", "polling", "show"]
