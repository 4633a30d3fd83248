from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntfc.agendas import rules
from ntfc.agendas.models import Agenda, AgendaItem, AgendaState, ItemKind, ItemState
from ntfc.agendas.rules import release
from ntfc.agendas.rules.items import takes_guests
from ntfc.agendas.rules.papers import opens_by_link
from ntfc.documents.models import Access, Document, DocumentState
from ntfc.issues.models import Measure
from ntfc.meetings.models import Meeting, MeetingBody, MeetingState
from ntfc.permissions import Insider, Role, can
from ntfc.procedure.models import AgendaRelease, LateItems, Procedure
from ntfc.procedure.rules import Releasers, cite, releasers_needed

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("access", "secret", "said"),
    [
        (Access.PUBLIC, False, True),
        (Access.MEMBERS, False, False),  # who only attends reads the item
        (Access.MEMBERS, True, True),
        (Access.NAMED, True, False),
        (Access.NON_DISCLOSURE, True, False),
    ],
)
def test_the_words_of_a_paper_stand_only_where_its_readers_are(access, secret, said):
    line = AgendaItem(is_confidential=secret)
    assert rules.read_alike(line, Document(access=access)) is said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, []),
        ({"issue_id": 3}, ["its issue already"]),
        ({"kind": ItemKind.FORMAL}, ["are no issues"]),
        ({"is_confidential": True}, ["in confidence"]),
    ],
)
def test_an_issue_is_made_of_a_plain_line_only(values, said):
    found = [str(one) for one in rules.obstacles_to_making_issue(item(1, **values))]
    assert len(found) == len(said)
    assert all(part in one for part, one in zip(said, found, strict=True))


def test_whom_a_release_would_pass_over_is_named():
    def told(day, unanswered=0, **values):
        return [*rules.not_heard(agenda(**values), day, unanswered=unanswered)]

    plain = {"sent_at": None, "remarks_close_on": None}
    sent = {"sent_at": NOW, "remarks_close_on": DAY}
    (never,) = told(DAY, **plain)
    assert "has not gone" in never
    still, unanswered = told(DAY, 2, **sent)
    assert "March 2, 2026" in still
    assert "2 remarks" in unanswered
    assert told(date(2026, 3, 3), **sent) == []
    assert told(DAY, 2, **plain, state=AgendaState.RELEASED) == []  # a supplement


def item(number, title="Item", **values):
    plain = {
        "id": number,
        "title": title,
        "kind": ItemKind.DISCUSSION,
        "text": "",
        "expected_result": "",
        "asked": [],
        "questions": [],
        "minutes": None,
        "presenter": "",
        "is_confidential": False,
        "is_standing": False,
        "position": number,
        "origin_key": None,
        "parent_id": None,
        "supplement": 0,
        "released_at": None,
        "ended_at": None,
        "state": ItemState.PLANNED,
        "issue_id": None,
        "note": "",
        "note_due_on": None,
    }
    return SimpleNamespace(**{**plain, **values})


def agenda(*items, state=AgendaState.DRAFT, meeting=MeetingState.PLANNED, **values):
    made = SimpleNamespace(
        items=list(items),
        state=state,
        meeting=SimpleNamespace(state=meeting, time_zone="UTC"),
        released_at=NOW if state is AgendaState.RELEASED else None,
        **values,
    )
    for one in items:
        one.agenda = made
    return made


def labels(*items):
    return [(line.label, line.item.title) for line in rules.lined_up(items)]


def told(reasons):
    return [str(reason) for reason in reasons]


def test_items_are_numbered_as_they_are_spoken_of():
    items = [
        item(3, "Third"),
        item(1, "First"),
        item(5, "Part b", parent_id=1),
        item(4, "Part a", parent_id=1),
    ]
    assert labels(*items) == [
        ("1", "First"),
        ("1.1", "Part a"),
        ("1.2", "Part b"),
        ("2", "Third"),
    ]


def test_what_is_taken_off_a_draft_has_no_number_and_after_the_release_it_keeps_it():
    off = item(2, "Off", state=ItemState.DROPPED)
    assert labels(item(1, "A"), off, item(3, "B")) == [("1", "A"), ("2", "B")]
    off.released_at = NOW
    assert labels(item(1, "A"), off, item(3, "B")) == [("1", "A"), ("2", "Off"), ("3", "B")]


