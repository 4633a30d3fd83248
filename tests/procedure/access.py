from ntfc.procedure import queries, rules
from ntfc.procedure.models import RulesOfProcedure

ROUTES = {
    "GET /bodies/<int:body_id>/procedure/": "body.read_papers",
    "GET /bodies/<int:body_id>/procedure/draft": "procedure.edit",
    "POST /bodies/<int:body_id>/procedure/draft": "procedure.edit",
    "GET /procedure/<int:rules_id>": "procedure.view",
    "POST /procedure/<int:rules_id>/in-force": "procedure.adopt",
    "POST /procedure/<int:rules_id>/discard": "procedure.edit",
}

HOLDERS = {
    "procedure.view": {
        "chair",
        "vice_chair",
        "secretary",
        "moderator",
        "coordinator",
        "member",
        "alternate",
        "facilitator",
    },
    "procedure.edit": {"chair", "secretary", "moderator"},
    "procedure.adopt": {"chair", "secretary", "moderator"},
}
# Besides: experts, observers and guests read what was in force in their body; so does anyone
# signed in, of a body that is not restricted;
# whoever coordinates the body (a field of the body, before there are seats) reads and drafts.

VISIBLE = [(queries.visible, rules.VIEW, RulesOfProcedure)]
