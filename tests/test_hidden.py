"""What somebody may not see answers as what does not exist: on every page, whatever is asked of it.

The numbers of things run on, so whoever may try them all would learn from a refusal that there is
a restricted body, who is put forward for its seats, and when it drafts something.
"""

import re
import tempfile
from pathlib import Path

import pytest
import world
from sqlalchemy import select, update
from walk import signed_in

from ntfc.actions.models import Action, SponsorReport
from ntfc.agendas.models import Agenda, AgendaItem, AgendaRemark, ItemPaper
from ntfc.app import create_app
from ntfc.clock import now
from ntfc.committees import models as committees
from ntfc.config import Config
from ntfc.db import db
from ntfc.decisions.models import Addressee, Decision, Evidence, Poll, Reservation, Voice
from ntfc.documents.models import Document, DocumentReader, DocumentStep, DocumentVersion
from ntfc.founding.models import Suggestion
from ntfc.issues.models import Idea, Issue, IssueState, Wording
from ntfc.links import service as links
from ntfc.links.models import Link
from ntfc.mandates import models as mandates
from ntfc.mandates.queries import find_terms
from ntfc.meetings.models import (
    AbsenceLetter,
    Attendance,
    Invitation,
    Meeting,
    MeetingState,
    NoticeRecipient,
)
from ntfc.minutes import models as minutes
from ntfc.organisations.models import Camp
from ntfc.parking_lot.models import Parking
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.procedure.models import RulesOfProcedure
from ntfc.seats import models as seats
from ntfc.transaction import unit_of_work

ABSENT = 987654
# What the argument of an address counts. A new thing of a body is added here; the test of the url
# map below fails until it is.
OF_BODIES = {
    "body_id": committees.Body,
    "contact_id": committees.BodyContact,
    "name_id": committees.BodyName,
    "priority_id": committees.Priority,
    "step_id": committees.SetupStep,
    "suggestion_id": Suggestion,
    "rules_id": RulesOfProcedure,
    "terms_id": mandates.TermsOfReference,
    "matter_id": mandates.Matter,
    "comment_id": mandates.TermsComment,
    "seat_id": seats.Seat,
    "appointment_id": seats.Appointment,
    "declaration_id": seats.Declaration,
    "issue_id": Issue,
    "idea_id": Idea,
    "wording_id": Wording,
    "meeting_id": Meeting,
    "invitation_id": Invitation,
    "recipient_id": NoticeRecipient,
    "attendance_id": Attendance,
    "letter_id": AbsenceLetter,
    "agenda_id": Agenda,
    "item_id": AgendaItem,
    "remark_id": AgendaRemark,
    "action_id": Action,
    "report_id": SponsorReport,
    "decision_id": Decision,
    "addressee_id": Addressee,
    "document_id": Document,
    "version_id": DocumentVersion,
    "reader_id": DocumentReader,
    "reservation_id": Reservation,
    "evidence_id": Evidence,
    "poll_id": Poll,
    "voice_id": Voice,
    "document_step_id": DocumentStep,
    "attachment_id": ItemPaper,
    "parking_id": Parking,
    "link_id": Link,
    "minutes_id": minutes.Minutes,
    "section_id": minutes.MinutesSection,
    "revision_id": minutes.SectionRevision,
    "minutes_comment_id": minutes.MinutesComment,
    "erratum_id": minutes.Erratum,
    "phrase_id": minutes.OwnPhrase,
}
# Known to few who have not met them: a person of no open body.
OF_PEOPLE = {"person_id": Person}
# Known to everybody who signs in, or one's own, or of the site: their numbers tell nothing.
OF_ALL = {
    "organisation_id",
    "representation_id",
    "entry_id",
    "file_id",
    "job_id",
    "wheel_id",
    "change_id",
    "device_id",
    "feed_id",
}
# What is drafted in an open body is hidden too.
DRAFTS = {
    *("terms_id", "matter_id", "comment_id", "rules_id"),
    *("issue_id", "meeting_id", "link_id", "declaration_id", "letter_id"),
    *("minutes_id", "section_id", "revision_id", "minutes_comment_id", "erratum_id", "phrase_id"),
    *("agenda_id", "item_id", "remark_id"),
    *("decision_id", "poll_id", "voice_id"),
    *("document_id", "version_id", "reader_id", "document_step_id", "attachment_id"),
}


