from ntfc.minutes import queries, rules
from ntfc.minutes.models import Erratum, Minutes, MinutesComment

ROUTES = {
    "GET /minutes/": "minutes.list",
    "GET /minutes/<int:minutes_id>/members.pdf": "minutes.view",
    "GET /minutes/<int:minutes_id>/members.docx": "minutes.view",
    "GET /minutes/<int:minutes_id>/public.pdf": "minutes.view",
    "GET /minutes/<int:minutes_id>/public.docx": "minutes.view",
    "GET /minutes/<int:minutes_id>/summary": "minutes.view",
    "GET /minutes/<int:minutes_id>/summary.pdf": "minutes.view",
    "GET /minutes/<int:minutes_id>/letters": "minutes.circulate",
    "POST /minutes/<int:minutes_id>/letters": "minutes.circulate",
    "GET /minutes/<int:minutes_id>/letter.pdf": "minutes.circulate",
    "GET /minutes/recognise": "site.come_in",
    "POST /minutes/recognise": "site.come_in",
    "POST /meetings/<int:meeting_id>/minutes": "minutes.start",
    "GET /minutes/<int:minutes_id>/": "minutes.view",
    "GET /minutes/<int:minutes_id>/record": "minutes.write",
    "GET /minutes/<int:minutes_id>/now": "minutes.write",
    "GET /bodies/<int:body_id>/phrases": "minutes.phrases",
    "POST /bodies/<int:body_id>/phrases": "minutes.phrases",
    "GET /minutes/phrases": "minutes.phrases",
    "POST /minutes/phrases": "minutes.phrases",
    "GET /phrases/<int:phrase_id>": "minutes.phrases",
    "POST /phrases/<int:phrase_id>": "minutes.phrases",
    "POST /phrases/<int:phrase_id>/retire": "minutes.phrases",
    "GET /minutes/sections/<int:section_id>/phrases": "minutes.write",
    "POST /minutes/sections/<int:section_id>/phrases": "minutes.write",
    "GET /minutes/sections/<int:section_id>/concerns": "minutes.write",
    "POST /minutes/sections/<int:section_id>/concerns": "minutes.write",
    "GET /minutes/<int:minutes_id>/sections": "minutes.write",
    "POST /minutes/<int:minutes_id>/sections": "minutes.write",
    "GET /minutes/sections/<int:section_id>": "minutes.write",
    "POST /minutes/sections/<int:section_id>": "minutes.write",
    "GET /minutes/sections/<int:section_id>/title": "minutes.write",
    "POST /minutes/sections/<int:section_id>/title": "minutes.write",
    "POST /minutes/sections/<int:section_id>/up": "minutes.write",
    "POST /minutes/sections/<int:section_id>/down": "minutes.write",
    "POST /minutes/sections/<int:section_id>/take-out": "minutes.write",
    "POST /minutes/sections/<int:section_id>/bring-back": "minutes.write",
    "GET /minutes/sections/<int:section_id>/answers": "minutes.write",
    "POST /minutes/sections/<int:section_id>/answers": "minutes.write",
    "GET /minutes/sections/<int:section_id>/read-back": "minutes.write",
    "POST /minutes/sections/<int:section_id>/read-back": "minutes.write",
    "GET /minutes/sections/<int:section_id>/voices": "minutes.write",
    "POST /minutes/sections/<int:section_id>/positions": "minutes.write",
    "POST /minutes/sections/<int:section_id>/positions/take-off": "minutes.write",
    "GET /minutes/sections/<int:section_id>/reflection": "minutes.write",
    "POST /minutes/sections/<int:section_id>/reflection": "minutes.write",
    "GET /minutes/sections/<int:section_id>/interests": "minutes.write",
    "POST /minutes/sections/<int:section_id>/interests": "minutes.write",
    "POST /minutes/sections/<int:section_id>/interests/back": "minutes.write",
    "POST /minutes/sections/<int:section_id>/interests/take-off": "minutes.write",
    "GET /minutes/sections/<int:section_id>/texts": "minutes.write",
    "GET /minutes/sections/<int:section_id>/texts/<int:revision_id>": "minutes.write",
    "POST /minutes/sections/<int:section_id>/texts/<int:revision_id>": "minutes.write",
    "GET /minutes/sections/<int:section_id>/together/<int:revision_id>": "minutes.write",
    "POST /minutes/sections/<int:section_id>/together/<int:revision_id>": "minutes.write",
    "POST /minutes/<int:minutes_id>/finish": "minutes.write",
    "GET /minutes/<int:minutes_id>/circulate": "minutes.circulate",
    "POST /minutes/<int:minutes_id>/circulate": "minutes.circulate",
    "GET /minutes/<int:minutes_id>/take-back": "minutes.circulate",
    "POST /minutes/<int:minutes_id>/take-back": "minutes.circulate",
    "GET /minutes/<int:minutes_id>/comments": "minutes.comments_view",
    "POST /minutes/<int:minutes_id>/comments": "minutes.comment",
    "POST /minutes/comments/<int:minutes_comment_id>/answer": "minutes.dispose",
    "GET /minutes/<int:minutes_id>/approval": "minutes.view",
    "POST /minutes/<int:minutes_id>/reading-links": "minutes.circulate",
    "POST /minutes/<int:minutes_id>/approval/remind": "minutes.circulate",
    "GET /minutes/<int:minutes_id>/stand-in": "minutes.view",
    "POST /minutes/<int:minutes_id>/stand-in": "minutes.name",
    "POST /minutes/<int:minutes_id>/stand-in/end": "minutes.name",
    "GET /minutes/<int:minutes_id>/submit": "minutes.circulate",
    "POST /minutes/<int:minutes_id>/submit": "minutes.circulate",
    "GET /minutes/<int:minutes_id>/approve": "minutes.view",
    "POST /minutes/<int:minutes_id>/approve": "minutes.approve",
    "POST /minutes/<int:minutes_id>/return": "minutes.approve",
    "GET /minutes/<int:minutes_id>/correct": "minutes.circulate",
    "POST /minutes/<int:minutes_id>/correct": "minutes.circulate",
    "GET /minutes/errata/<int:erratum_id>": "minutes.erratum_view",
    "POST /minutes/errata/<int:erratum_id>/approve": "minutes.approve",
    "POST /minutes/errata/<int:erratum_id>/return": "minutes.approve",
    "POST /minutes/errata/<int:erratum_id>/withdraw": "minutes.circulate",
    "POST /minutes/errata/<int:erratum_id>/remind": "minutes.circulate",
}

