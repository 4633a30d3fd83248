ROUTES = {
    "GET /lists/": "lists.edit",
    "GET /lists/<key>": "lists.edit",
    "POST /lists/<key>": "lists.edit",
    "GET /lists/<key>/<int:entry_id>": "lists.edit",
    "POST /lists/<key>/<int:entry_id>": "lists.edit",
    "POST /lists/<key>/<int:entry_id>/up": "lists.edit",
    "POST /lists/<key>/<int:entry_id>/retire": "lists.edit",
    "POST /lists/<key>/<int:entry_id>/bring-back": "lists.edit",
}

HOLDERS = {"lists.edit": {"administrator"}}