def test_a_supplement_comes_after_all_that_was_released():
    assert labels(item(1, "Late", supplement=1), item(2, "First")) == [
        ("1", "First"),
        ("2", "Late"),
    ]


def test_the_time_of_parts_counts_within_their_whole():
    def total(*items):
        return rules.minutes_of(rules.lined_up(items))

    assert total(item(1, minutes=30), item(2, minutes=10)) == 40
    whole, part = item(1, minutes=30), item(2, minutes=10, parent_id=1)
    assert total(whole, part) == 30
    assert total(item(1), part, item(3, minutes=25, parent_id=1)) == 35
    assert total(item(1, minutes=30, state=ItemState.POSTPONED)) == 0
    assert total() == 0


CHANGES = [
    {"title": "Other"},
    {"text": "More"},
    {"minutes": 5},
    {"asked": ["endorse"]},
    {"questions": ["Who?"]},
    {"presenter": "Rana"},
    {"is_confidential": True},
    {"kind": ItemKind.DECISION},
    {"expected_result": "A date"},
    {"parent_id": 1},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: next(iter(c)))
def test_any_change_gives_another_mark(change):
    def mark(**values):
        return rules.fingerprint(rules.canonical(rules.lined_up([item(1), item(2, **values)])))

    assert mark() == mark()
    assert mark(**change) != mark()


def test_an_item_added_taken_off_or_moved_gives_another_mark():
    def mark(*items):
        return rules.fingerprint(rules.canonical(rules.lined_up(items)))

    both = mark(item(1, "A"), item(2, "B"))
    assert mark(item(1, "A")) != both
    assert mark(item(1, "B"), item(2, "A")) != both
    assert mark(item(1, "A"), item(2, "B", state=ItemState.DROPPED)) == mark(item(1, "A"))


def test_what_changed_since_somebody_agreed_is_told_line_by_line():
    before = rules.canonical(rules.lined_up([item(1, "A"), item(2, "B"), item(3, "C")]))
    after = rules.canonical(rules.lined_up([item(1, "A", minutes=9), item(2, "C"), item(3, "D")]))
    assert set(rules.changes(before, after)) == {
        ("added", "D"),
        ("removed", "B"),
        ("changed", "A"),
    }
    turned = rules.canonical(rules.lined_up([item(1, "B"), item(2, "A"), item(3, "C")]))
    assert rules.changes(before, turned) == [("order", "")]


@given(st.lists(st.integers(1, 20), unique=True, min_size=1), st.data())
def test_moving_and_dragging_lose_no_item(ids, data):
    one, steps = data.draw(st.sampled_from(ids)), data.draw(st.integers(-3, 3))
    assert sorted(rules.moved(ids, one, steps)) == sorted(ids)
    wanted = data.draw(st.lists(st.integers(1, 30)))
    assert sorted(rules.reordered(ids, wanted)) == sorted(ids)


def test_moving_stops_at_the_ends():
    assert rules.moved([1, 2, 3], 1, -1) == [1, 2, 3]
    assert rules.moved([1, 2, 3], 2, -1) == [2, 1, 3]
    assert rules.moved([1, 2, 3], 3, 1) == [1, 2, 3]


def test_a_new_item_stands_before_the_closing():
    closing = item(2, "Closing", kind=ItemKind.FORMAL, position=20)
    added = item(3, "New", position=0)
    added.position = rules.place_of([item(1, position=10), closing, added], added)
    assert labels(item(1, "A", position=10), closing, added) == [
        ("1", "A"),
        ("2", "New"),
        ("3", "Closing"),
    ]
    last = item(4, "Break", kind=ItemKind.FORMAL)
    assert rules.place_of([closing], last) > closing.position


def test_what_became_of_what_was_agreed_stands_right_after_the_opening():
    def placed(*items):
        added = item(9, "Actions", origin_key=rules.FOLLOW_UP_KEY, position=0)
        added.position = rules.place_of([*items, added], added)
        return [title for _number, title in labels(*items, added)]

    opening, closing = (item(n, t, kind=ItemKind.FORMAL) for n, t in ((1, "Open"), (7, "Close")))
    assert placed() == ["Actions"]
    assert placed(opening) == ["Open", "Actions"]
    assert placed(opening, closing) == ["Open", "Actions", "Close"]
    assert placed(opening, item(2, "A"), item(3, "B"), closing) == [
        *("Open", "Actions", "A", "B", "Close")
    ]
    assert placed(item(1, "A"), item(2, "B")) == ["Actions", "A", "B"]
    late = item(9, origin_key=rules.FOLLOW_UP_KEY, supplement=1)  # a supplement stands by itself
    assert rules.place_of([item(1, position=10)], late) == 20


