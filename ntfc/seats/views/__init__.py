"""The pages of seats, appointments, codes of conduct and declarations."""

from ntfc.seats.views import appointments, conduct, guidance, seats, vacancies
from ntfc.seats.views.common import bp

__all__ = ["appointments", "bp", "conduct", "guidance", "seats", "vacancies"]
