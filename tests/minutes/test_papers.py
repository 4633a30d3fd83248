"""What stands on the papers of minutes, from one document with everything in it, openly and in confidence."""

from dataclasses import fields, is_dataclass, replace
from types import SimpleNamespace

import pytest

from ntfc.minutes.models import MinutesState, Stance
from ntfc.minutes.rules import errata, extracts, passage, positions, printing, standing_in, table
from ntfc.minutes.rules.approval import Held
from ntfc.minutes.rules.attribution import judged_in
from ntfc.minutes.rules.classes import html_spelled_out
from ntfc.minutes.rules.contents import (
    Addressed,
    Answer,
    Attendee,
    Day,
    Document,
    Interest,
    Outcome,
    Part,
    Position,
    Reserved,
    SetAside,
    Task,
)
from ntfc.minutes.rules.document import canonical, fingerprint_of, for_outsiders, from_canonical
from ntfc.organisations.models import Camp
from ntfc.permissions import Role

SECRET = "Quietly"
HIDDEN = {"is_confidential": True}
FEES = Outcome(
    kind="recommendation",
    state="adopted",
    title="One calendar",
    text="Fees are published.",
    number="4/1",
    paper="Note 7",
    how="consensus",
    next_step="Print it",
    applies_to_all=True,
    reservations=(Reserved(organisation="Brokers", text="Not on Fridays"),),
    addressees=(
        Addressed(organisation="Customs", due_on="2026-04-01"),
        Addressed(organisation="Port"),
    ),
)
PARKED = SetAside(
    number=3, title="Gate two", cause="no_time", review_on="2026-05-04", reason="Late", owner="Port"
)
SAID = "<p>Samer Khatib failed.</p><p>Said openly.</p><p>[!] Quietly said.</p>"
WHOLE = Document(
    body="Council",
    number=4,
    kind="ordinary",
    title="Spring",
    time_zone="UTC",
    place="Town hall",
    mode="on_site",
    days=(Day(starts_at="2026-03-02T09:00:00+00:00", ends_at="2026-03-02T11:00:00+00:00"),),
    attendees=(Attendee(name="Samer Khatib", organisation="Customs", presence="present"),),
    parts=(
        Part(
            key=1,
            title="Fees",
            html=SAID,
            answers=(
                Answer(kind="verb", question="endorse", text="We do."),
                Answer(kind="question", question="When?"),
            ),
            positions=(
                Position(stance="for", name="Port", camp="public", text="At once"),
                Position(stance="against", name="Customs", camp="public"),
                Position(stance="other", camp="private", text=f"{SECRET} no", **HIDDEN),
            ),
            interests=(
                Interest(
                    name="Omar",
                    text="My shop",
                    organisation="Brokers",
                    stepped_out=True,
                    left_at="10:20",
                    back_at="10:40",
                ),
            ),
            read_back_at="2026-03-02T10:00:00+00:00",
        ),
        Part(key=2, title=f"{SECRET} apart", html="<p>x</p>", **HIDDEN),
    ),
    tasks=(
        Task(number=1, title="Print the list", owner="Customs", person="Rana", due_on="2026-03-09"),
        Task(number=2, title=f"{SECRET} do", owner="Customs", is_date_open=True, **HIDDEN),
    ),
    outcomes=(FEES, replace(FEES, title=f"{SECRET} fees", **HIDDEN)),
    parked=(PARKED, replace(PARKED, number=5, title=f"{SECRET} parked", **HIDDEN)),
)
FIXED = printing.Corrected(
    number=1, key=1, title="Fees", reads="opnly", should_read="openly", reason="Mistyped."
)
PRINTING = printing.Printing(
    title="Minutes 4",
    state="Approved",
    is_approved=True,
    fingerprint="0123456789abcdef",
    address="https://example.org",
    letterhead=("Council",),
    language="en",
    direction="ltr",
    audience="members",
    approvals=(printing.Approved(name="Huda", place="Chair", when="March 9", way="signed in"),),
    errata=(FIXED, replace(FIXED, number=2, reason=f"{SECRET} wrong", **HIDDEN)),
)
OPENLY = (
    *("Council", "Spring", "2026", "Town hall", "Recommendation 4/1: One calendar", "Note 7"),
    *("Advisory, not binding", "Fees are published.", "Reservation", "Not on Fridays", "Print it"),
    *("Customs, answer by April 1, 2026", "It applies to all traders", "Next step", "Gate two"),
    *("May 4, 2026", "Late", "Print the list", "Rana", "March 9, 2026", "Samer Khatib", "Present"),
    *("1. Fees", "Said openly.", "We do.", "When?", "At once", "In favour", "Against", "10:20"),
    *("The public side is not of one view", "Omar (Brokers) declared an interest: My shop"),
    *("Read back and agreed at 10:00", "in place of “opnly” read “openly”. Mistyped.", "Huda"),
    *("March 9, signed in", "0123-4567-89ab", "Endorse"),
)


