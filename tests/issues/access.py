from ntfc.issues import queries, rules
from ntfc.issues.models import Issue

ROUTES = {
    "GET /issues/": "issue.read_all",
    "GET /bodies/<int:body_id>/issues": "body.read_papers",
    "GET /bodies/<int:body_id>/issues/new": "issue.propose",
    "POST /bodies/<int:body_id>/issues/new": "issue.propose",
    "GET /bodies/<int:body_id>/issues/call": "issue.call",
    "POST /bodies/<int:body_id>/issues/call": "issue.call",
    "GET /issues/<int:issue_id>": "issue.view",
    "GET /issues/<int:issue_id>/edit": "issue.revise",
    "POST /issues/<int:issue_id>/edit": "issue.revise",
    "GET /issues/<int:issue_id>/classify": "issue.classify",
    "POST /issues/<int:issue_id>/classify": "issue.classify",
    "GET /issues/<int:issue_id>/note": "issue.revise",
    "POST /issues/<int:issue_id>/note": "issue.revise",
    "GET /issues/<int:issue_id>/wording": "issue.word",
    "POST /issues/<int:issue_id>/wording": "issue.word",
    "GET /wordings/<int:wording_id>": "issue.consent",
    "POST /wordings/<int:wording_id>": "issue.consent",
    "POST /issues/<int:issue_id>/support": "issue.support",
    "POST /issues/<int:issue_id>/support/back": "issue.support",
    "POST /issues/<int:issue_id>/ideas": "issue.support",
    "POST /issues/<int:issue_id>/sound-out": "issue.call",
    "POST /issues/<int:issue_id>/accept": "issue.screen",
    "GET /issues/<int:issue_id>/decline": "issue.screen",
    "POST /issues/<int:issue_id>/decline": "issue.screen",
    "GET /issues/<int:issue_id>/withdraw": "issue.revise",
    "POST /issues/<int:issue_id>/withdraw": "issue.revise",
    "GET /issues/<int:issue_id>/one-case": "issue.classify",
    "POST /issues/<int:issue_id>/one-case": "issue.classify",
    "GET /issues/<int:issue_id>/hand-over": "issue.carry",
    "POST /issues/<int:issue_id>/hand-over": "issue.carry",
    "GET /issues/<int:issue_id>/close": "issue.carry",
    "POST /issues/<int:issue_id>/close": "issue.carry",
    "GET /issues/<int:issue_id>/became": "issue.carry",
    "POST /issues/<int:issue_id>/became": "issue.carry",
    "GET /issue-ideas/<int:idea_id>/became": "issue.carry",
    "POST /issue-ideas/<int:idea_id>/became": "issue.carry",
    "GET /bodies/<int:body_id>/proposals": "issue.carry",
    "GET /issues/<int:issue_id>/reopen": "issue.carry",
    "POST /issues/<int:issue_id>/reopen": "issue.carry",
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
    "issue.read_all": {"person"},
    # And its author and the coordinator of the body; once it is taken up, whoever reads the papers
    # of the body: all who sit in it, everybody who signed in where it is open.
    "issue.view": SEATS - {"expert", "observer", "guest"},
    "issue.propose": SEATS,  # and the coordinator of the body, and by one-time link
    "issue.support": SEATS,  # and by one-time link
    "issue.revise": set(),  # its author alone
    "issue.consent": set(),  # its author alone, also by one-time link
    "issue.classify": {"secretary"},
    "issue.word": {"secretary"},
    "issue.call": LEADING,
    # Whoever releases the agenda by the body's rules; the secretary on the word of one of them.
    "issue.screen": LEADING | {"coordinator"},
    "issue.carry": LEADING,
}
VISIBLE = [(queries.visible, rules.VIEW, Issue)]
EXAMPLES = {
    "GET /issues/<int:issue_id>/reopen": {"issue_id": "declined_issue"},
}
