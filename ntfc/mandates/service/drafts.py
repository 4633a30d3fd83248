"""Drafting terms of reference section by section, and adopting or withdrawing the draft."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from ntfc import audit, plugins
from ntfc.committees import queries as bodies
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _
from ntfc.links import service as links
from ntfc.mandates import queries, rules
from ntfc.mandates.models import Matter, TermsOfReference, TermsState
from ntfc.mandates.rules import sections
from ntfc.mandates.service import letters
from ntfc.organisations.models import Organisation
from ntfc.permissions import Actor, requires
from ntfc.procedure import queries as procedure
from ntfc.procedure import service as rules_of_procedure


class Overtaken(Refused):
    """Somebody else changed the section since it was opened; *stored* is what it says now."""

    def __init__(self, stored: dict[str, Any]) -> None:
        super().__init__(
            _("Somebody else changed this section since you opened it. Both texts are shown.")
        )
        self.stored = stored


@requires(rules.EDIT)
def start_version(body: Body, *, actor: Actor, now: datetime, today: date) -> TermsOfReference:
    """Start a draft: a copy of the terms in force, or an empty text for the first."""
    bodies.hold(body)
    refuse_if(rules.obstacles_to_starting(1 if queries.draft_of(body) else 0))
    before = queries.version_valid_on(body, today)
    terms = TermsOfReference(
        body=body,
        number=queries.highest_number(body.id) + 1,
        state=TermsState.DRAFT,
        created_at=now,
        matters=[],
        **(sections.content_of(before) if before else {}),
    )
    for matter in before.matters if before else ():
        terms.matters.append(Matter(organisation_id=matter.organisation_id, text=matter.text))
    db.session.add(terms)
    db.session.flush()
    audit.record(actor, "terms.started", terms, number=terms.number)
    return terms


@requires(rules.EDIT)
def save_section(
    terms: TermsOfReference,
    *,
    section: str,
    values: dict[str, Any],
    seen: str,
    actor: Actor,
    today: date,
) -> None:
    """Keep what was typed in one section; *seen* marks the text that the person started from."""
    refuse_if(rules.obstacles_to_editing(terms, today))
    fields = sections.BY_KEY[section].fields
    if sections.fingerprint(terms, section) != seen:
        raise Overtaken({name: getattr(terms, name) for name in fields})
    for name in fields:
        setattr(terms, name, values[name])
    db.session.flush()
    audit.record(actor, "terms.drafted", terms, section=section)


@requires(rules.EDIT)
def add_matter(
    terms: TermsOfReference, *, organisation: Organisation, matter: str, actor: Actor, today: date
) -> Matter:
    """Name a matter on which another institution acts."""
    refuse_if(rules.obstacles_to_editing(terms, today))
    added = Matter(organisation=organisation, text=matter)
    terms.matters.append(added)
    flag_modified(terms, "objectives")  # so that adopting at the same moment is noticed
    db.session.flush()
    audit.record(actor, "terms.matter_added", terms, organisation=organisation.id)
    return added


@requires(rules.EDIT)
def remove_matter(terms: TermsOfReference, *, matter: Matter, actor: Actor, today: date) -> None:
    """Take a matter out of a draft."""
    refuse_if(rules.obstacles_to_editing(terms, today))
    terms.matters.remove(matter)
    flag_modified(terms, "objectives")
    db.session.flush()
    audit.record(actor, "terms.matter_removed", terms, organisation=matter.organisation_id)


@requires(rules.EDIT)
def withdraw(terms: TermsOfReference, *, actor: Actor, now: datetime) -> None:
    """Give a draft up; it stays readable, and rules drafted with it go on alone."""
    refuse_if(rules.obstacles_to_withdrawing(terms))
    terms.state = TermsState.WITHDRAWN
    rules_draft = procedure.draft_with(terms.id)
    if rules_draft is not None:
        rules_draft.terms_id = None
    db.session.flush()
    audit.record(actor, "terms.withdrawn", terms, number=terms.number)
    links.revoke_all_of(terms, actor=actor, now=now)


@requires(rules.ADOPT)
def adopt(
    terms: TermsOfReference, *, adopted_on: date, actor: Actor, today: date, now: datetime
) -> None:
    """Record that the body adopted the draft; the rules drafted with it hold from that day."""
    undisposed = queries.undisposed(terms)
    obstacles = rules.obstacles_to_adopting(
        terms,
        adopted_on,
        today,
        latest=queries.latest_adoption(terms.body_id),
        undisposed=undisposed,
        led_by_another=procedure.is_led_by_another(terms.body, actor),
    )
    refuse_if([*obstacles, *plugins.objections(rules.ADOPT, terms, actor)])
    terms.state, terms.adopted_on = TermsState.ADOPTED, adopted_on
    rules_draft = procedure.draft_with(terms.id)
    if rules_draft is not None:
        rules_of_procedure.adopt_with_terms(rules_draft, valid_from=adopted_on, actor=actor)
    db.session.flush()
    audit.record(actor, "terms.adopted", terms, number=terms.number, on=adopted_on.isoformat())
    links.revoke_all_of(terms, actor=actor, now=now)
    letters.tell_outcome(terms, comments=queries.comments_on(terms), actor=actor)