# What keeps an agenda from going out.

BOTH = Procedure(agenda_release=AgendaRelease.ALL_CHAIRS, agenda_days=7)
NAMES = {1: "Samer", 2: "Karim"}


def in_the_way(made, procedure=BOTH, agreed=(), people=(1, 2)):
    releasers = releasers_needed(procedure, frozenset(people), frozenset())
    lines = rules.lined_up(made.items)
    return told(rules.obstacles_to_releasing(made, lines, procedure, releasers, agreed, NAMES))


@pytest.mark.rule("R91")
def test_two_chairs_both_agree_before_the_agenda_goes_out():
    made = agenda(item(1))
    (reason,) = in_the_way(made)
    assert "Karim" in reason
    assert "Samer" in reason
    assert str(cite(BOTH, "agenda_release")) in reason
    (reason,) = in_the_way(made, agreed={1})
    assert "Samer" not in reason.split("text:")[1]
    assert in_the_way(made, agreed={1, 2}) == []


def test_any_chair_is_enough_where_the_rule_says_so():
    one = Procedure(agenda_release=AgendaRelease.CHAIR)
    assert in_the_way(agenda(item(1)), one, agreed={2}) == []
    assert len(in_the_way(agenda(item(1)), one)) == 1


def test_each_body_of_a_joint_meeting_agrees_by_its_own_rules():
    made = agenda(item(1))
    joining = [rules.Assent("Trade group", BOTH, Releasers(frozenset({3}), True), {3: "Mona"})]
    (reason,) = told(rules.obstacles_in_joining(made, joining, {1, 2}))
    assert reason.startswith("Trade group: ")
    assert "Mona" in reason
    assert told(rules.obstacles_in_joining(made, joining, {3})) == []


def joining_as(role, body_id=9):
    return Insider(person_id=1, name="Mona", token="", roles={body_id: frozenset({role})})


def test_who_leads_or_serves_a_body_that_joins_works_on_the_agenda():
    meeting = Meeting(body_id=7, with_bodies=[MeetingBody(body_id=9)])
    made = Agenda(body_id=7, meeting=meeting, state=AgendaState.DRAFT)
    line = AgendaItem(body_id=7, agenda=made, is_confidential=True, state=ItemState.PLANNED)
    chair, office = joining_as(Role.CHAIR), joining_as(Role.SECRETARY)
    member, stranger = joining_as(Role.MEMBER), joining_as(Role.CHAIR, body_id=8)
    for permission in (rules.VIEW, rules.REMARK, rules.AGREE, rules.RUN):
        assert can(chair, permission, made)
        assert not can(stranger, permission, made)
    assert can(chair, rules.VIEW_ITEM, line)
    assert not can(stranger, rules.VIEW_ITEM, line)
    assert can(office, rules.EDIT, made)
    assert can(office, rules.EDIT, meeting)
    assert not can(chair, rules.EDIT, made)
    assert rules.in_confidence(member, made)
    assert not rules.in_confidence(joining_as(Role.OBSERVER), made)


def test_everybody_reads_what_went_out_and_is_not_in_confidence():
    assert rules.is_for_everybody(item(1, released_at=NOW))
    assert not rules.is_for_everybody(item(1))
    assert not rules.is_for_everybody(item(1, released_at=NOW, is_confidential=True))
    assert not rules.is_for_everybody(item(1, released_at=NOW, state=ItemState.DROPPED))


def test_a_body_without_anybody_in_office_is_not_stuck():
    assert in_the_way(agenda(item(1)), people=()) == []


def test_every_obstacle_is_told_at_once():
    made = agenda(state=AgendaState.DRAFT, meeting=MeetingState.HELD)
    reasons = in_the_way(made)
    assert len(reasons) == 3
    assert "no items" in " ".join(reasons)


