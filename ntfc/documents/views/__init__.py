"""The pages of papers; importing them puts each on the blueprint."""

from ntfc.documents.views import adding, endorsing, keeping, reading, sending_in, writing
from ntfc.documents.views.common import bp

__all__ = ["adding", "bp", "endorsing", "keeping", "reading", "sending_in", "writing"]
