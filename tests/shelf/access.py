"""Plugins in the browser: administrators alone, on every page."""

ROUTES = {
    "GET /admin/plugins": "shelf.see",
    "GET /admin/plugins/<name>": "shelf.see",
    "GET /admin/plugins/<name>/<what>": "shelf.change",
    "POST /admin/plugins/<name>/<what>": "shelf.change",
    "GET /admin/plugins/<name>/settings": "shelf.set",
    "POST /admin/plugins/<name>/settings": "shelf.set",
    "POST /admin/shelf/read": "shelf.change",
    "GET /admin/shelf/<int:wheel_id>": "shelf.see",
    "POST /admin/shelf/<int:wheel_id>": "shelf.change",
    "GET /admin/plugin-changes/<int:change_id>": "shelf.see",
    "POST /admin/plugin-changes/<int:change_id>/give-up": "shelf.change",
}
HOLDERS = {
    "shelf.see": {"administrator"},
    "shelf.change": {"administrator"},
    "shelf.set": {"administrator"},
}
EXAMPLES = {
    "GET /admin/plugins/<name>": {"name": "plugin_name"},
    "GET /admin/plugins/<name>/<what>": {"name": "plugin_name", "what": "purge"},
    "GET /admin/plugins/<name>/settings": {"name": "plugin_name"},
}
