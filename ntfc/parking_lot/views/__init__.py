"""The pages of the parking lot; importing them puts each on the blueprint."""

from ntfc.parking_lot.views import board, handing, leaving, parking
from ntfc.parking_lot.views.common import bp

__all__ = ["board", "bp", "handing", "leaving", "parking"]
