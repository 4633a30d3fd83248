"""Who may do what, by hand: `check_plugin` compares it with the plugin, in both directions."""

from ntfc_jordan.models import Partner

from ntfc.clock import now
from ntfc.db import db
from ntfc.organisations.models import Organisation, OrganisationKind
from ntfc.organisations.rules import name_key

ROUTES = {
    "GET /x/jordan/": "site.be_here",
    "GET /x/jordan/council": "jordan.install",
    "POST /x/jordan/council": "jordan.install",
    "POST /x/jordan/golden-list": "jordan.install",
    "GET /x/jordan/councils/<int:body_id>": "body.read_papers",
    "GET /x/jordan/councils/<int:body_id>/new": "jordan.keep",
    "POST /x/jordan/councils/<int:body_id>/new": "jordan.keep",
    "GET /x/jordan/councils/<int:body_id>/several": "jordan.keep",
    "POST /x/jordan/councils/<int:body_id>/several": "jordan.keep",
    "GET /x/jordan/partners/<int:partner_id>": "jordan.keep",
    "POST /x/jordan/partners/<int:partner_id>": "jordan.keep",
    "POST /x/jordan/partners/<int:partner_id>/remove": "jordan.keep",
}
HOLDERS = {
    "jordan.install": {"administrator"},
    "jordan.keep": {"secretary", "chair", "vice_chair", "moderator"},
}


def fill(number, body_id, person_id):
    """Add one more partner: an institution is one of a council once."""
    kind = db.session.scalars(db.select(OrganisationKind).order_by(OrganisationKind.id)).first()
    name = f"جهة {number}"
    institution = Organisation(
        name=name, name_key=name_key(name), kind=kind, side_id=kind.side_id, created_at=now()
    )
    db.session.add(institution)
    db.session.flush()
    scale = {"importance": 1 + number % 5, "impact": 3}
    db.session.add(Partner(body_id=body_id, organisation_id=institution.id, **scale))
