"""Every page of the site, as each of the accounts sees the demonstration."""

from itertools import product

import pytest
from qadria import everybody
from sqlalchemy import func, select
from walking import FILES, FOR_VISITORS

from ntfc.accounts.queries import demo_accounts
from ntfc.actions.models import Action, SponsorReport
from ntfc.agendas.models import Agenda, AgendaItem, AgendaRemark
from ntfc.committees.models import Body, Priority, SetupStep
from ntfc.db import db
from ntfc.decisions.models import Addressee, Decision, Poll, Reservation, Voice
from ntfc.documents.models import Document, DocumentStep, DocumentVersion
from ntfc.founding.models import Suggestion
from ntfc.issues.models import Idea, Issue, Wording
from ntfc.jobs import Job
from ntfc.mandates.models import TermsOfReference
from ntfc.meetings.models import Invitation, Meeting
from ntfc.minutes.models import Erratum, Minutes, MinutesSection, OwnPhrase, SectionRevision
from ntfc.organisations.models import Contact, Organisation, Sector
from ntfc.parking_lot.models import Parking
from ntfc.people.models import Person
from ntfc.permissions import can
from ntfc.procedure.models import RulesOfProcedure
from ntfc.seats.models import Appointment, Seat

ARGUMENTS = {
    "body_id": Body,
    "organisation_id": Organisation,
    "person_id": Person,
    "seat_id": Seat,
    "appointment_id": Appointment,
    "terms_id": TermsOfReference,
    "priority_id": Priority,
    "rules_id": RulesOfProcedure,
    "contact_id": Contact,
    "step_id": SetupStep,
    "suggestion_id": Suggestion,
    "job_id": Job,
    "entry_id": Sector,
    "action_id": Action,
    "report_id": SponsorReport,
    "decision_id": Decision,
    "addressee_id": Addressee,
    "document_id": Document,
    "version_id": DocumentVersion,
    "reservation_id": Reservation,
    "poll_id": Poll,
    "voice_id": Voice,
    "document_step_id": DocumentStep,
    "issue_id": Issue,
    "idea_id": Idea,
    "agenda_id": Agenda,
    "item_id": AgendaItem,
    "remark_id": AgendaRemark,
    "wording_id": Wording,
    "parking_id": Parking,
    "meeting_id": Meeting,
    "invitation_id": Invitation,
    "minutes_id": Minutes,
    "section_id": MinutesSection,
    "revision_id": SectionRevision,
    "erratum_id": Erratum,
    "phrase_id": OwnPhrase,
}
WORDS = {
    "<way>": "return",
    "key": "sectors",
    "section": "purpose",
    "<entry_id>": "jordan-partnership-council",
}
# Pages that only lead somewhere in a state that the demonstration is not in.
ELSEWHERE = {
    "/organisations/import/<int:file_id>",  # both files were taken over
    "/bodies/<int:body_id>/report",  # the one body that is over has given its report
    "/admin/jobs/<int:job_id>/drop",  # no job has failed
    # no plugin is installed, and none lies on the shelf
    *("/admin/plugins/<name>", "/admin/plugins/<name>/settings", "/admin/plugins/<name>/<what>"),
    *("/admin/shelf/<int:wheel_id>", "/admin/plugin-changes/<int:change_id>"),
    "/sign-in/code",
    "/absence-letters/<int:letter_id>",  # no seat stayed empty three times in a row
    "/minutes/sections/<int:section_id>",  # asked for by a page that is open already
    # no two texts of one section wait to be brought together
    "/minutes/sections/<int:section_id>/together/<int:revision_id>",
}
ONLY_SOME = 4  # of each kind; the first, the last, and two between.

# The first in each state, whatever else the story tells.
OF_EACH_STATE = {Document, Issue, Meeting, Decision}