def routes():
    """Return method and rule of every address with a number in it that not everybody may know."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Config(instance=Path(folder), secret_key="x", testing=True, demo=True))
    for rule in app.url_map.iter_rules():
        numbers = set(re.findall(r"<int:(\w+)>", rule.rule))
        if not numbers or (numbers & OF_ALL):
            continue
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield f"{method} {rule.rule}", numbers


ROUTES = dict(sorted(routes()))


def test_every_number_in_an_address_is_known_here():
    counted = set().union(*ROUTES.values())
    assert counted <= {*OF_BODIES, *OF_PEOPLE}, "say in this file what the number counts"


@pytest.fixture(scope="module")
def quiet(databases, tmp_path_factory):
    """The world, with one more of whatever its pages do not need, and somebody from outside it."""
    folder = tmp_path_factory.mktemp("quiet")
    with databases.copy("sqlite", folder) as url:
        app = create_app(
            Config(instance=folder, database_url=url, secret_key="x", demo=True, testing=True)
        )
        told = world.build(app)
        with app.test_request_context(), unit_of_work():
            outsider = Person(name="Rima Outside", created_at=now())
            member, terms = told["person_id"], told["terms_id"]
            db.session.add_all(
                [
                    outsider,
                    committees.BodyContact(
                        body_id=told["body_id"], person_id=member, camp=Camp.PRIVATE
                    ),
                    mandates.Matter(
                        terms_id=terms, organisation_id=told["customs"], text="Health checks"
                    ),
                    mandates.TermsComment(
                        body_id=told["body_id"],
                        terms_id=terms,
                        person_id=member,
                        text="Well said",
                        at=now(),
                    ),
                ]
            )
            db.session.flush()
            links.issue(
                db.session.get_one(Person, member),
                "terms.comment",
                find_terms(terms),
                actor=SYSTEM,
                now=now(),
            )
            number = outsider.id
        with app.app_context():
            found = {name: _one_of(model) for name, model in OF_BODIES.items()}
        found["person_id"] = told["never_signed_in"]
        yield app, found, signed_in(app, number)
        with app.app_context():
            db.engine.dispose()


def _one_of(model):
    """Return the number of something that belongs to the body; the newest where there are more."""
    query = select(model.id).order_by(model.id.desc())
    if model is Link:
        query = query.where(Link.body_id.is_not(None))
    if model is Meeting:  # one that was not called yet, with the draft of its agenda
        query = query.where(Meeting.state == MeetingState.PLANNED)
    if model is Issue:  # one that the body did not take up
        query = query.where(Issue.state == IssueState.DECLINED)
    if model is committees.Body:
        query = select(model.id).order_by(model.id)
    return db.session.scalars(query.limit(1)).one()


def restrict(app, restricted):
    with app.app_context(), unit_of_work():
        db.session.execute(update(committees.Body).values(is_restricted=restricted))


def answers(client, route, numbers):
    """Return status and text, the address itself left out: the page may repeat it."""
    method, rule = route.split(" ", 1)
    path = re.sub(r"<int:(\w+)>", lambda found: str(numbers[found[1]]), rule)
    path = path.replace("<section>", "purpose")
    answer = client.open(path, method=method)
    return answer.status_code, answer.text.replace(path, "here")


@pytest.mark.parametrize("route", ROUTES)
def test_what_is_restricted_answers_as_what_does_not_exist(quiet, route):
    app, found, outsider = quiet
    restrict(app, restricted=True)
    real = answers(outsider, route, found)
    assert real == answers(outsider, route, dict.fromkeys(found, ABSENT))
    assert real[0] == 404


@pytest.mark.parametrize("route", [route for route, numbers in ROUTES.items() if numbers & DRAFTS])
def test_what_an_open_body_drafts_answers_as_what_does_not_exist(quiet, route):
    app, found, outsider = quiet
    restrict(app, restricted=False)
    real = answers(outsider, route, found)
    assert real == answers(outsider, route, dict.fromkeys(found, ABSENT))
    assert real[0] == 404


def test_an_open_body_says_plainly_what_one_may_not_do(quiet):
    """Where there is nothing to hide, a refusal says that it is one."""
    app, found, outsider = quiet
    restrict(app, restricted=False)
    assert answers(outsider, "GET /bodies/<int:body_id>/seats/new", found)[0] == 403
    assert answers(outsider, "GET /seats/<int:seat_id>/edit", found)[0] == 403
    assert answers(outsider, "POST /appointments/<int:appointment_id>/accept", found)[0] == 403
    assert answers(outsider, "POST /bodies/<int:body_id>/terms-of-reference/", found)[0] == 403
    assert answers(outsider, "GET /bodies/<int:body_id>/procedure/draft", found)[0] == 403