def every(thing):
    """Yield each text of a paper, as it is read: signs that keep directions apart are not seen."""
    if isinstance(thing, str):
        yield thing.replace("\u2068", "").replace("\u2069", "")
    elif isinstance(thing, tuple | list | set | frozenset):
        for one in thing:
            yield from every(one)
    elif is_dataclass(thing):
        runs = getattr(thing, "runs", ())
        if runs:
            yield from every("".join(run.text for run in runs))
        for one in fields(thing):
            yield from every(getattr(thing, one.name))


def read(thing):
    return "\n".join(every(thing))


@pytest.mark.parametrize("audience", ["members", "public"])
def test_everything_stands_on_the_paper_and_nothing_in_confidence_on_the_public_one(audience):
    said = read(printing.paper_of(WHOLE, replace(PRINTING, audience=audience)))
    assert [one for one in OPENLY if one not in said] == []
    hidden = ("apart", "do", "fees", "parked", "no", "wrong", "said")
    kept = [one for one in hidden if f"{SECRET} {one}" in said]
    assert kept == ([*hidden] if audience == "members" else [])
    assert ("[In confidence] Quietly said." in said) is (audience == "members")
    assert "[!]" not in said
    draft = read(printing.paper_of(WHOLE, replace(PRINTING, audience=audience, is_approved=False)))
    assert "Draft. Not approved" in draft
    assert "Draft 0123" in draft


def test_members_pass_on_one_page_and_each_institution_has_a_letter_of_its_own():
    paper = extracts.summary_paper(WHOLE, PRINTING)
    page = read(paper)
    for said in (
        "One calendar. ",
        "Advisory",
        "Print the list",
        "Gate two",
        "May 4",
        "Mon, Mar 2, 2026",
    ):
        assert said in page, said
    assert SECRET not in page
    many = replace(WHOLE, tasks=WHOLE.tasks[:1] * 9)
    assert "4 more stand in the minutes." in read(extracts.summary_paper(many, PRINTING))
    long = replace(FEES, title="word " * 40)
    assert len(extracts.summary_of(replace(WHOLE, outcomes=(long,))).outcomes[0].title) <= 80
    letters = extracts.letters_of(WHOLE)
    assert [(one.institution, len(one.tasks)) for one in letters] == [("Customs", 1), ("Port", 0)]
    assert [one.outcomes[0].addressees for one in letters] == [
        (FEES.addressees[0],),
        (FEES.addressees[1],),
    ]
    for made in (
        extracts.letter_paper(letters[0], WHOLE, PRINTING),
        extracts.letter_text(letters[0], WHOLE, PRINTING),
    ):
        said = read(made)
        for expected in (
            "Council came to what follows",
            "Please answer by the day",
            "Recommendation 4/1: One calendar",
            "Customs, answer by April 1",
            "Print the list",
            "Extract of the approved minutes of Council, fingerprint 0123-4567-89ab",
        ):
            assert expected in said, expected
        assert SECRET not in said
        assert "Port" not in said
    waits, out = (SimpleNamespace(state=one) for one in (MinutesState.DRAFT, MinutesState.APPROVED))
    assert len([*extracts.obstacles_to_letters(waits)]) == 1
    assert [*extracts.obstacles_to_letters(out)] == []


