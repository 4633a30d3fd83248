from ntfc.agendas import queries, rules
from ntfc.agendas.models import Agenda, AgendaItem
from tests.committees.access import SEATED

ROUTES = {
    # Without an agenda the page of its beginning, for whoever sees the meeting.
    "GET /meetings/<int:meeting_id>/agenda": "agenda.view",
    "POST /meetings/<int:meeting_id>/agenda": "agenda.edit",
    "POST /agendas/<int:agenda_id>/take": "agenda.edit",
    "POST /agendas/<int:agenda_id>/items": "agenda.edit",
    "POST /agendas/<int:agenda_id>/template": "agenda.edit",
    "GET /agendas/<int:agenda_id>/keep": "agenda.edit",
    "POST /agendas/<int:agenda_id>/keep": "agenda.edit",
    "POST /agendas/<int:agenda_id>/order": "agenda.edit",
    "GET /agenda-items/<int:item_id>/acts": "agenda.view_item",
    "GET /agenda-items/<int:item_id>/papers/new": "agenda.attach",
    "POST /agenda-items/<int:item_id>/papers/new": "agenda.attach",
    "GET /agenda-items/<int:item_id>/papers/send-in": "agenda.send_paper",
    "POST /agenda-items/<int:item_id>/papers/send-in": "agenda.send_paper",
    "POST /agenda-items/<int:item_id>/papers": "agenda.attach",
    "POST /item-papers/<int:attachment_id>/remove": "agenda.attach",
    "GET /announced/papers/<int:attachment_id>": "site.come_in",
    "GET /agenda-items/<int:item_id>/edit": "agenda.edit",
    "POST /agenda-items/<int:item_id>/edit": "agenda.edit",
    "POST /agenda-items/<int:item_id>/standing": "agenda.edit",
    "POST /agenda-items/<int:item_id>/take-off": "agenda.edit",
    "POST /agenda-items/<int:item_id>/put-back": "agenda.edit",
    "GET /agenda-items/<int:item_id>/move": "agenda.edit",
    "POST /agenda-items/<int:item_id>/move": "agenda.edit",
    "GET /agendas/<int:agenda_id>/send": "agenda.send",
    "POST /agendas/<int:agenda_id>/send": "agenda.send",
    "POST /agendas/<int:agenda_id>/remarks": "agenda.remark",
    "GET /agenda-remarks/<int:remark_id>/answer": "agenda.send",
    "POST /agenda-remarks/<int:remark_id>/answer": "agenda.send",
    "POST /agendas/<int:agenda_id>/ask": "agenda.send",
    "POST /agendas/<int:agenda_id>/reading-links": "agenda.send",
    "POST /agendas/<int:agenda_id>/agree": "agenda.agree",
    "POST /agendas/<int:agenda_id>/release": "agenda.release",
    "GET /agendas/<int:agenda_id>/run": "agenda.view",
    "GET /agendas/<int:agenda_id>/agenda.pdf": "agenda.view",
    "POST /agendas/<int:agenda_id>/open": "meeting.run",
    "POST /agenda-items/<int:item_id>/take-up": "agenda.run",
    "POST /agendas/<int:agenda_id>/finish": "agenda.run",
}
OFFICE = {"secretary"}
HEADS = OFFICE | {"chair", "vice_chair", "moderator"}
HOLDERS = {
    "agenda.view": HEADS,  # those it was sent to; once released, whoever sees the meeting
    # Likewise; what is in confidence only those who sit at the table or were sent the draft.
    "agenda.view_item": HEADS,
    "agenda.read_by_link": set(),  # who came by the link
    "agenda.attach": HEADS,
    "agenda.send_paper": SEATED,
    "agenda.edit": OFFICE,
    "agenda.send": OFFICE,
    "agenda.remark": HEADS,  # and those it was sent to, also by one-time link
    # Whoever releases by the body's rules, also by one-time link.
    "agenda.agree": HEADS - OFFICE | {"coordinator"},
    "agenda.release": HEADS,
    "agenda.run": HEADS,
}
VISIBLE = [
    (queries.visible, rules.VIEW, Agenda),
    (queries.visible_items, rules.VIEW_ITEM, AgendaItem),
]
