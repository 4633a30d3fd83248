"""A small but complete world, made through the services as the persons concerned.

Every feature adds what its pages need to its own step below, and the numbers of it to `told`:
the walks (tests/test_walk.py and tests/browser/test_walk.py) fill the arguments of addresses from
there. A page that needs a value of its own names it in EXAMPLES of tests/<feature>/access.py, as
{"GET /rule/<argument>": {"argument": key of told, or the value}}.
"""

from contextlib import contextmanager
from datetime import time, timedelta

from ntfc import clock, storage, uploads
from ntfc.accounts.queries import passwords
from ntfc.accounts.service import setup
from ntfc.actions import queries as action_queries
from ntfc.actions.service import progress, recording, sponsoring
from ntfc.actions.service.recording import Origin
from ntfc.agendas import queries as agenda_queries
from ntfc.agendas import rules as agenda_rules
from ntfc.agendas.service import building, releasing, templates
from ntfc.agendas.service import papers as item_papers
from ntfc.committees import queries as bodies
from ntfc.committees import service as committees
from ntfc.committees.models import BodyKind
from ntfc.committees.models.vocabulary import Level, NameKind
from ntfc.db import db
from ntfc.decisions import queries as decision_queries
from ntfc.decisions import rules as decision_rules
from ntfc.decisions.models import DecisionKind, HowAgreed
from ntfc.decisions.service import adopting, drafting, following, polling
from ntfc.documents import queries as document_queries
from ntfc.documents.models import Access
from ntfc.documents.rules import parts_of as written_parts
from ntfc.documents.service import endorsing, keeping, sending_in
from ntfc.documents.service.keeping import Content
from ntfc.files import Upload
from ntfc.founding import rules as founding_rules
from ntfc.founding import service as founding
from ntfc.imports import service as imports
from ntfc.imports.rules import looked_through
from ntfc.issues import queries as issue_queries
from ntfc.issues.models import Measure, Strength
from ntfc.issues.service import moving, proposing
from ntfc.jobs import Job, JobState
from ntfc.library import catalogue
from ntfc.links import service as links
from ntfc.links.rules import ACCEPT_INVITATION
from ntfc.mandates import queries as mandates_queries
from ntfc.mandates import service as mandates
from ntfc.meetings import queries as meeting_queries
from ntfc.meetings import service as meetings
from ntfc.meetings.models import TakesPartAs
from ntfc.meetings.queries.presence import letters_after
from ntfc.meetings.rules import DayPlan, Plan
from ntfc.meetings.service import presence, telling
from ntfc.minutes import queries as minutes_queries
from ntfc.minutes import rules as minutes_rules
from ntfc.minutes.models import Way
from ntfc.minutes.service import approval, consultation, errata, phrases, record, writing
from ntfc.organisations import queries as institutions
from ntfc.organisations import service as organisations
from ntfc.organisations.models import OrganisationKind
from ntfc.parking_lot.models import Cause
from ntfc.parking_lot.service import parking
from ntfc.parking_lot.service.parking import Facts
from ntfc.people import service as people
from ntfc.people.models import Person
from ntfc.permissions import SITE, SYSTEM, Insider, Nobody, Role
from ntfc.plugins.installed import InstalledPlugin
from ntfc.procedure import queries as procedure
from ntfc.procedure import service as procedures
from ntfc.procedure.models import Procedure
from ntfc.seats.models import Capacity, Seat
from ntfc.seats.queries import bodies_apart, standing_of
from ntfc.seats.service import appointments, conduct, seats
from ntfc.seats.service.appointments import Terms
from ntfc.shelf.models import ChangeState, PluginChange, ShelfWheel, What
from ntfc.transaction import unit_of_work