def test_every_place_of_the_text_is_found_and_what_changed_in_it_is_told():
    found = {one.key: one for one in passage.passages(WHOLE)}
    assert found["attendance"].lines == ("Samer Khatib, Customs: Present",)
    assert found["task:1"].lines == ("Print the list", "Customs", "Rana", "March 9, 2026")
    assert found["task:2"].lines[-1] == "Date to be set"
    assert found["outcome:0"].lines[1:3] == ("Advisory, not binding", "Fees are published.")
    assert found["parked:3"].name == "Parked issue: Gate two"
    assert "Port" in found["parked:3"].lines
    assert "Town hall" in found["meeting"].lines
    assert passage.says(found["section:1"].lines, "Said\n openly.")
    for key in ("task:2", "outcome:1", "parked:5", "section:2", "title:2"):
        assert found[key].lines
        assert found[key].open_lines == ()
    assert SECRET not in read(found["section:1"].open_lines)
    correction = SimpleNamespace(place="title:1", title="Fees")
    assert passage.place_in_words(correction) == "Title: Fees"

    longer = replace(WHOLE.parts[0], html=f"{SAID}<p>More.</p>")
    after = replace(WHOLE, place="Port", tasks=WHOLE.tasks[1:], parts=(longer, *WHOLE.parts[1:]))
    changes = passage.changes_in_words(WHOLE, after)
    assert changes.facts == ("place", "tasks")
    assert [(one.kind, one.title) for one in changes.parts] == [
        ("changed", "The meeting"),
        ("removed", "Action: Print the list"),
        ("changed", "Fees"),
    ]
    for one, said in zip(changes.parts, ("Town hall", "Rana", "More."), strict=True):
        assert said in read(one.paragraphs), said
    assert not passage.changes_in_words(WHOLE, from_canonical(canonical(WHOLE)))


def test_a_text_is_known_by_its_words_and_a_correction_by_those_it_was_approved_with():
    assert from_canonical(canonical(WHOLE)) == WHOLE
    assert SECRET not in canonical(for_outsiders(WHOLE))
    mark = fingerprint_of(canonical(WHOLE))
    assert mark != fingerprint_of(canonical(replace(WHOLE, place="Port")))
    words = {"title": "Fees", "reads": "a", "should_read": "b", "reason": "c", "place": "title:1"}
    minutes = SimpleNamespace(fingerprint=mark, state=MinutesState.APPROVED)
    one = SimpleNamespace(state=errata.ErratumState.APPROVED, minutes=minutes, **words)
    one.fingerprint = fingerprint_of(errata.erratum_text(one, mark))
    assert errata.is_as_approved(one)
    one.should_read = "something else"
    assert not errata.is_as_approved(one)
    assert [*errata.obstacles_to_correcting(minutes, is_in_text=True)] == []
    minutes.state = MinutesState.DRAFT
    assert len([*errata.obstacles_to_correcting(minutes, is_in_text=False)]) == 2
    assert len([*errata.obstacles_to_withdrawing(one)]) == 1


def test_sides_stand_before_institutions_and_a_judgement_is_found_in_its_section():
    assert [one.title for one in positions.sides()] == ["The public side", "The private side"]
    noted = [
        positions.Noted(str(n), Position(stance=Stance.FOR.value, name=name, camp=camp))
        for n, (name, camp) in enumerate((("Port", "public"), ("brokers", ""), ("", "private")))
    ]
    assert [one.position.name for one in positions.in_order(noted)] == ["", "brokers", "Port"]
    whole = positions.position_words(noted[2].position)
    assert (whole.title, whole.side, whole.stance) == ("The private side", "", "In favour")
    assert judged_in(WHOLE) == {1: ("Samer Khatib failed.",)}
    assert html_spelled_out(SAID).endswith("<strong>[In confidence] </strong>Quietly said.</p>")
    asked = table.asked_of(["endorse"], ["When?"])
    assert [table.in_words(one.kind, one.question) for one in asked] == ["Endorse", "When?"]
    assert len({one.key for one in asked}) == 2


def test_a_chair_names_whoever_takes_part_and_neither_chairs_nor_serves():
    seats = [
        Held(seat_id=1, role=Role.CHAIR, camp=Camp.PUBLIC, holders=(1,)),
        Held(seat_id=2, role=Role.SECRETARY, holders=(2,)),
        Held(seat_id=3, role=Role.MEMBER, holders=(3,)),
    ]
    assert standing_in.chairs_of(1, seats) == seats[:1]
    assert standing_in.chairs_of(3, seats) == standing_in.chairs_of(None, seats) == []
    assert standing_in.may_be_named(seats, {1, 2, 3}) == [3]
