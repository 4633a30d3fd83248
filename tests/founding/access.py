ROUTES = {
    "GET /library/": "library.read",
    "GET /library/<entry_id>": "library.read",
    "GET /library/<entry_id>/start": "library.read",
    "POST /library/<entry_id>/start": "body.start",
    "POST /suggestions/<int:suggestion_id>/settle": "suggestion.settle",
}
HOLDERS = {
    "library.read": {"person"},
    "suggestion.settle": {"secretary", "chair", "moderator"},
}
EXAMPLES = {
    "GET /library/<entry_id>": {"entry_id": "entry"},
    "GET /library/<entry_id>/start": {"entry_id": "entry"},
}