def numbers_of(model):
    if model in OF_EACH_STATE:
        meant = [model.state]
        if model is Issue:  # one's own, which nobody else changes, and those of others
            meant.append(Issue.raised_by_id.in_([account.id for account in demo_accounts()]))
        if model is Document:
            meant.append(Document.access)
        first = func.min(model.id)
        return list(db.session.scalars(select(first).group_by(*meant).order_by(first)))
    found = list(db.session.scalars(select(model.id).order_by(model.id)))
    step = max(1, (len(found) - 1) // (ONLY_SOME - 1))
    return [*found[::step], found[-1]]


def numbers_for(names):
    """Yield numbers that lead somewhere: what belongs to something comes with its own."""
    owned = [name for name in names if set(names) - {name} <= set(vars(ARGUMENTS[name]))]
    if not owned:
        yield from product(*(numbers_of(ARGUMENTS[name]) for name in names))
        return
    model = ARGUMENTS[owned[0]]
    for number in numbers_of(model):
        row = db.session.get_one(model, number)
        yield [number if name == owned[0] else getattr(row, name) for name in names]


def addresses(app):
    """Yield every rule that shows a page, with addresses that lead somewhere."""
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.rule in FILES | FOR_VISITORS | ELSEWHERE:
            continue
        address, names = rule.rule, []
        for name in sorted(rule.arguments):
            if f"<{name}>" in address:
                plain = f"<{name}>"
                address = address.replace(plain, WORDS.get(plain, WORDS.get(name)))
            elif name in ARGUMENTS:
                names.append(name)
        made = []
        for numbers in numbers_for(names):
            made.append(address)
            for name, number in zip(names, numbers, strict=True):
                made[-1] = made[-1].replace(f"<int:{name}>", str(number))
        yield rule.rule, list(dict.fromkeys(made))


def shared_out(made, turn):
    """Return what one account asks for: some of many addresses of a kind, each asked by several."""
    if len(made) <= ONLY_SOME:
        return made
    return [address for number, address in enumerate(made) if (number + turn) % 7 in {0, 2, 3}]


@pytest.fixture(scope="module")
def seen(qadria):
    """What each account got: rule → status codes, by name."""
    with qadria.app.test_request_context():
        wanted = list(addresses(qadria.app))
    found = {}
    for turn, name in enumerate(qadria.accounts):
        client = qadria.browser(name)
        for rule, made in wanted:
            for address in shared_out(made, turn):
                answer = client.get(address)
                found.setdefault(rule, {}).setdefault(name, []).append(
                    (answer.status_code, address)
                )
    return found


@pytest.mark.long
def test_no_page_breaks_for_anybody(seen):
    answers = [one for by_name in seen.values() for told in by_name.values() for one in told]
    assert len(answers) > 1000
    assert [one for one in answers if one[0] not in {200, 302, 303, 403, 404, 409, 410}] == []


@pytest.mark.long
def test_every_page_shows_something_to_somebody(seen):
    empty = [
        rule
        for rule, by_name in seen.items()
        if not any(status == 200 for told in by_name.values() for status, _address in told)
    ]
    assert empty == []


@pytest.mark.parametrize(
    ("model", "rule", "permission"),
    [
        (Body, "/bodies/<int:body_id>/", "body.view"),
        (Organisation, "/organisations/<int:organisation_id>", "organisation.view"),
        (Person, "/people/<int:person_id>/", "person.view"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_page_opens_for_just_those_who_may_see_it(qadria, model, rule, permission):
    named = qadria.app.extensions["ntfc.permissions"]
    argument = rule.partition("<")[2].partition(">")[0]
    for name, number in qadria.accounts.items():
        with qadria.app.test_request_context():
            (actor,) = everybody(number)
            may = {
                one.id: can(actor, named[permission], one)
                for one in db.session.scalars(select(model))
            }
        client = qadria.browser(name)
        for subject, allowed in may.items():
            status = client.get(rule.replace(f"<{argument}>", str(subject))).status_code
            assert status == (200 if allowed else 404), f"{name}: {rule} {subject}"
