"""The pages of terms of reference and of their joint review."""

from ntfc.mandates.views.review import bp as reviews
from ntfc.mandates.views.terms import bp as terms

__all__ = ["reviews", "terms"]