def late(procedure, *items):
    made = agenda(item(1, released_at=NOW), *items, state=AgendaState.RELEASED)
    return told(rules.obstacles_to_late_items(made, procedure)), in_the_way(made, procedure)


def test_late_items_go_by_the_rule_of_the_body():
    new = item(2, "Late", supplement=1)
    refused, out = late(Procedure(late_items=LateItems.REFUSE), new)
    assert "Rule 8" in refused[0]
    assert refused[0] in out
    allowed, out = late(Procedure(late_items=LateItems.ALLOW), new)
    assert (allowed, out) == ([], [])
    decided, out = late(Procedure(late_items=LateItems.CHAIRS_DECIDE), new)
    assert decided == []
    assert "Not yet agreed" in out[0]
    _refused, nothing = late(Procedure(late_items=LateItems.ALLOW))
    assert "Nothing was added" in nothing[0]


def always(_day):
    return True


def test_going_out_late_names_the_rule_and_its_day():
    made = agenda(item(1))
    on = date(2026, 3, 20)
    assert told(rules.rules_not_kept(made, BOTH, date(2026, 3, 13), on, always)) == []
    (reason,) = told(rules.rules_not_kept(made, BOTH, date(2026, 3, 14), on, always))
    assert "Rule 5" in reason
    only_notice = Procedure(notice_days=10)
    (reason,) = told(rules.rules_not_kept(made, only_notice, date(2026, 3, 14), on, always))
    assert "Rule 4" in reason
    assert told(rules.rules_not_kept(made, Procedure(), DAY, DAY, always)) == []


def test_what_was_released_stays():
    draft, out = agenda(item(1)), agenda(item(1, released_at=NOW), state=AgendaState.RELEASED)
    assert told(rules.obstacles_to_editing(draft, draft.items[0])) == []
    assert "stay as people have them" in told(rules.obstacles_to_editing(out, out.items[0]))[0]
    assert told(rules.obstacles_to_reordering(draft)) == []
    assert "keeps its order" in told(rules.obstacles_to_reordering(out))[0]
    over = agenda(item(1), meeting=MeetingState.HELD)
    assert "is over" in told(rules.obstacles_to_editing(over))[0]


def test_the_draft_goes_to_coordinators_with_time_to_read():
    def sending(closes, made=None, meets=date(2026, 3, 20)):
        made = made or agenda(item(1))
        lines = rules.lined_up(made.items)
        return told(rules.obstacles_to_sending(made, lines, closes, DAY, meets))

    assert sending(date(2026, 3, 10)) == []
    assert "between tomorrow" in sending(DAY)[0]
    assert "between tomorrow" in sending(date(2026, 3, 20))[0]
    for near in (DAY, DAY + timedelta(days=1)):
        assert "too near" in sending(DAY, meets=near)[0]
    assert "between tomorrow" in sending(DAY, meets=DAY + timedelta(days=2))[0]
    assert "no items" in sending(date(2026, 3, 10), agenda())[0]
    released = agenda(item(1), state=AgendaState.RELEASED)
    assert "is released" in sending(date(2026, 3, 10), released)[0]


def test_remarks_are_taken_while_the_draft_is_with_the_coordinators():
    assert "not open" in told(rules.obstacles_to_remarking(agenda()))[0]
    assert told(rules.obstacles_to_remarking(agenda(state=AgendaState.WITH_COORDINATORS))) == []


def test_who_does_not_release_does_not_agree():
    made = agenda(item(1))
    lines = rules.lined_up(made.items)
    assert told(rules.obstacles_to_agreeing(made, lines, is_releaser=True)) == []
    assert "others release" in told(rules.obstacles_to_agreeing(made, lines, is_releaser=False))[0]
    assert "nothing to agree" in told(rules.obstacles_to_agreeing(made, [], is_releaser=True))[0]


def test_an_item_moves_with_a_reason_to_a_meeting_that_can_still_take_it():
    made = agenda(item(1))
    one = made.items[0]
    assert told(rules.obstacles_to_moving(one, None, "No time")) == []
    assert "Say why" in told(rules.obstacles_to_moving(one, None, " "))[0]
    released = agenda(state=AgendaState.RELEASED)
    assert "is released" in told(rules.obstacles_to_moving(one, released, "No time"))[0]
    one.state = ItemState.DISCUSSED
    assert "still planned" in told(rules.obstacles_to_moving(one, None, "No time"))[0]