LIBRARY_ENTRY = "belize-nctf"
# What people typed, and what are names of formats: no catalogue knows these words.
TYPED = (
    *("Omar Haddad", "Amal Nasser", "Huda Salem", "Karim Odeh", "amal@example.org"),
    *("National Committee", "Working Group on Transit", "Customs of the land"),
    *("Chamber of Commerce", "Exporters' Association", "You are invited"),
    *("National Committee on Trade Facilitation",),  # the title of the entry of the library
    *("Containers are opened twice", "Nine offices for one fee"),
    *("Customs house", "Town hall", "UTC"),  # where and by which clock a meeting is
    *("Scanners at the gate", "Bring figures", "The hall is free"),
    *("Read out: _____ was read.", "Seals at the gate"),
    *("Offers for a scanner", "Not this time", "Before the break", "Our usual way"),
    *(
        "We opened at nine",
        "Opened.",
        "Opened at nine.",
        "The hour was missing.",
        "Opening",
        "Joint inspections",
        "Any other business",
    ),
    *("One calendar for inspections", "All agencies keep one calendar.", "Regional forum"),
    *("Write to the port", "Count the lorries", "The counters are lent", "Letter 7"),
    *("Seals of two kinds", "Two seals for one lorry", "The police answers in spring"),
    *("Ask the police once more", "A seal of both"),
    *("stamps", "seals", "plugin_seals__seals", "ntfc_seals-1.0-py3-none-any.whl"),
    *("CSV", "XLSX", "PDF", "English"),  # a language is named in itself
)
PASSWORD = "seven lorries wait at dawn"
CHIEF = "chief@example.org"


@contextmanager
def acting(app, person_id):
    """Open one unit of work as a person with the roles that the seats give by now."""
    with app.test_request_context(), unit_of_work():
        person = db.session.get_one(Person, person_id)
        yield Insider(
            person_id=person.id,
            name=person.name,
            token="",
            is_administrator=person.is_administrator,
            apart=bodies_apart(clock.today("UTC")),
            **vars(standing_of(person.id, clock.today("UTC"))),
        )


def build(app):
    """Make the world and return what stands in it: the arguments of addresses, by name."""
    with app.app_context():
        told = {"filename": "ntfc.css", "file": storage.put(b"%PDF-1.7 a decree")}
        with unit_of_work():
            storage.note(told["file"], person_id=None, now=clock.now())
    for step in STEPS:
        told |= step(app, told)
    return told


def a_site(app, _told):
    """The address for the first administrator is kept as it was, for the page behind it."""
    with app.test_request_context(), unit_of_work():
        token = setup.setup_link(SITE, actor=SYSTEM, now=clock.now()).rpartition("/")[2]
    with app.test_request_context(), unit_of_work():
        chief = setup.set_up(
            SITE,
            name="Omar Haddad",
            email=CHIEF,
            new_hash=passwords.hash_of(PASSWORD),
            actor=Nobody(),
            now=clock.now(),
        )
        return {"chief": chief.id, "set_up_token": token}


def people_of(app, told):
    with acting(app, told["chief"]) as actor:
        names = ["Amal Nasser", "Huda Salem", "Karim Odeh"]
        made = [
            people.add(
                SITE,
                name=name,
                email=f"{name.split()[0].lower()}@example.org",
                phone="+962 6 555 0101",
                actor=actor,
                now=clock.now(),
            )
            for name in names
        ]
        link = links.issue(made[2], ACCEPT_INVITATION, made[2], actor=SYSTEM, now=clock.now())
        return {
            "person_id": made[0].id,
            "deputy": made[1].id,
            "never_signed_in": made[2].id,
            "link_token": link.url.rpartition("/")[2],
        }


def institutions_of(app, told):
    with acting(app, told["chief"]) as actor:
        kinds = {kind.code: kind.id for kind in db.session.scalars(db.select(OrganisationKind))}
        made = [
            organisations.add_organisation(
                SITE, values={"name": name, "kind_id": kinds[kind]}, now=clock.now(), actor=actor
            )
            for name, kind in (
                ("Customs of the land", "customs_administration"),
                ("Chamber of Commerce", "chamber"),
                ("Exporters' Association", "business_association"),
            )
        ]
        numbers = [organisation.id for organisation in made]
    with acting(app, told["chief"]) as actor:
        chamber, exporters = map(institutions.get, numbers[1:])
        contact = organisations.add_contact(
            chamber,
            values={"name": "Amal Nasser", "email": "amal@example.org", "job": "Director"},
            today=clock.today("UTC"),
            now=clock.now(),
            actor=actor,
        )
        organisations.add_representation(
            exporters,
            values={"organisation_id": chamber.id, "group_name": ""},
            actor=actor,
        )
        file = imports.keep_file(
            SITE,
            upload=looked_through(
                "institutions.csv", "utf-8", b"Name,Kind\nPort Authority,Port\nNothing,Nowhere\n"
            ),
            now=clock.now(),
            actor=actor,
        )
        return {
            "customs": numbers[0],
            "organisation_id": chamber.id,
            "contact_id": contact.id,
            "file_id": file.id,
            "key": "sides",
            "entry_id": next(iter(institutions.lists().sides)),
        }


