"""Running the site: administrators alone, on every page."""

ROUTES = {
    "GET /admin": "site.look",
    "POST /admin/trail/check": "site.check_trail",
    "GET /admin/jobs": "site.manage_jobs",
    "POST /admin/jobs/<int:job_id>/repeat": "site.manage_jobs",
    "POST /admin/jobs/repeat-all": "site.manage_jobs",
    "GET /admin/jobs/<int:job_id>/drop": "site.manage_jobs",
    "POST /admin/jobs/<int:job_id>/drop": "site.manage_jobs",
    "GET /admin/audit": "site.read_trail",
    "GET /admin/audit.csv": "site.read_trail",
    "GET /admin/outbox": "site.read_outbox",  # in a demonstration only
    "GET /admin/outbox/<int:job_id>": "site.read_outbox",
}
HOLDERS = {
    "site.look": {"administrator"},
    "site.manage_jobs": {"administrator"},
    "site.read_trail": {"administrator"},
    "site.check_trail": {"administrator"},
    "site.read_outbox": {"administrator"},
}