def test_a_part_has_no_parts():
    made = agenda(item(1), item(2, parent_id=1), item(3))
    top, part, other = made.items
    below = rules.obstacles_to_putting_below
    assert told(below(other, 1)) == []
    assert told(below(other, None)) == []
    assert "no parts of its own" in told(below(other, part.id))[0]
    assert "has parts of its own" in told(below(top, other.id))[0]
    assert "no longer there" in told(below(other, 99))[0]


def test_only_what_was_taken_off_is_put_back():
    made = agenda(item(1), item(2, state=ItemState.DROPPED))
    assert "is on the agenda" in told(rules.obstacles_to_putting_back(made.items[0]))[0]
    assert told(rules.obstacles_to_putting_back(made.items[1])) == []


def test_a_meeting_is_led_through_once_it_is_called():
    assert "not been called" in told(rules.obstacles_to_running(agenda()))[0]
    assert told(rules.obstacles_to_running(agenda(meeting=MeetingState.UNDER_WAY))) == []


def hinted(*items, length=60, young=True, met=False, contention=None):
    lines = rules.lined_up(items)
    found = rules.hints(
        lines, length, contentions={7: contention}, is_young=young, has_met=met, today=DAY
    )
    return [(str(text), rule) for text, rule in found]


@pytest.mark.rule("R93")
def test_a_new_body_is_warned_of_a_contentious_item():
    hot = item(1, "Night hours", issue_id=7)
    ((text, rule),) = hinted(hot, contention=Measure.LARGE)
    assert "Night hours" in text
    assert rule == "R93"
    assert hinted(hot, contention=Measure.LARGE, young=False) == []
    assert hinted(hot, contention=Measure.MEDIUM) == []
    assert rules.is_young(None, 9, DAY)
    assert rules.is_young(date(2025, 6, 1), 9, DAY)
    assert rules.is_young(date(2020, 1, 1), 2, DAY)
    assert not rules.is_young(date(2020, 1, 1), 3, DAY)


def test_too_much_for_the_meeting_and_a_missing_note_are_told():
    assert "10 minutes longer" in hinted(item(1, minutes=70))[0][0]
    due = item(1, "Fees", note_due_on=date(2026, 3, 1))
    assert "Fees" in hinted(due)[0][0]
    due.note = "Nine offices"
    assert hinted(due) == []


def test_an_agenda_that_does_not_follow_up_first_says_so():
    typed = item(2, str(rules.FOLLOW_UP_TITLE))
    opening, minutes = item(1, kind=ItemKind.FORMAL), item(3, kind=ItemKind.APPROVAL)
    assert hinted(opening, minutes, typed, item(4), met=True) == []
    assert hinted(item(4), typed) == []  # it never met
    for lines in ((item(2, "Fees"), item(4, typed.title)), (opening, item(4, "Fees"))):
        ((text, rule),) = hinted(*lines, met=True)
        assert "Fees" in text
        assert rule == "R102"


@pytest.mark.rule("R96")
def test_an_instruction_is_no_kind_of_item():
    assert ItemKind.INFORMATION is not ItemKind.DECISION
    words = " ".join(str(name).casefold() for name in rules.KINDS.values())
    assert set(rules.KINDS) == set(ItemKind)
    for ordering_about in ("instruct", "order", "impose", "direct"):
        assert ordering_about not in words


@pytest.mark.rule("R101")
def test_the_lines_of_a_body_begin_its_next_agendas():
    kept = rules.as_lines(
        [
            item(2, "Ideas", minutes=20, is_standing=True),
            item(1, "Present services", kind=ItemKind.DISCUSSION),
            item(3, "Telephone", parent_id=1),
            item(4, "Of an issue", issue_id=7),
            item(5, "Off", state=ItemState.DROPPED),
        ]
    )
    assert [line["title"] for line in kept] == ["Present services", "Ideas"]
    assert [part["title"] for part in kept[0]["parts"]] == ["Telephone"]
    assert kept[1]["minutes"] == 20
    areas = [str(line["title"]) for line in rules.BY_KEY["areas"].lines]
    assert {"Present services", "New initiatives", "Ideas of members"} <= set(areas)


def test_templates_have_lines_that_agendas_understand():
    for template in rules.TEMPLATES:
        for line in template.lines:
            for one in (line, *line["parts"]):
                assert ItemKind(one["kind"])
                assert str(one["title"])


