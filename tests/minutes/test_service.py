"""Saving sections: whatever order, whoever, however often, no word of anybody is lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ntfc import plugins
from ntfc.agendas import queries as agendas
from ntfc.agendas.service import building, ordering
from ntfc.audit import AuditEntry
from ntfc.clock import now
from ntfc.db import db
from ntfc.errors import PermissionDenied, Refused
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.minutes import queries
from ntfc.minutes.models import Minutes, MinutesState, RevisionKind, SectionRevision
from ntfc.minutes.service import record, writing
from ntfc.permissions import SYSTEM, Role
from ntfc.richtext import words
from ntfc.transaction import unit_of_work
from tests.recording import TODAY, at_once, insider

A, B, C = "<p>a</p>", "<p>b</p>", "<p>c</p>"


@pytest.fixture
def section(make_minutes):
    _minutes, (section_id,) = make_minutes(A + B + C)
    return section_id


def revisions(app, section_id):
    with app.app_context():
        query = select(SectionRevision).where(SectionRevision.section_id == section_id)
        return [(r.kind, r.html) for r in db.session.scalars(query.order_by(SectionRevision.id))]


def test_a_save_replaces_just_the_text_it_started_from(section, secretary, save, stands):
    seen, _html = stands(section)
    kept = save(section, secretary, A + B, seen)
    assert (kept.html, kept.beside, kept.was_merged) == (A + B, None, False)
    assert stands(section) == (kept.seen, A + B)


def test_every_text_that_was_saved_is_kept(app, section, secretary, save, stands):
    for html in (A, A + B, A):
        save(section, secretary, html, stands(section)[0])
    assert [html for _kind, html in revisions(app, section)] == [A + B + C, A, A + B, A]


def test_what_two_people_wrote_in_different_paragraphs_is_brought_together(
    app, section, secretary, deputy, save, stands
):
    seen, _html = stands(section)
    save(section, secretary, "<p>X</p>" + B + C, seen)
    kept = save(section, deputy, A + B + C + "<p>Y</p>", seen)
    assert kept.was_merged
    assert kept.html == "<p>X</p>" + B + C + "<p>Y</p>"
    assert stands(section) == (kept.stands, kept.html)
    assert (RevisionKind.SENT, A + B + C + "<p>Y</p>") in revisions(app, section)


def test_a_writer_goes_on_from_the_own_text_after_it_was_brought_together(
    section, secretary, deputy, save, stands
):
    seen, _html = stands(section)
    save(section, secretary, "<p>X</p>" + B + C, seen)
    first = save(section, deputy, A + B + C + "<p>Y</p>", seen)
    second = save(section, deputy, A + B + C + "<p>Y and more</p>", first.seen)
    assert second.beside is None
    assert stands(section)[1] == "<p>X</p>" + B + C + "<p>Y and more</p>"


def test_a_paragraph_that_both_changed_waits_beside(app, section, secretary, deputy, save, stands):
    seen, _html = stands(section)
    save(section, secretary, A + "<p>theirs</p>" + C, seen)
    kept = save(section, deputy, A + "<p>mine</p>" + C, seen)
    assert kept.beside is not None
    assert kept.html == stands(section)[1] == A + "<p>theirs</p>" + C
    again = save(section, deputy, A + "<p>mine longer</p>" + C, kept.seen)
    assert again.beside not in (None, kept.beside)
    waiting = [html for kind, html in revisions(app, section) if kind is RevisionKind.BESIDE]
    assert waiting == [A + "<p>mine longer</p>" + C]


@pytest.mark.parametrize(
    ("choice", "result"),
    [("mine", "<p>mine</p>"), ("theirs", "<p>theirs</p>"), ("both", "<p>theirs</p><p>mine</p>")],
)
def test_a_person_brings_both_together(
    app, section, secretary, deputy, save, stands, choice, result
):
    seen, _html = stands(section)
    save(section, secretary, A + "<p>theirs</p>" + C, seen)
    kept = save(section, deputy, A + "<p>mine</p>" + C, seen)
    with app.test_request_context(), unit_of_work():
        found = queries.get_section(section)
        writing.bring_together(
            found,
            beside=queries.get_revision(found, kept.beside),
            seen=found.revision_id,
            choices=[choice],
            actor=insider(deputy),
            now=now(),
            today=TODAY,
        )
    assert stands(section)[1] == A + result + C
    with app.test_request_context(), unit_of_work(), pytest.raises(Refused, match="already"):
        found = queries.get_section(section)
        writing.bring_together(
            found,
            beside=queries.get_revision(found, kept.beside),
            seen=found.revision_id,
            choices=[choice],
            actor=insider(deputy),
            now=now(),
            today=TODAY,
        )


def test_the_same_text_sent_again_changes_nothing(app, section, secretary, save, stands):
    """The line may drop between the save and its answer; then the page sends it once more."""
    seen, _html = stands(section)
    first = save(section, secretary, A + B, seen)
    save(section, secretary, A, first.seen)
    before = revisions(app, section)
    again = save(section, secretary, A + B, seen)
    assert again.html == A
    assert again.beside is None
    assert revisions(app, section) == before
    assert save(section, secretary, A, again.seen).html == A


def test_a_text_that_waits_and_is_sent_again_waits_once(
    app, section, secretary, deputy, save, stands
):
    seen, _html = stands(section)
    save(section, secretary, A + "<p>theirs</p>" + C, seen)
    first = save(section, deputy, A + "<p>mine</p>" + C, seen)
    assert save(section, deputy, A + "<p>mine</p>" + C, seen).beside == first.beside
    assert len([k for k, _h in revisions(app, section) if k is RevisionKind.BESIDE]) == 1


def test_who_sends_an_old_text_twice_takes_nothing_away(section, secretary, deputy, save, stands):
    """What stands is not what that writer has before the eyes, so it is not what the next save
    starts from."""
    seen, _html = stands(section)
    save(section, secretary, A + B + C + "<p>new</p>", seen)
    first = save(section, deputy, A + B + C, seen)
    save(section, deputy, A + B + C, first.seen)
    save(section, deputy, A + B + "<p>c, longer</p>", first.seen)
    assert stands(section)[1] == A + B + "<p>c, longer</p><p>new</p>"


def test_a_text_from_nowhere_is_added_to_what_stands(section, secretary, save):
    """A forged or foreign number is no text of this section: it counts as an empty beginning."""
    assert save(section, secretary, "<p>new</p>", 987654).html == A + B + C + "<p>new</p>"


def test_a_text_of_another_section_is_no_beginning(make_minutes, secretary, save, stands):
    _minutes, (one, other) = make_minutes(A, "<p>secret</p>")
    kept = save(one, secretary, "<p>new</p>", stands(other)[0])
    assert kept.html == A + "<p>new</p>"


def test_two_saves_at_one_moment_are_both_kept(app, section, secretary, deputy, save, stands):
    seen, _html = stands(section)
    texts = {secretary: "<p>X</p>" + B + C, deputy: A + B + "<p>Y</p>"}
    at_once(*(lambda p=person, t=text: save(section, p, t, seen) for person, text in texts.items()))
    assert stands(section)[1] == "<p>X</p>" + B + "<p>Y</p>"


def test_eight_saves_at_one_moment_lose_no_paragraph(make_minutes, secretary, save, stands):
    _minutes, (section_id,) = make_minutes("")
    at_once(
        *(
            lambda n=number: save(section_id, secretary, f"<p>paragraph {n}</p>", 0)
            for number in range(8)
        )
    )
    assert set(words(stands(section_id)[1]).split("\n")) == {f"paragraph {n}" for n in range(8)}


def test_approved_minutes_take_no_more_text(app, make_minutes, secretary, save, stands, alter):
    minutes_id, (section_id,) = make_minutes(A)
    alter(minutes_id, state=MinutesState.APPROVED)
    seen, html = stands(section_id)
    with pytest.raises(Refused, match="erratum"):
        save(section_id, secretary, B, seen)
    assert stands(section_id) == (seen, html)


def test_a_chair_does_not_write(app, section, committee, seat, save, stands):
    chair = seat(committee, Role.CHAIR, "Huda Salem")
    with pytest.raises(PermissionDenied):
        save(section, chair, B, stands(section)[0])


def test_the_trail_tells_once_that_somebody_writes(app, section, secretary, save, stands):
    for html in (A, A + B, A):
        save(section, secretary, html, stands(section)[0])
    with app.app_context():
        query = select(AuditEntry.actor).where(AuditEntry.action == "minutes.section_written")
        written = [*db.session.scalars(query)]
    assert written == [f"person:{secretary}"]


def test_a_meeting_has_one_record_however_often_it_is_begun(app, committee, make_meeting):
    meeting_id = make_meeting(committee)
    numbers = set()
    for _time in range(2):
        with app.test_request_context(), unit_of_work():
            meeting = db.session.get_one(Meeting, meeting_id)
            numbers.add(record.start(meeting, actor=SYSTEM, now=now()).id)
    assert len(numbers) == 1


def test_a_meeting_that_was_called_off_has_no_minutes(app, committee, make_meeting):
    meeting_id = make_meeting(committee, state=MeetingState.CANCELLED)
    with app.test_request_context(), unit_of_work(), pytest.raises(Refused, match="called off"):
        record.start(db.session.get_one(Meeting, meeting_id), actor=SYSTEM, now=now())


def change_agenda(app, secretary, what):
    """Do something to the agenda as the person who prepares it."""
    with app.test_request_context(), unit_of_work():
        what(insider(secretary))


@pytest.fixture
def followed(app, committee, secretary, make_meeting):
    """Minutes begun before the meeting, whose agenda has two items."""
    meeting_id = make_meeting(committee, state=MeetingState.CONVENED)
    with app.test_request_context(), unit_of_work():
        actor, meeting = insider(secretary), db.session.get_one(Meeting, meeting_id)
        lines = [{"title": "Opening"}, {"title": "Transit", "is_confidential": True}]
        agenda = building.begin(meeting, lines=lines, actor=actor, now=now())
        minutes = record.start(meeting, actor=actor, now=now())
        return minutes.id, agenda.id, meeting_id


def test_sections_follow_the_agenda_until_the_meeting_begins(app, followed, secretary, save):
    minutes_id, agenda_id, meeting_id = followed
    assert titles(app, minutes_id) == ["Opening", "Transit"]

    def change(actor):
        agenda = agendas.get_agenda(agenda_id)
        first, second = agenda.items
        building.add_lines(agenda, lines=[{"title": "Ports"}], actor=actor, now=now())
        ordering.shift(second, steps=-1, actor=actor)
        building.take_off(first, actor=actor, now=now())

    change_agenda(app, secretary, change)
    assert titles(app, minutes_id) == ["Transit", "Ports"]
    with app.app_context(), unit_of_work():
        db.session.get_one(Meeting, meeting_id).state = MeetingState.UNDER_WAY
        agenda = agendas.get_agenda(agenda_id)
        agenda.items[1].title = "Transit, in haste"
        plugins.notify("ntfc_agenda_changed", agenda=agenda)
    assert titles(app, minutes_id) == ["Transit", "Ports"]

    def from_the_floor(actor):
        lines = [{"title": "Fees", "is_confidential": True}]
        building.add_lines(agendas.get_agenda(agenda_id), lines=lines, actor=actor, now=now())

    change_agenda(app, secretary, from_the_floor)
    assert titles(app, minutes_id) == ["Transit", "Ports", "Fees"]


def test_words_stay_when_their_item_goes(app, followed, secretary, save):
    minutes_id, agenda_id, _meeting = followed
    with app.app_context():
        section_id = queries.every_section(minutes_id)[0].id
    save(section_id, secretary, A, 0)
    change_agenda(
        app,
        secretary,
        lambda actor: building.take_off(
            agendas.get_agenda(agenda_id).items[0], actor=actor, now=now()
        ),
    )
    assert titles(app, minutes_id) == ["Opening", "Transit"]


def test_a_title_given_here_follows_no_item(app, followed, secretary):
    minutes_id, agenda_id, _meeting = followed
    with app.app_context():
        section_id = queries.every_section(minutes_id)[0].id
    do(app, record.rename, section_id, title="How it began")
    change_agenda(
        app,
        secretary,
        lambda actor: building.add_lines(
            agendas.get_agenda(agenda_id), lines=[{"title": "Ports"}], actor=actor, now=now()
        ),
    )
    assert titles(app, minutes_id) == ["How it began", "Transit", "Ports"]


def titles(app, minutes_id):
    with app.app_context():
        lines = queries.record(db.session.get_one(Minutes, minutes_id), now())
        return [line.title for line in lines if not line.is_taken_out]


def do(app, what, section_id, **values):
    with app.test_request_context(), unit_of_work():
        what(queries.get_section(section_id), actor=SYSTEM, today=TODAY, **values)


def test_sections_move_are_named_go_and_come_back(app, make_minutes, stands):
    minutes_id, (one, two, three) = make_minutes(A, B, C)
    do(app, record.move, three, step=-1)
    assert titles(app, minutes_id) == ["Item 1", "Item 3", "Item 2"]
    do(app, record.move, one, step=-1)
    assert titles(app, minutes_id) == ["Item 1", "Item 3", "Item 2"]
    do(app, record.rename, two, title="Transit")
    do(app, record.take_out, one, now=now())
    assert titles(app, minutes_id) == ["Item 3", "Transit"]
    assert stands(one)[1] == A
    do(app, record.bring_back, one)
    assert sorted(titles(app, minutes_id)) == ["Item 1", "Item 3", "Transit"]


def test_a_section_where_a_text_waits_is_not_taken_out(
    app, section, secretary, deputy, save, stands
):
    seen, _html = stands(section)
    save(section, secretary, A + "<p>theirs</p>" + C, seen)
    save(section, deputy, A + "<p>mine</p>" + C, seen)
    with pytest.raises(Refused, match="brought together"):
        do(app, record.take_out, section, now=now())


PARAGRAPHS = st.lists(st.sampled_from("abcdef"), max_size=5)
SAVES = st.lists(st.tuples(st.booleans(), PARAGRAPHS), min_size=1, max_size=8)


@pytest.mark.database("sqlite")
@settings(
    deadline=None,
    max_examples=40,
    # Each example writes in a section of its own.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(saves=SAVES)
def test_no_order_of_saves_by_two_people_loses_a_paragraph(many_sections, saves):
    """Two people type on in one section, each from the own last text, and never look up."""
    save, stands, section_id, people = many_sections()
    seen, own = [0, 0], [[], []]
    written, dropped = set(), set()
    for is_second, paragraphs in saves:
        kept = save(section_id, people[is_second], html_of(paragraphs), seen[is_second])
        dropped |= set(own[is_second]) - set(paragraphs)
        written |= set(paragraphs)
        if kept.beside is None:
            seen[is_second], own[is_second] = kept.seen, paragraphs
        else:
            return  # the text waits: a person chooses
    assert written - dropped <= set(words(stands(section_id)[1]).split("\n"))


def html_of(paragraphs):
    return "".join(f"<p>{letter}</p>" for letter in paragraphs)


@pytest.fixture
def many_sections(make_minutes, secretary, deputy, save, stands, app):
    minutes_id, _sections = make_minutes()

    def another():
        with app.test_request_context(), unit_of_work():
            minutes = queries.get_minutes(minutes_id)
            section = record.add_section(minutes, title="One more", actor=SYSTEM, today=TODAY)
            return save, stands, section.id, (secretary, deputy)

    return another


def test_what_arrived_without_an_answer_is_where_its_writer_goes_on_from(
    make_minutes, save, stands, secretary, deputy
):
    _minutes, (section,) = make_minutes("<p>Begun.</p>")
    seen, _html = stands(section)
    save(section, secretary, "<p>Begun. One.</p>", seen, ticket="a1")  # the answer was lost
    kept = save(section, secretary, "<p>Begun. One. Two.</p>", seen, ticket="a2", unheard=("a1",))
    assert (kept.beside, kept.was_merged) == (None, False)
    assert stands(section) == (kept.stands, "<p>Begun. One. Two.</p>")
    other = save(section, deputy, "<p>Begun. Mine.</p>", seen, ticket="b1", unheard=("a1", "a2"))
    assert other.beside is not None, "what another sent is the beginning of nobody else's text"
    assert stands(section)[1] == "<p>Begun. One. Two.</p>"


def test_a_text_that_waits_beside_another_is_replaced_by_what_its_writer_adds(
    make_minutes, save, stands, secretary, deputy
):
    _minutes, (section,) = make_minutes("<p>Begun.</p>")
    seen, _html = stands(section)
    save(section, deputy, "<p>Theirs.</p>", seen)
    save(section, secretary, "<p>Mine.</p>", seen, ticket="a1")
    kept = save(section, secretary, "<p>Mine, more.</p>", seen, ticket="a2", unheard=("a1",))
    assert kept.beside is not None
    assert stands(section)[1] == "<p>Theirs.</p>"
