from ntfc.decisions import queries, rules
from ntfc.decisions.models import Decision

ROUTES = {
    "GET /decisions/": "decision.read_all",
    "GET /bodies/<int:body_id>/decisions": "body.read_papers",
    "GET /bodies/<int:body_id>/decisions/new": "decision.draft",
    "POST /bodies/<int:body_id>/decisions/new": "decision.draft",
    "GET /bodies/<int:body_id>/decisions/outside": "decision.draft",
    "POST /bodies/<int:body_id>/decisions/outside": "decision.draft",
    "GET /decisions/<int:decision_id>": "decision.view",
    "GET /decisions/<int:decision_id>/edit": "decision.draft",
    "POST /decisions/<int:decision_id>/edit": "decision.draft",
    "GET /decisions/<int:decision_id>/pass-up": "decision.draft",
    "POST /decisions/<int:decision_id>/pass-up": "decision.draft",
    "GET /decisions/<int:decision_id>/withdraw": "decision.draft",
    "POST /decisions/<int:decision_id>/withdraw": "decision.draft",
    "GET /decisions/<int:decision_id>/outcome": "decision.adopt",
    "POST /decisions/<int:decision_id>/outcome": "decision.adopt",
    "GET /decisions/<int:decision_id>/address": "decision.address",
    "POST /decisions/<int:decision_id>/address": "decision.address",
    "GET /decision-answers/<int:addressee_id>": "decision.answer",
    "POST /decision-answers/<int:addressee_id>": "decision.answer",
    "GET /decisions/<int:decision_id>/reservations": "decision.adopt",
    "POST /decisions/<int:decision_id>/reservations": "decision.adopt",
    "GET /decision-reservations/<int:reservation_id>/lift": "decision.adopt",
    "POST /decision-reservations/<int:reservation_id>/lift": "decision.adopt",
    "GET /decisions/<int:decision_id>/evidence": "decision.address",
    "POST /decisions/<int:decision_id>/evidence": "decision.address",
    "GET /decision-answers/<int:addressee_id>/evidence": "decision.answer",
    "POST /decision-answers/<int:addressee_id>/evidence": "decision.answer",
    "GET /decision-evidence/<int:evidence_id>/file": "decision.view",
    "GET /decisions/<int:decision_id>/carried-out": "decision.follow",
    "POST /decisions/<int:decision_id>/carried-out": "decision.follow",
    "GET /decisions/<int:decision_id>/in-writing": "decision.adopt",
    "POST /decisions/<int:decision_id>/in-writing": "decision.adopt",
    "POST /decisions/<int:decision_id>/vote": "decision.adopt",
    "GET /decision-voices/<int:voice_id>": "decision.reply",
    "POST /decision-voices/<int:voice_id>": "decision.reply",
    "GET /decision-polls/<int:poll_id>/votes": "decision.adopt",
    "POST /decision-polls/<int:poll_id>/votes": "decision.adopt",
    "GET /decision-polls/<int:poll_id>/count": "decision.adopt",
    "POST /decision-polls/<int:poll_id>/count": "decision.adopt",
    "GET /decision-polls/<int:poll_id>/stop": "decision.adopt",
    "POST /decision-polls/<int:poll_id>/stop": "decision.adopt",
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
    "decision.read_all": {"person"},
    # And, once it is adopted or watched and not in confidence, whoever reads the body's papers.
    "decision.view": SEATS - {"expert", "observer", "guest"},
    "decision.draft": LEADING,
    "decision.adopt": LEADING,
    "decision.address": LEADING,
    "decision.follow": {"secretary"},
    # Of those, by the rule, only who speaks for the institution and the heads; and by link.
    "decision.answer": SEATS,
    # Of those, by the rule, only who sits in the seat and the heads; and by link.
    "decision.reply": SEATS - {"expert", "observer", "guest"},
}
VISIBLE = [(queries.visible, rules.VIEW, Decision)]
