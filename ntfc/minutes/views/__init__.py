"""The pages of minutes."""

from ntfc.minutes.views import arrange, history, record, together
from ntfc.minutes.views.common import minutes, sections

__all__ = ["arrange", "history", "minutes", "record", "sections", "together"]
