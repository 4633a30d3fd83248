"""Changing a line of a draft; the words of an issue change once its author agrees."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ntfc import audit
from ntfc.agendas import queries, rules
from ntfc.agendas.models import AgendaItem
from ntfc.agendas.service.building import touch
from ntfc.db import db
from ntfc.errors import Overtaken, Refused, refuse_if
from ntfc.i18n import _
from ntfc.issues.rules import WORD
from ntfc.issues.service.moving import offer_wording
from ntfc.links.service import Issued
from ntfc.permissions import Actor, can, requires


@requires(rules.EDIT)
def change_item(
    item: AgendaItem, *, facts: Mapping[str, Any], seen: int, actor: Actor, today: date
) -> None:
    """Change a line that was not released yet; *seen* is the version that was opened."""
    note = rules.obstacles_to_note_date(facts.get("note_due_on"), item.agenda.meeting)
    refuse_if([*rules.obstacles_to_editing(item.agenda, item), *note])
    if item.version != seen:
        raise Overtaken(
            _("Somebody changed this item since you opened it. Look again, then save once more."),
            stands=item,
        )
    issue, office = queries.issue_behind(item, today)
    may_ask = issue is not None and can(actor, WORD, issue)
    refuse_if(rules.obstacles_to_rewording(item, issue, facts, office, may_ask=may_ask))
    kept = rules.WORDS if rules.author_of(issue, office) else {}
    for name, value in facts.items():
        if name not in kept:
            setattr(item, name, value)
    touch(item.agenda)
    audit.record(actor, "agenda.item_changed", item)


@requires(rules.EDIT)
def offer_words(
    item: AgendaItem,
    *,
    facts: Mapping[str, Any],
    seen: int,
    actor: Actor,
    now: datetime,
    today: date,
) -> Issued | None:
    """Change a line, and ask the author of its issue for the words; return the link to hand over."""
    issue, _office = queries.issue_behind(item, today)
    if issue is None:
        raise Refused(_("No issue stands behind this item: save the words themselves."))
    words = {theirs: facts[ours] for ours, theirs in rules.WORDS.items()}
    others = {name: value for name, value in facts.items() if name not in rules.WORDS}
    change_item(item, facts=others, seen=seen, actor=actor, today=today)
    return offer_wording(issue, words=words, actor=actor, now=now)


@requires(rules.EDIT)
def keep_in_confidence(item: AgendaItem, *, actor: Actor) -> None:
    """Have an item read at the table alone from now on: what it stands for became so."""
    item.is_confidential = True
    touch(item.agenda)
    audit.record(actor, "agenda.item_changed", item)


@requires(rules.EDIT)
def keep_as_standing(item: AgendaItem, *, is_standing: bool, actor: Actor) -> None:
    """Have an item come again at each meeting from now on, or no longer."""
    item.is_standing = is_standing
    db.session.flush()
    audit.record(actor, "agenda.item_standing", item, standing=is_standing)