def bodies_of(app, told):
    today = clock.today("UTC")
    with acting(app, told["chief"]) as actor:
        entry = catalogue.get(LIBRARY_ENTRY)
        plan = founding_rules.plan_from(entry)
        national = founding.start_from(
            SITE,
            plan=plan,
            name="National Committee",
            parts=[part.name for part in plan.parts],
            starts_on=today,
            now=clock.now(),
            today=today,
            actor=actor,
        )
        national_id, kind = national.id, national.kind_id
    with acting(app, told["chief"]) as actor:
        national = bodies.get_body(national_id)
        group = committees.start(
            national,
            kind=db.session.get_one(BodyKind, kind),
            name="Working Group on Transit",
            now=clock.now(),
            actor=actor,
        )
        committees.change_mandate(
            national, today=today, actor=actor, act_file=told["file"], act_file_name="decree.pdf"
        )
        committees.add_name(national, kind=NameKind.FORMER, name="Facilitation Board", actor=actor)
        committees.put_in_charge(national, coordinator_id=told["deputy"], actor=actor)
        group_id, entry_id = group.id, entry.id
    # Running the site does not let one name oneself: the coordinator does.
    with acting(app, told["deputy"]) as actor:
        appointments.set_up_office(
            bodies.get_body(national_id),
            role=Role.SECRETARY,
            organisation_id=None,
            person=db.session.get_one(Person, told["chief"]),
            terms=Terms(starts_on=today),
            now=clock.now(),
            today=today,
            actor=actor,
        )
        return {"body_id": national_id, "group": group_id, "entry": entry_id}


def seats_of(app, told):
    today = clock.today("UTC")
    with acting(app, told["chief"]) as actor:
        body = bodies.get_body(told["body_id"])
        added = [
            seats.add_seat(
                body,
                values={
                    "role": role,
                    "organisation_id": told[owner],
                    "nominated_by_id": None,
                    "title": "",
                    "position": 100,
                    "side_id": None,
                    "is_permanent": True,
                    "term_months": None,
                    "is_named": False,
                    "agreement": "",
                    "agreement_ends_on": None,
                    "expectation": None,
                    "dissemination": "",
                    "exception": "The decree says so",
                },
                today=today,
                actor=actor,
            )
            for role, owner in ((Role.CHAIR, "customs"), (Role.MEMBER, "organisation_id"))
        ]
        for seat, who in zip(added, ("deputy", "person_id"), strict=True):
            sitting = appointments.appoint(
                seat,
                person=db.session.get_one(Person, told[who]),
                terms=Terms(
                    starts_on=today,
                    ends_on=today + timedelta(days=60),
                    instrument_file=told["file"],
                    instrument_file_name="letter.pdf",
                ),
                now=clock.now(),
                actor=actor,
            )
        put_forward = appointments.nominate(
            added[0],
            person=db.session.get_one(Person, told["person_id"]),
            nominated_by_id=told["customs"],
            competence="Twenty years at the border",
            capacity=Capacity.ALTERNATE,
            today=today,
            now=clock.now(),
            actor=actor,
        )
        conduct.write_code(
            body, text="Speak plainly; keep what is told here.", today=today, actor=actor
        )
        conduct.declare(body, text="I own shares of a broker.", today=today, actor=actor)
        return {
            "seat_id": added[1].id,
            "appointment_id": sitting.id,
            "put_forward": put_forward.id,
        }


def terms_of(app, told):
    today = clock.today("UTC")
    with acting(app, told["chief"]) as actor:
        body = bodies.get_body(told["body_id"])
        term = bodies.latest_term(body.id)
        if term is None:
            committees.start_term(
                body, starts_on=today, ends_on=today + timedelta(days=700), today=today, actor=actor
            )
        priority = committees.name_priority(
            body,
            text="One window for all permits",
            named_by_id=told["customs"],
            today=today,
            actor=actor,
        )
        committees.begin_checklist(body, actor=actor)
        draft = mandates_queries.draft_of(body)
        if draft is None:
            draft = mandates.start_version(body, actor=actor, now=clock.now(), today=today)
        rules = procedure.draft_of(body) or procedures.save_draft(
            body, procedure=Procedure(), terms_id=None, seen=0, actor=actor, now=clock.now()
        )
        return {
            "priority_id": priority.id,
            "terms_id": draft.id,
            "rules_id": rules.id,
            "step_id": bodies.steps_of(body.id)[0].id,
            "section": "purpose",
        }


