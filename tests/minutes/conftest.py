"""What tests of minutes share with those of issues."""

from tests.issues.conftest import make_organisation

__all__ = ["make_organisation"]
