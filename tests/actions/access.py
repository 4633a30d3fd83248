from ntfc.actions import queries, rules
from ntfc.actions.models import Action

ROUTES = {
    "GET /actions/": "action.read_all",
    "GET /bodies/<int:body_id>/actions": "body.read_papers",
    "GET /bodies/<int:body_id>/actions/new": "action.add",
    "POST /bodies/<int:body_id>/actions/new": "action.add",
    "GET /bodies/<int:body_id>/priorities/<int:priority_id>/off-track": "action.add",
    "POST /bodies/<int:body_id>/priorities/<int:priority_id>/off-track": "action.add",
    "POST /bodies/<int:body_id>/priorities/<int:priority_id>/on-track": "action.add",
    "GET /bodies/<int:body_id>/levels": "action.add",
    "GET /bodies/<int:body_id>/road-map": "body.read_papers",
    "POST /bodies/<int:body_id>/road-map": "action.add",
    "GET /bodies/<int:body_id>/you-said-we-did": "body.read_papers",
    "GET /bodies/<int:body_id>/sponsor-report": "body.read_papers",
    "GET /meetings/<int:meeting_id>/status": "meeting.view",
    "GET /meetings/<int:meeting_id>/status.pdf": "meeting.view",
    "GET /bodies/<int:body_id>/sponsor-report.pdf": "body.read_papers",
    "GET /sponsor-reports/<int:report_id>": "body.read_papers",
    "GET /sponsor-reports/<int:report_id>/report.pdf": "body.read_papers",
    "POST /sponsor-reports/<int:report_id>/send": "action.add",
    "GET /actions/<int:action_id>": "action.view",
    "GET /actions/<int:action_id>/edit": "action.edit",
    "POST /actions/<int:action_id>/edit": "action.edit",
    "GET /actions/<int:action_id>/cancel": "action.edit",
    "POST /actions/<int:action_id>/cancel": "action.edit",
    "GET /actions/<int:action_id>/reopen": "action.edit",
    "POST /actions/<int:action_id>/reopen": "action.edit",
    "GET /actions/<int:action_id>/report": "action.report",
    "POST /actions/<int:action_id>/report": "action.report",
    "POST /actions/<int:action_id>/verify": "action.verify",
    "GET /actions/<int:action_id>/send-back": "action.verify",
    "POST /actions/<int:action_id>/send-back": "action.verify",
    "GET /actions/<int:action_id>/date": "action.set_date",
    "POST /actions/<int:action_id>/date": "action.set_date",
}
SEATS = {
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
LEADING = {"chair", "vice_chair", "moderator", "secretary"}
HOLDERS = {
    "action.read_all": {"person"},
    # And who does it; what is not in confidence, by whoever reads the papers of the body.
    "action.view": SEATS - {"expert", "observer", "guest"},
    "action.add": LEADING,
    "action.edit": LEADING,
    # Of those, by the rule, only who speaks for the owner and the heads; and by one-time link.
    "action.report": SEATS,
    # Never who reported it as done, nor who speaks for its owner.
    "action.verify": LEADING,
    "action.set_date": LEADING,
}
VISIBLE = [(queries.visible, rules.VIEW, Action)]
EXAMPLES = {
    "GET /actions/<int:action_id>/date": {"action_id": "dated_action"},
}
