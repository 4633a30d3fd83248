from ntfc.meetings import queries, rules
from ntfc.meetings.models import Meeting

ROUTES = {
    "GET /meetings/": "meeting.list",
    "GET /meetings/<int:meeting_id>/": "meeting.view",
    "GET /meetings/<int:meeting_id>/edit": "meeting.edit",
    "POST /meetings/<int:meeting_id>/edit": "meeting.edit",
    "GET /meetings/<int:meeting_id>/cancel": "meeting.convene",
    "POST /meetings/<int:meeting_id>/cancel": "meeting.convene",
    "GET /meetings/<int:meeting_id>/convene": "meeting.convene",
    "POST /meetings/<int:meeting_id>/convene": "meeting.convene",
    "GET /meetings/<int:meeting_id>/tell": "meeting.convene",
    "POST /meetings/<int:meeting_id>/tell": "meeting.convene",
    "GET /meetings/<int:meeting_id>/remind": "meeting.convene",
    "POST /meetings/<int:meeting_id>/remind": "meeting.convene",
    "GET /meetings/<int:meeting_id>/people": "meeting.view",
    "GET /meetings/<int:meeting_id>/guests/new": "meeting.edit",
    "POST /meetings/<int:meeting_id>/guests/new": "meeting.edit",
    "GET /meetings/<int:meeting_id>/notices": "meeting.proof",
    "GET /invitations/<int:invitation_id>/reply": "meeting.reply",
    "POST /invitations/<int:invitation_id>/reply": "meeting.reply",
    "GET /invitations/<int:invitation_id>/items": "meeting.edit",
    "POST /invitations/<int:invitation_id>/items": "meeting.edit",
    "POST /invitations/<int:invitation_id>/withdraw": "meeting.edit",
    "POST /notice-recipients/<int:recipient_id>/handed-over": "meeting.convene",
    "POST /meetings/<int:meeting_id>/links": "meeting.convene",
    "GET /meetings/<int:meeting_id>/calendar.ics": "meeting.view",
    "GET /meetings/<int:meeting_id>/attendance": "meeting.view",
    "POST /meetings/<int:meeting_id>/attendance": "meeting.attendance",
    "POST /meetings/<int:meeting_id>/attendance/names": "meeting.attendance",
    "POST /meetings/<int:meeting_id>/attendance/as-answered": "meeting.attendance",
    "POST /attendances/<int:attendance_id>/leaves": "meeting.attendance",
    "POST /attendances/<int:attendance_id>/returns": "meeting.attendance",
    "POST /attendances/<int:attendance_id>/take-off": "meeting.attendance",
    "GET /meetings/<int:meeting_id>/sign-sheet": "meeting.attendance",
    "GET /meetings/<int:meeting_id>/observers": "meeting.attendance",
    "POST /meetings/<int:meeting_id>/observers": "meeting.attendance",
    "POST /meetings/<int:meeting_id>/observers/take-off": "meeting.attendance",
    "POST /meetings/<int:meeting_id>/observers/came": "meeting.attendance",
    "POST /meetings/<int:meeting_id>/sign-sheet/<int:seat_id>": "meeting.attendance",
    "GET /meetings/<int:meeting_id>/sign-sheet.pdf": "meeting.attendance",
    "GET /meetings/<int:meeting_id>/open": "meeting.run",
    "POST /meetings/<int:meeting_id>/open": "meeting.run",
    "POST /meetings/<int:meeting_id>/not-open": "meeting.not_open",
    "GET /meetings/<int:meeting_id>/close": "meeting.run",
    "POST /meetings/<int:meeting_id>/close": "meeting.run",
    "GET /absence-letters/<int:letter_id>": "meeting.letters",
    "GET /absence-letters/<int:letter_id>/letter.pdf": "meeting.letters",
    "POST /absence-letters/<int:letter_id>": "meeting.letters",
    "GET /announced": "site.come_in",
    "GET /calendar": "meeting.feed",
    "POST /calendar": "meeting.feed",
    "POST /calendar/<int:feed_id>/end": "meeting.feed",
    "GET /feed/<token>/meetings.ics": "site.come_in",  # whoever has the address
    "GET /bodies/<int:body_id>/meetings": "body.view",
    "GET /bodies/<int:body_id>/meetings/new": "meeting.plan",
    "POST /bodies/<int:body_id>/meetings/new": "meeting.plan",
}
HEADS = {"secretary", "chair", "vice_chair", "moderator"}
OFFICE = {"secretary"}
HOLDERS = {
    "meeting.feed": set(),  # whoever has signed in, for the own calendar
    "meeting.list": {"person"},
    # and, once it is called: who reads the papers of one of its bodies, and its guests
    "meeting.view": HEADS,
    "meeting.plan": OFFICE,
    "meeting.edit": OFFICE,
    "meeting.convene": HEADS,
    "meeting.run": HEADS,
    "meeting.not_open": HEADS,
    "meeting.attendance": OFFICE,
    "meeting.reply": OFFICE,  # and whoever was invited
    "meeting.proof": HEADS,
    "meeting.letters": OFFICE,
}

VISIBLE = [(queries.visible, rules.VIEW, Meeting)]

CALLED = {"meeting_id": "called_meeting"}
EXAMPLES = {
    "GET /feed/<token>/meetings.ics": {"token": "feed_token"},
    "GET /meetings/<int:meeting_id>/tell": CALLED,
    "GET /meetings/<int:meeting_id>/remind": CALLED,
    "GET /meetings/<int:meeting_id>/people": CALLED,
    "GET /meetings/<int:meeting_id>/notices": CALLED,
    "POST /meetings/<int:meeting_id>/links": CALLED,
    "GET /meetings/<int:meeting_id>/attendance": CALLED,
    "GET /meetings/<int:meeting_id>/sign-sheet": CALLED,
    "GET /meetings/<int:meeting_id>/": CALLED,
}
