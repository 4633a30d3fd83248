"""Who may do what with institutions, typed by hand."""

from ntfc.organisations import queries, rules
from ntfc.organisations.models import Organisation

ROUTES = {
    "GET /organisations/": "organisation.list",
    "GET /organisations/<int:organisation_id>": "organisation.view",
    "GET /organisations/new": "organisation.edit",
    "POST /organisations/new": "organisation.edit",
    "GET /organisations/<int:organisation_id>/edit": "organisation.edit",
    "POST /organisations/<int:organisation_id>/edit": "organisation.edit",
    "GET /organisations/<int:organisation_id>/close": "organisation.edit",
    "POST /organisations/<int:organisation_id>/close": "organisation.edit",
    "POST /organisations/<int:organisation_id>/reopen": "organisation.edit",
    "GET /organisations/<int:organisation_id>/represents": "organisation.edit",
    "POST /organisations/<int:organisation_id>/represents": "organisation.edit",
    "POST /organisations/<int:organisation_id>/represents/<int:representation_id>/remove": "organisation.edit",
    "GET /organisations/<int:organisation_id>/contacts": "organisation.contacts",
    "POST /organisations/<int:organisation_id>/contacts": "organisation.contacts",
    "GET /organisations/<int:organisation_id>/contacts/<int:contact_id>": "organisation.contacts",
    "POST /organisations/<int:organisation_id>/contacts/<int:contact_id>": "organisation.contacts",
    "POST /organisations/<int:organisation_id>/contacts/<int:contact_id>/first": "organisation.contacts",
    "POST /organisations/<int:organisation_id>/contacts/<int:contact_id>/end": "organisation.contacts",
}

HOLDERS = {
    "organisation.list": {"person"},
    "organisation.view": {"person"},
    "organisation.edit": {"secretary", "administrator"},
    # also: a coordinator, for the institution for which the coordinator works
    "organisation.contacts": {"secretary", "administrator"},
    # also: whoever works for the institution
    "organisation.contact_details": {
        "chair",
        "vice_chair",
        "secretary",
        "moderator",
        "coordinator",
        "member",
        "alternate",
        "facilitator",
        "expert",
        "administrator",
    },
}

VISIBLE = [(queries.visible, rules.VIEW, Organisation)]