def test_agreement_is_asked_for_late_items_unless_they_are_simply_taken():
    released = agenda(state=AgendaState.RELEASED)
    assert rules.asks_for_agreement(agenda(), Procedure(late_items=LateItems.ALLOW))
    assert not rules.asks_for_agreement(released, Procedure(late_items=LateItems.ALLOW))
    assert rules.asks_for_agreement(released, Procedure())


def test_words_of_all_states():
    for state in (*AgendaState, *ItemKind, *ItemState):
        assert str(rules.word(state))
    assert release.YOUNG.days == 365
    assert Releasers(frozenset(), all_of_them=True).suffice(()) is False


@pytest.mark.parametrize("state", ItemState)
def test_guests_come_for_an_item_that_is_there_and_for_none_in_confidence(state):
    is_there = state not in (ItemState.DROPPED, ItemState.POSTPONED, ItemState.PARKED)
    item = AgendaItem(state=state, kind=ItemKind.DISCUSSION, is_confidential=False)
    assert takes_guests(item) is is_there
    item.is_confidential = True
    assert not takes_guests(item)
    assert not takes_guests(AgendaItem(state=state, kind=ItemKind.FORMAL, is_confidential=False))


def test_a_paper_opens_by_a_link_to_whom_its_class_names():
    def opens(access, state=DocumentState.OUT, **known):
        return opens_by_link(access, state, **{"named": False, "signed": False, **known})

    assert [opens(access) for access in Access] == [
        access in (Access.PUBLIC, Access.MEMBERS) for access in Access
    ]
    assert opens(Access.NAMED, named=True)
    assert not opens(Access.NON_DISCLOSURE, named=True)
    assert opens(Access.NON_DISCLOSURE, named=True, signed=True)
    assert not opens(Access.PUBLIC, DocumentState.WITHDRAWN)


def test_what_was_not_reached_is_left_over_and_what_comes_again_by_itself_is_not():
    kinds = {"kind": ItemKind.DECISION, "state": ItemState.PLANNED}
    waits, formal = AgendaItem(**kinds), AgendaItem(**kinds | {"kind": ItemKind.FORMAL})
    done = AgendaItem(**kinds | {"state": ItemState.DISCUSSED})
    assert rules.not_settled([waits, formal, done]) == [waits]
    assert rules.was_led([waits, done])
    assert not rules.was_led([waits, formal])
    assert rules.is_brought_anew(AgendaItem(origin_key="minutes:7"))
    assert rules.is_brought_anew(AgendaItem(is_standing=True))
    for one in ({}, {"origin_key": "agenda_items:7"}, {"origin_key": "issue:7", "issue_id": 7}):
        assert not rules.is_brought_anew(AgendaItem(**one)), one
    again = rules.of_earlier(AgendaItem(id=7, title="Fees", note="Read it", is_confidential=True))
    assert [again[name] for name in ("came_from_id", "title", "note", "is_confidential")] == [
        7,
        "Fees",
        "Read it",
        True,
    ]


def test_what_proposes_itself_twice_is_offered_once():
    def offer(key, issue_id=None, order=1):
        return SimpleNamespace(key=key, issue_id=issue_id, order=order)

    first, second = offer("left:1", 4, order=0), offer("issue:4", 4)
    other, there = offer("minutes:2"), offer("minutes:3")
    known = [AgendaItem(origin_key="minutes:3"), AgendaItem(origin_key="x", issue_id=9)]
    offered = [second, other, first, other, there, offer("issue:9", 9)]
    assert rules.none_twice(offered, known) == [first, other]


@pytest.mark.parametrize(
    ("key", "there", "stays", "expected"),
    [
        ("decisions:5", [], False, "decisions:5"),
        ("decisions:5", [], True, "agenda_items:9"),  # its own line is the one here
        ("decisions:5", ["decisions:5"], False, "agenda_items:9"),
        ("agenda_items:2", [], False, "agenda_items:9"),
    ],
)
def test_what_proposes_itself_keeps_its_key_where_it_moves(key, there, stays, expected):
    lines = [AgendaItem(origin_key=one) for one in there]
    item = AgendaItem(id=9, origin_key=key)
    assert rules.key_there(item, lines, stays=stays) == expected
