"""The pages of minutes."""

from ntfc.minutes.views import arrange, consult, history, record, together
from ntfc.minutes.views.common import minutes, sections

__all__ = ["arrange", "consult", "history", "minutes", "record", "sections", "together"]
