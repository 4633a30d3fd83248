"""What may be done with the items of an agenda: write a decision down, or take the draft there."""

from collections.abc import Iterator

from flask import url_for

from ntfc.agendas.models import Agenda
from ntfc.agendas.rules import VIEW_ITEM
from ntfc.decisions import queries, rules
from ntfc.decisions.models import Decision
from ntfc.i18n import _
from ntfc.meetings.rules import bodies_of
from ntfc.permissions import Actor, can
from ntfc.plugins import ItemAct


def acts_on(agenda: Agenda, actor: Actor) -> Iterator[ItemAct]:
    """Offer the draft that an item is there for, else to write one down for a body that takes part."""
    drafting = [body for body in bodies_of(agenda.meeting) if can(actor, rules.DRAFT, body)]
    if not drafting:
        return
    title, there = str(_("Write down a decision")), str(_("The draft and its outcome"))
    tabled = queries.tabled_on(agenda.id)
    for item in agenda.items:
        if item.state not in queries.ON_TABLE or not can(actor, VIEW_ITEM, item):
            continue
        draft = tabled.get(item.id)
        if draft is not None and can(actor, rules.DRAFT, draft):
            url = url_for("decisions.show", decision_id=draft.id)
            yield ItemAct(item_id=item.id, title=there, url=url, in_meeting=True)
            if item.origin_key == f"{Decision.__tablename__}:{draft.id}":
                continue
        url = url_for("decisions.new", body_id=drafting[0].id, item=item.id)
        yield ItemAct(item_id=item.id, title=title, url=url, in_meeting=True)