def documents_of(app, told):
    """A paper of the members, and one that the chief is named to read and has not signed for."""
    with app.app_context():
        sent = uploads.looked_into(b"%PDF-1.7 scanners", "Scanners.pdf")
        with unit_of_work():
            storage.note(sent.file, person_id=None, now=clock.now())
    with acting(app, told["chief"]) as actor:
        body, made = bodies.get_body(told["body_id"]), {}
        for key, access in (
            ("open", Access.PUBLIC),
            ("secret", Access.NON_DISCLOSURE),
            ("plain", Access.MEMBERS),
        ):
            facts = {"title": "Scanners at the gate", "source": "Customs house", "access": access}
            made[key] = keeping.add(
                body,
                facts=facts,
                content=Content.of(sent),
                readers=[told["chief"], told["person_id"]],
                actor=actor,
                now=clock.now(),
            )
        plain = made["plain"]
        written = {"text": "<p>All agencies keep one calendar.</p>", "actions": ["Bring figures"]}
        text = keeping.add(
            body,
            facts={"title": "One calendar for inspections", "access": Access.MEMBERS},
            content=Content(written=written_parts(written)),
            actor=actor,
            now=clock.now(),
        )
        endorsing.plan(text, body_ids=[body.id, told["group"]], actor=actor)
        endorsing.send(text, actor=actor, now=clock.now())
        waiting = sending_in.send_in(
            body,
            facts={"title": "Seals at the gate"},
            content=Content.of(sent),
            actor=actor,
            now=clock.now(),
        )
        return {
            "document_step_id": text.steps[0].id,
            "document_id": plain.id,
            "version_id": document_queries.latest_of(plain).id,
            "reader_id": plain.readers[0].id,
            "secret_document": made["secret"].id,
            "sent_document": waiting.id,
            "open_document": made["open"].id,
        }


def issues_of(app, told):
    today = clock.today("UTC")
    with acting(app, told["chief"]) as actor:
        body = issue_queries.get_body(told["body_id"])
        made = [
            proposing.propose(
                body,
                facts={
                    "title": title,
                    "problem": "Containers are opened twice",
                    "expected_result": "One inspection",
                    "level": Level.OPERATIONAL,
                    "effort": Measure.SMALL,
                    "benefit": Measure.LARGE,
                    "asked": ["examine"],
                    "questions": ["Who calls whom"],
                    "note_due_on": today + timedelta(days=5),
                    "handled_by_id": told["group"],
                },
                ideas=("A shared calendar",),
                actor=actor,
                now=clock.now(),
                today=today,
            )
            for title in ("Containers are opened twice", "Nine offices for one fee")
        ]
        issue_id, declined = (issue.id for issue in made)
    with acting(app, told["deputy"]) as actor:
        issue = issue_queries.get_issue(issue_id)
        proposing.support(
            issue,
            strength=Strength.PRESSING,
            organisation_id=None,
            actor=actor,
            now=clock.now(),
        )
        moving.decline(
            issue_queries.get_issue(declined),
            reason="It is for the budget law",
            actor=actor,
            now=clock.now(),
            today=today,
        )
    with acting(app, told["chief"]) as actor:
        issue = issue_queries.get_issue(issue_id)
        words = {"title": "Joint inspections", "problem": "Twice", "expected_result": "Once"}
        moving.offer_wording(issue, words=words, actor=actor, now=clock.now())
        wording = issue_queries.open_wording_of(issue)
        idea = issue_queries.ideas_of(issue)[0]
        more = {"wording_id": wording.id, "idea_id": idea.id}
        return {"issue_id": issue_id, "declined_issue": declined, **more}


