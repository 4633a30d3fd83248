"""The pages of whoever runs the site."""

from ntfc.admin.views import jobs, outbox, site, trail
from ntfc.admin.views.common import bp

__all__ = ["bp", "jobs", "outbox", "site", "trail"]
