"""The pages of seats, appointments, codes of conduct and declarations."""

from ntfc.seats.views import appointments, conduct, seats, vacancies
from ntfc.seats.views.common import bp

__all__ = ["appointments", "bp", "conduct", "seats", "vacancies"]
