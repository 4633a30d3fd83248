"""The pages of one body."""

from datetime import date
from typing import Any

from flask import Response, request
from flask_login import current_user

from ntfc import files, plugins, storage
from ntfc.committees import queries, rules, service
from ntfc.committees.models import Body
from ntfc.committees.models.vocabulary import OVER, Level, State
from ntfc.committees.rules import words
from ntfc.committees.views.common import bp, day, saved, seen, today_at
from ntfc.htmx import render
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc.plugins import Tab


@bp.get("/<int:body_id>/")
def show(body_id: int) -> Response:
    """Show what is to be done, what was done last, and where the body stands."""
    body = seen(body_id)
    page = queries.page_of(body, current_user)
    sides = queries.side_by_side(body, page.mirrors)
    due = queries.next_due([body.id, *(side.id for side in sides)])
    return _shown(
        body,
        page,
        Tab.WORK,
        "committees/show.html",
        warnings=_warnings(body),
        ends=_ends(body, page),
        works_from=_works_from(body, page),
        due=due.get(body.id),
        sides=sides,
        all_due=due,
    )


@bp.get("/<int:body_id>/who")
def who(body_id: int) -> Response:
    """Show who is in charge, who sits in the body, and how the sides stand."""
    body = seen(body_id)
    page = queries.page_of(body, current_user)
    return _shown(body, page, Tab.PEOPLE, "committees/who.html")


@bp.get("/<int:body_id>/about")
def about(body_id: int) -> Response:
    """Show by what right the body works, under which rules, and what was before it."""
    body = seen(body_id)
    page = queries.page_of(body, current_user)
    return _shown(body, page, Tab.MANDATE, "committees/about.html")


def _shown(body: Body, page: queries.BodyPage, tab: Tab, template: str, **more: Any) -> Response:
    found = plugins.gather("ntfc_body_panel", body=body, actor=current_user, tab=tab)
    return render(
        template,
        body=body,
        page=page,
        tab=tab,
        panels=sorted(found, key=lambda panel: panel.order),
        steps_ahead=sorted(rules.steps_by_hand(body.state), key=list(State).index),
        over=body.state in OVER,
        tones=words.TONES,
        level_names=dict(words.choices_of(Level)),
        **more,
    )


def _warnings(body: Body) -> list[rules.Warned]:
    found = rules.warnings(
        body.state,
        has_sponsor=body.sponsor_id is not None,
        has_coordinator=body.coordinator_id is not None,
        has_secretariat=body.secretariat_id is not None,
        contact_camps=[contact.camp for contact in body.contacts],
    )
    return list(found)


def _ends(body: Body, page: queries.BodyPage) -> list[tuple[str, str]]:
    """Return what ends before long, with the rule that asks to say so."""
    today = today_at(body)
    ahead = []
    if body.state not in OVER and rules.ends_soon(body.sunset_on, today):
        ahead.append(
            (_("This body closes after its last day: %(day)s.", day=day(body.sunset_on)), "R77")
        )
    term = page.terms[0] if page.terms else None
    if term and body.state not in OVER and rules.ends_soon(term.ends_on, today):
        message = _("Term %(number)s ends on %(day)s.", number=term.number, day=day(term.ends_on))
        ahead.append((message, "R76"))
    return ahead


def _works_from(body: Body, page: queries.BodyPage) -> date | None:
    """Return the first day of the next term of a body whose last one ran out, if it is ahead."""
    ahead = [term.starts_on for term in page.terms[:1] if term.starts_on > today_at(body)]
    return ahead[0] if ahead and body.state is State.EXPIRED else None


@bp.post("/<int:body_id>/state")
def change_state(body_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.CHANGE_STATE, body)
    to = next((state for state in State if state.value == request.form.get("to")), body.state)
    service.change_state(body, to=to, today=today_at(body), actor=current_user)
    return saved(body, _("The body is now: %(state)s.", state=words.word(body.state)))


@bp.get("/<int:body_id>/act")
def founding_act(body_id: int) -> Response:
    """Hand out the file of the founding act."""
    body = seen(body_id)
    authorize(current_user, rules.READ, body)
    if not body.act_file or not storage.exists(body.act_file):
        return render("404.html", status=404)
    content = storage.get(body.act_file)
    return files.download(content, body.act_file_name, storage.media_of(content))