def meetings_of(app, told):
    """A meeting that is planned, and one that is called and then moved to another hall."""
    day = clock.today("UTC") + timedelta(days=40)

    def plan(ahead, hall):
        days = (DayPlan(day + timedelta(days=ahead), time(10), time(12)),)
        return Plan(days=days, time_zone="UTC", place=hall, host_id=told["customs"])

    with acting(app, told["chief"]) as actor:
        body = bodies.get_body(told["body_id"])
        made = [
            meetings.plan(body, wanted=plan(ahead, "Customs house"), now=clock.now(), actor=actor)
            for ahead in (0, 7, 14)
        ]
        planned, called, third = (meeting.id for meeting in made)
    with acting(app, told["chief"]) as actor:
        meeting = meeting_queries.get_meeting(called)
        meetings.invite(
            meeting,
            person=db.session.get_one(Person, told["never_signed_in"]),
            comes=meetings.Comes(
                kind=TakesPartAs.EXPERT,
                about="Scanners at the gate",
                organisation_id=told["customs"],
            ),
            today=clock.today("UTC"),
            now=clock.now(),
            actor=actor,
        )
        meetings.convene(
            meeting,
            sending=meetings.Sending(message="Bring figures", because="The hall is free"),
            today=clock.today("UTC"),
            now=clock.now(),
            actor=actor,
        )
    with acting(app, told["chief"]) as actor:
        meeting = meeting_queries.get_meeting(called)
        meetings.change(meeting, wanted=plan(7, "Town hall"), version=meeting.version, actor=actor)
        own = meeting_queries.own_invitation(called, told["chief"])
        return {
            "meeting_id": planned,
            "called_meeting": called,
            "third_meeting": third,
            "invitation_id": own.id,
            "feed_token": meetings.open_feed(SITE, actor=actor, now=clock.now()),
        }


def announced_of(app, told):
    """A meeting in public that is called, with a public paper at a line that is out."""
    today = clock.today("UTC")
    days = (DayPlan(today + timedelta(days=75), time(10), time(12)),)
    with acting(app, told["chief"]) as actor:
        meeting = meetings.plan(
            bodies.get_body(told["body_id"]),
            wanted=Plan(days=days, time_zone="UTC", place="Town hall", is_public=True),
            now=clock.now(),
            actor=actor,
        )
        meeting_id = meeting.id
    with acting(app, told["chief"]) as actor:
        meeting = meeting_queries.get_meeting(meeting_id)
        meetings.convene(
            meeting,
            sending=meetings.Sending(message="Bring figures", because="The hall is free"),
            today=today,
            now=clock.now(),
            actor=actor,
        )
        lines = [{"title": "Offers for a scanner", "minutes": 10}]
        agenda = building.begin(meeting, lines=lines, actor=actor, now=clock.now())
        agenda_id = agenda.id
    with acting(app, told["chief"]) as actor:
        agenda = agenda_queries.get_agenda(agenda_id)
        paper = item_papers.attach(
            agenda.items[0],
            document=document_queries.get_document(told["open_document"]),
            actor=actor,
            now=clock.now(),
        )
        attachment_id = paper.id
    with acting(app, told["deputy"]) as actor:
        agenda = agenda_queries.get_agenda(agenda_id)
        mark = agenda_queries.mark_of(agenda)
        releasing.agree(agenda, seen=mark, actor=actor, now=clock.now(), today=today)
        releasing.release(
            agenda, because="The hall is free", actor=actor, now=clock.now(), today=today
        )
    with acting(app, told["chief"]) as actor:
        own = meeting_queries.own_invitation(meeting_id, told["deputy"])
        reading = telling.link_to_papers(
            meeting_queries.get_meeting(meeting_id),
            meeting_queries.find_invitation(own.id),
            actor=actor,
            now=clock.now(),
        )
    return {"attachment_id": attachment_id, "reading_token": reading.url.rpartition("/")[2]}


def agendas_of(app, told):
    today = clock.today("UTC")
    with acting(app, told["deputy"]) as actor:
        issue = issue_queries.get_issue(told["issue_id"])
        moving.accept(issue, actor=actor, now=clock.now(), today=today)
    with acting(app, told["chief"]) as actor:
        meeting = meeting_queries.get_meeting(told["meeting_id"])
        agenda = building.begin(
            meeting,
            lines=agenda_rules.BY_KEY["groups"].lines,
            proposals=agenda_queries.proposals_for(meeting, None, SYSTEM)[:1],
            actor=actor,
            now=clock.now(),
        )
        item = building.add_item(
            agenda,
            facts={
                "title": "Offers for a scanner",
                "text": "Three offers",
                "minutes": 300,
                "presenter": "Karim Odeh",
                "is_confidential": True,
                "is_standing": True,
                "asked": ["give_guidance"],
                "questions": ["Which one"],
                "expected_result": "One offer",
                "note_due_on": today - timedelta(days=1),
            },
            procedure=Procedure(),
            actor=actor,
            now=clock.now(),
        )
        off = building.add_item(
            agenda,
            facts={"title": "Not this time"},
            procedure=Procedure(),
            actor=actor,
            now=clock.now(),
        )
        building.take_off(off, actor=actor, now=clock.now())
        plain = document_queries.get_document(told["document_id"])
        item_papers.attach(item, document=plain, actor=actor, now=clock.now())
        agenda_id, item_id = agenda.id, item.id
    with acting(app, told["chief"]) as actor:
        agenda = agenda_queries.get_agenda(agenda_id)
        releasing.send_to_coordinators(
            agenda,
            closes_on=today + timedelta(days=9),
            actor=actor,
            now=clock.now(),
            today=today,
        )
        templates.keep_template(agenda, name="Our usual way", actor=actor, now=clock.now())
    with acting(app, told["deputy"]) as actor:
        agenda = agenda_queries.get_agenda(agenda_id)
        remark = releasing.remark(
            agenda, text="Before the break", item_id=item_id, actor=actor, now=clock.now()
        )
        mark = agenda_queries.mark_of(agenda)
        releasing.agree(agenda, seen=mark, actor=actor, now=clock.now(), today=today)
        return {"agenda_id": agenda_id, "item_id": item_id, "remark_id": remark.id}


