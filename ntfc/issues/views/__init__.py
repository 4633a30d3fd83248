"""The pages of issues; importing them puts each on the blueprint."""

from ntfc.issues.views import asking, becoming, deciding, proposing, show, voices
from ntfc.issues.views.common import bp

__all__ = ["asking", "becoming", "bp", "deciding", "proposing", "show", "voices"]
