"""What tests of minutes share with those of issues."""

from tests.issues.conftest import make_organisation, raise_issue

__all__ = ["make_organisation", "raise_issue"]