def decisions_of(app, told):
    """A draft at its item, a recommendation that waits for an answer, one of a forum outside."""
    today = clock.today("UTC")
    words = {
        "kind": DecisionKind.RECOMMENDATION,
        "title": "One calendar for inspections",
        "text": "All agencies keep one calendar.",
    }
    with acting(app, told["chief"]) as actor:
        body = bodies.get_body(told["body_id"])
        item = agenda_queries.get_item(told["item_id"])
        drafting.take_in(
            body, facts={**words, "forum": "Regional forum"}, actor=actor, now=clock.now()
        )
        adopted, draft = (
            drafting.draft(
                body,
                facts=words,
                meeting=item.agenda.meeting,
                item=item,
                actor=actor,
                now=clock.now(),
            )
            for _number in range(2)
        )
        addressee, _links = drafting.address(
            adopted,
            organisation_id=told["customs"],
            due_on=today,
            actor=actor,
            now=clock.now(),
            today=today,
        )
        adopting.record(
            adopted,
            result=adopting.Result(
                how=HowAgreed.RESERVATIONS,
                reservations={told["organisation_id"]: "Before the break"},
            ),
            actor=actor,
            now=clock.now(),
            today=today,
        )
        (reserved,) = decision_queries.reservations_of(adopted)
        upload = Upload(told["file"], "letter.pdf")
        following.show(adopted, title="The order", upload=upload, actor=actor, now=clock.now())
        (evidence,) = decision_queries.evidence_of(adopted)
        asked = drafting.draft(body, facts=words, actor=actor, now=clock.now())
        drafting.address(
            asked,
            organisation_id=told["customs"],
            due_on=None,
            actor=actor,
            now=clock.now(),
            today=today,
        )
        asking = decision_rules.Asking(closes_on=today + timedelta(days=9))
        polling.ask_in_writing(asked, asking=asking, actor=actor, now=clock.now(), today=today)
        (round_,) = decision_queries.polls_of(asked)
        return {
            "reservation_id": reserved.id,
            "evidence_id": evidence.id,
            "poll_id": round_.poll.id,
            "voice_id": round_.voices[0].id,
            "decision_id": draft.id,
            "adopted_decision": adopted.id,
            "addressee_id": addressee.id,
        }


def actions_of(app, told):
    """One action that is reported as done, and one for which a new date is asked."""
    today = clock.today("UTC")
    with acting(app, told["chief"]) as actor:
        body = bodies.get_body(told["body_id"])
        item = agenda_queries.get_item(told["item_id"])
        origin = Origin(
            meeting=item.agenda.meeting,
            item=item,
            issue=issue_queries.get_issue(told["issue_id"]),
        )
        made = [
            recording.add(
                body,
                facts={
                    "title": title,
                    "details": "Offers for a scanner",
                    "owner_id": told["customs"],
                    "person_id": told["person_id"],
                    "due_on": today + timedelta(days=3),
                },
                origin=origin,
                actor=actor,
                now=clock.now(),
                today=today,
            )[0].id
            for title in ("Write to the port", "Count the lorries")
        ]
        first = today - timedelta(days=90)
        report_id = sponsoring.make_report(
            body, first=first, last=today, actor=actor, now=clock.now(), today=today
        ).id
    with acting(app, told["person_id"]) as actor:
        claimed, dated = map(action_queries.get_action, made)
        progress.claim(claimed, evidence="Letter 7", actor=actor, now=clock.now())
        progress.ask_for_date(
            dated,
            due_on=today + timedelta(days=30),
            reason="The counters are lent",
            actor=actor,
            now=clock.now(),
            today=today,
        )
        return {"action_id": made[0], "dated_action": made[1], "report_id": report_id}


