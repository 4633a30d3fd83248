"""Who may do what with bodies, typed by hand."""

from ntfc.committees import queries, rules
from ntfc.committees.models import Body

ROUTES = {
    "GET /bodies/": "body.list",
    "GET /bodies/coverage": "body.list",
    "GET /bodies/new": "body.start",
    "POST /bodies/new": "body.start",
    "GET /bodies/<int:body_id>/": "body.view",
    "GET /bodies/<int:body_id>/who": "body.view",
    "GET /bodies/<int:body_id>/about": "body.view",
    "GET /bodies/<int:body_id>/act": "body.read_papers",
    "GET /bodies/<int:body_id>/new": "body.start",
    "POST /bodies/<int:body_id>/new": "body.start",
    "GET /bodies/<int:body_id>/places": "body.start",
    "POST /bodies/<int:body_id>/places": "body.start",
    "GET /bodies/<int:body_id>/identity": "body.edit",
    "POST /bodies/<int:body_id>/identity": "body.edit",
    "GET /bodies/<int:body_id>/place": "body.edit",
    "POST /bodies/<int:body_id>/place": "body.edit",
    "GET /bodies/<int:body_id>/mandate": "body.edit",
    "POST /bodies/<int:body_id>/mandate": "body.edit",
    "GET /bodies/<int:body_id>/people": "body.edit",
    "POST /bodies/<int:body_id>/people": "body.edit",
    "GET /bodies/<int:body_id>/contacts": "body.edit",
    "POST /bodies/<int:body_id>/contacts": "body.edit",
    "POST /bodies/<int:body_id>/contacts/<int:contact_id>/end": "body.edit",
    "GET /bodies/<int:body_id>/names": "body.edit",
    "POST /bodies/<int:body_id>/names": "body.edit",
    "POST /bodies/<int:body_id>/names/<int:name_id>/remove": "body.edit",
    "GET /bodies/<int:body_id>/rename": "body.edit",
    "POST /bodies/<int:body_id>/rename": "body.edit",
    "POST /bodies/<int:body_id>/state": "body.change_state",
    "GET /bodies/<int:body_id>/close": "body.close",
    "POST /bodies/<int:body_id>/close": "body.close",
    "GET /bodies/<int:body_id>/succeed": "body.close",
    "POST /bodies/<int:body_id>/succeed": "body.close",
    "GET /bodies/<int:body_id>/merge": "body.close",
    "POST /bodies/<int:body_id>/merge": "body.close",
    "GET /bodies/<int:body_id>/move": "body.close",
    "POST /bodies/<int:body_id>/move": "body.close",
    "GET /bodies/<int:body_id>/report": "body.report",
    "POST /bodies/<int:body_id>/report": "body.report",
    "GET /bodies/<int:body_id>/terms": "body.view",
    "GET /bodies/<int:body_id>/terms/new": "term.start",
    "POST /bodies/<int:body_id>/terms/new": "term.start",
    "GET /bodies/<int:body_id>/terms/end": "term.start",
    "POST /bodies/<int:body_id>/terms/end": "term.start",
    "POST /bodies/<int:body_id>/priorities": "term.name_priorities",
    "GET /bodies/<int:body_id>/cooperation": "body.view",
    "GET /bodies/<int:body_id>/priorities/<int:priority_id>/owners": "term.name_priorities",
    "POST /bodies/<int:body_id>/priorities/<int:priority_id>/owners": "term.name_priorities",
    "POST /bodies/<int:body_id>/priorities/<int:priority_id>/confirm": "term.confirm",
    "POST /bodies/<int:body_id>/priorities/<int:priority_id>/ask": "term.name_priorities",
    "POST /bodies/<int:body_id>/priorities/<int:priority_id>/withdraw": "term.name_priorities",
    "POST /bodies/<int:body_id>/priorities/<int:priority_id>/deliver": "term.name_priorities",
    "GET /bodies/<int:body_id>/setup": "body.view",
    "POST /bodies/<int:body_id>/setup": "body.edit",
    "POST /bodies/<int:body_id>/setup/begin": "body.edit",
    "GET /bodies/<int:body_id>/setup/<int:step_id>": "body.edit",
    "POST /bodies/<int:body_id>/setup/<int:step_id>": "body.edit",
    "POST /bodies/<int:body_id>/setup/<int:step_id>/done": "setup.take_step",
    "GET /bodies/<int:body_id>/setup/<int:step_id>/skip": "setup.take_step",
    "POST /bodies/<int:body_id>/setup/<int:step_id>/skip": "setup.take_step",
}

SEATED = {
    "chair",
    "vice_chair",
    "secretary",
    "moderator",
    "coordinator",
    "member",
    "alternate",
    "facilitator",
    "expert",
    "observer",
    "guest",
}

HOLDERS = {
    "body.list": {"person"},
    # Besides: everyone who has signed in, of an open body; its sponsor and coordinator; the
    # chairs above it until it is founded; administrators.
    "body.view": SEATED,
    "body.read_papers": SEATED,  # besides: as body.view, administrators of open bodies only
    # In a restricted body with people of its own, running the site gives no role (body.start,
    # body.edit, body.change_state, appointment.set_up): tests/test_administrators.py.
    "body.start": {"administrator"},  # besides: chairs and secretary of the parent, below it
    # Besides: the coordinator named in its record; the chairs above it until it is founded.
    "body.edit": {"secretary", "administrator"},
    "body.restrict": {"chair", "moderator", "secretary"},
    "body.change_state": {"chair", "moderator", "secretary", "administrator"},
    "body.close": {"chair", "moderator", "secretary"},
    # Besides, for the next three: the coordinator named in its record.
    "body.report": {"chair", "moderator", "secretary"},
    "term.start": {"chair", "moderator", "secretary"},
    "term.name_priorities": {"secretary"},
    "term.confirm": {"chair", "moderator"},
    # Besides: the owner of the step, and whoever may edit the body without a seat.
    "setup.take_step": {"chair", "moderator", "secretary"},
}

VISIBLE = [(queries.visible, rules.VIEW, Body)]