CIRCLE = {
    *("chair", "vice_chair", "secretary", "moderator", "coordinator"),
    *("member", "alternate", "facilitator"),
}
HEADS = {"secretary", "chair", "vice_chair", "moderator"}
OFFICE = {"secretary"}
HOLDERS = {
    "minutes.phrases": set(),  # the secretariat of the body; for all bodies administrators
    "minutes.list": {"person"},
    # And, once they are circulated, all who take part in one of the bodies that met; once they are
    # approved, whoever may see the meeting.
    "minutes.view": HEADS,
    # And the coordinator named in the record of the body; never the chair.
    "minutes.start": OFFICE,
    "minutes.write": OFFICE,
    "minutes.circulate": OFFICE,
    "minutes.dispose": OFFICE,
    "minutes.comment": CIRCLE,  # and, by one-time link, whoever was asked
    "minutes.read_by_link": set(),  # who takes part and came by the link
    "minutes.comments_view": CIRCLE,
    # And whoever may read the minutes, unless the section is in confidence.
    "minutes.erratum_view": CIRCLE,
    "minutes.name": {"chair"},
    # Who of them the rules of procedure say; by one-time link and a code too. Never the office.
    "minutes.approve": {"chair", "vice_chair", "moderator", "coordinator", "alternate"},
}
EXAMPLES = {
    "GET /minutes/<int:minutes_id>/letters": {"minutes_id": "approved_minutes"},
    "GET /minutes/<int:minutes_id>/letter.pdf": {"minutes_id": "approved_minutes"},
    "GET /minutes/<int:minutes_id>/correct": {"minutes_id": "approved_minutes"},
    "GET /minutes/<int:minutes_id>/approve": {"minutes_id": "approved_minutes"},
    "GET /minutes/<int:minutes_id>/approval": {"minutes_id": "approved_minutes"},
    "GET /minutes/<int:minutes_id>/comments": {"minutes_id": "draft_id"},
    "GET /minutes/<int:minutes_id>/take-back": {"minutes_id": "draft_id"},
    "GET /minutes/sections/<int:section_id>/together/<int:revision_id>": {
        "revision_id": "text_beside"
    },
}
VISIBLE = [
    (queries.visible, rules.VIEW, Minutes),
    (queries.visible_comments, rules.VIEW_COMMENTS, MinutesComment),
    (queries.visible_errata, rules.VIEW_ERRATUM, Erratum),
]