def parking_lot_of(app, told):
    """An issue that is parked and due, with an idea since."""
    today = clock.today("UTC")
    with acting(app, told["chief"]) as actor:
        body = issue_queries.get_body(told["body_id"])
        issue = proposing.propose(
            body,
            facts={
                "title": "Seals of two kinds",
                "problem": "Two seals for one lorry",
                "expected_result": "One seal",
            },
            actor=actor,
            now=clock.now(),
            today=today,
        )
        number = issue.id
    with acting(app, told["deputy"]) as actor:
        parked = parking.park(
            issue_queries.get_issue(number),
            facts=Facts(
                cause=Cause.WAITS_FOR_OTHERS,
                reason="The police answers in spring",
                asked_by_id=told["deputy"],
                owner_id=told["chief"],
                review_on=today + timedelta(days=5),
                next_step="Ask the police once more",
            ),
            actor=actor,
            now=clock.now(),
            today=today,
        )
        proposing.add_idea(
            issue_queries.get_issue(number), text="A seal of both", actor=actor, now=clock.now()
        )
        return {"parking_id": parked.id, "parked_issue": number, "way": "return"}


def minutes_of(app, told):
    """A record that was begun, with a text that waits beside another; and a draft with a comment."""
    today = clock.today("UTC")
    with acting(app, told["chief"]) as actor:
        begun = record.start(
            meeting_queries.get_meeting(told["meeting_id"]), actor=actor, now=clock.now()
        )
        sections = [
            record.add_section(begun, title=title, actor=actor, today=today)
            for title in ("Opening", "Joint inspections", "Any other business")
        ]
        first = writing.save(
            sections[0],
            html="<p>Opened at ten.</p>",
            seen=0,
            actor=actor,
            now=clock.now(),
            today=today,
        )
        later = [
            writing.save(
                sections[0],
                html=f"<p>Opened at {hour}.</p>",
                seen=first.seen,
                actor=actor,
                now=clock.now(),
                today=today,
            )
            for hour in ("nine", "eleven")
        ]
        record.take_out(sections[2], actor=actor, now=clock.now(), today=today)
        found = {
            "minutes_id": begun.id,
            "section_id": sections[0].id,
            "revision_id": first.seen,
            "text_beside": later[1].beside,
        }
    return found | draft_of(app, told) | approved_of(app, told)


def draft_of(app, told):
    """Draft minutes that were circulated, and what a member said about them."""
    today = clock.today("UTC")
    with acting(app, told["chief"]) as actor:
        called = meeting_queries.get_meeting(told["called_meeting"])
        draft = record.start(called, actor=actor, now=clock.now())
        section = record.add_section(draft, title="Opening", actor=actor, today=today)
        writing.save(
            section, html="<p>Opened.</p>", seen=0, actor=actor, now=clock.now(), today=today
        )
        consultation.circulate(
            draft,
            closes_on=today + timedelta(days=14),
            because="",
            actor=actor,
            today=today,
            now=clock.now(),
        )
        draft_id = draft.id
        phrase = phrases.add_phrase(
            draft.body, title="Read out", text="_____ was read.", actor=actor, now=clock.now()
        )
        phrase_id = phrase.id
    with acting(app, told["deputy"]) as actor:
        said = consultation.comment(
            minutes_queries.get_minutes(draft_id),
            section_id=None,
            paragraph=None,
            said="We opened at nine",
            organisation_id=None,
            actor=actor,
            today=today,
            now=clock.now(),
        )
        return {"draft_id": draft_id, "minutes_comment_id": said.id, "phrase_id": phrase_id}


