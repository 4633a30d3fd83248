ROUTES = {
    "GET /organisations/import": "organisation.import",
    "POST /organisations/import": "organisation.import",
    "GET /organisations/import/<int:file_id>": "organisation.import",
    "POST /organisations/import/<int:file_id>": "organisation.import",
    "POST /organisations/import/<int:file_id>/throw-away": "organisation.import",
    "GET /organisations/import/template/<name>": "organisation.import",
    "GET /organisations/export.csv": "organisation.list",
    "GET /organisations/export.xlsx": "organisation.list",
}

HOLDERS = {"organisation.import": {"secretary", "administrator"}}