def absences_of(app, told):
    """A group in which nobody came for a seat, and the letter that is drafted about it."""
    today, now = clock.today("UTC"), clock.now()
    with acting(app, told["chief"]) as actor:
        group = bodies.get_body(told["group"])
        strict = Procedure(absences_limit=1)
        procedures.lay_down(group, procedure=strict, valid_from=today, actor=SYSTEM, now=now)
        seat = Seat(
            body_id=group.id,
            role=Role.MEMBER,
            organisation_id=told["organisation_id"],
            created_on=today,
        )
        db.session.add(seat)
        db.session.flush()
        appointments.appoint(
            seat,
            person=db.session.get_one(Person, told["person_id"]),
            terms=Terms(starts_on=today),
            now=now,
            actor=actor,
        )
        days = (DayPlan(today + timedelta(days=1), time(10), time(12)),)
        wanted = Plan(days=days, time_zone="UTC", place="Customs house")
        meeting = meetings.plan(group, wanted=wanted, now=now, actor=actor)
        sending = meetings.Sending(because="The hall is free")
        meetings.convene(meeting, sending=sending, today=today, now=now, actor=actor)
        presence.open_meeting(meeting, now=now, actor=actor)
        presence.close_meeting(meeting, today=today, now=now, actor=actor)
        return {"letter_id": letters_after(meeting.id)[0].id}


def approved_of(app, told):
    """Minutes that the chair approved once the meeting was over, and a correction to them."""
    today, later = clock.today("UTC"), clock.now() + timedelta(days=90)
    with acting(app, told["chief"]) as actor:
        done = record.start(
            meeting_queries.get_meeting(told["third_meeting"]), actor=actor, now=clock.now()
        )
        recording.add(
            done.body,
            facts={
                "title": "Open at nine",
                "owner_id": told["organisation_id"],
                "due_on": today + timedelta(days=300),
            },
            origin=Origin(meeting=done.meeting),
            actor=actor,
            now=clock.now(),
            today=today,
        )
        section = record.add_section(done, title="Opening", actor=actor, today=today)
        writing.save(
            section, html="<p>Opened.</p>", seen=0, actor=actor, now=clock.now(), today=today
        )
        approval.submit(done, wants_silence=False, actor=actor, today=today, now=later)
        done_id, section_id = done.id, section.id
    with acting(app, told["deputy"]) as actor:
        done = minutes_queries.get_minutes(done_id)
        mark = minutes_rules.fingerprint_of(minutes_queries.text_of(done))
        approval.approve(
            done, seen=mark, way=Way.SIGNED_IN, actor=actor, today=today, now=clock.now()
        )
    with acting(app, told["chief"]) as actor:
        erratum, _codes = errata.propose(
            minutes_queries.get_minutes(done_id),
            place=f"section:{section_id}",
            reads="Opened.",
            should_read="Opened at nine.",
            reason="The hour was missing.",
            actor=actor,
            today=today,
            now=clock.now(),
        )
        return {"approved_minutes": done_id, "erratum_id": erratum.id}


def work_of(app, told):
    """A mail that could not leave, and one that waits."""
    made = []
    with acting(app, told["chief"]):
        for state in (JobState.FAILED, JobState.WAITING):
            job = Job(
                kind="mail",
                payload={
                    "to": "amal@example.org",
                    "name": "Amal Nasser",
                    "subject": "You are invited",
                    "body": "Open https://example.org/l/abc to begin.",
                },
                state=state,
                due=clock.now(),
                created_at=clock.now(),
                tries=8,
                error="ConnectionRefusedError: refused",
            )
            db.session.add(job)
            made.append(job)
        db.session.flush()
        return {"job_id": made[0].id}


def plugins_of(app, told):
    """A plugin that was installed once, one that lies on the shelf, and what was asked for."""
    with acting(app, told["chief"]):
        db.session.add(InstalledPlugin(name="stamps", package="ntfc-stamps", package_version="1"))
        facts = {"title": "Offers for a scanner", "api": 1, "tables": ["plugin_seals__seals"]}
        facts |= {key: [] for key in ("pages", "permissions", "jobs", "commands")}
        wheel = ShelfWheel(
            file="ntfc_seals-1.0-py3-none-any.whl",
            sum="0" * 64,
            name="seals",
            package_version="1.0",
            facts=facts,
            read_at=clock.now(),
        )
        change = PluginChange(
            what=What.READ, state=ChangeState.DONE, step="read", asked_at=clock.now()
        )
        db.session.add_all([wheel, change])
        db.session.flush()
        return {"plugin_name": "stamps", "wheel_id": wheel.id, "change_id": change.id}


STEPS = (
    a_site,
    people_of,
    institutions_of,
    bodies_of,
    seats_of,
    absences_of,
    terms_of,
    documents_of,
    issues_of,
    meetings_of,
    announced_of,
    agendas_of,
    decisions_of,
    actions_of,
    parking_lot_of,
    minutes_of,
    work_of,
    plugins_of,
)
