from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from ntfc.meetings import rules
from ntfc.meetings.models import MeetingKind, MeetingState
from ntfc.meetings.rules import presence
from ntfc.meetings.rules.changes import changes_between
from ntfc.meetings.rules.effort import time_asked
from ntfc.meetings.rules.invitations import obstacles_to_choosing_items, still_reads
from ntfc.meetings.rules.words import between
from ntfc.sentences import packed, unpacked

NINE = datetime(2026, 7, 13, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def reader(app):
    with app.test_request_context():
        yield


def test_a_meeting_is_told_by_the_clock_where_it_is():
    """Nine in the morning at Greenwich is noon in Amman, and the next day in Kiribati."""
    told = {
        zone: str(
            rules.when(
                SimpleNamespace(starts_at=NINE, ends_at=NINE.replace(hour=11), time_zone=zone)
            )
        )
        for zone in ("UTC", "Asia/Amman", "Pacific/Kiritimati")
    }
    assert "Mon, Jul 13, 2026" in told["UTC"]
    assert "9:00" in told["UTC"]
    assert "11:00" in told["UTC"]
    assert "12:00" in told["Asia/Amman"]
    assert "11:00" in told["Pacific/Kiritimati"]
    over_night = between(NINE, NINE.replace(day=14), "UTC")
    assert "Mon, Jul 13" in over_night
    assert "Tue, Jul 14" in over_night


@pytest.mark.parametrize(
    ("seat_id", "withdrawn_at", "reason"),
    [(None, None, None), (3, None, "by it; the invitation stays"), (None, NINE, "already")],
)
def test_an_invitation_is_taken_back_once_and_never_from_a_seat(seat_id, withdrawn_at, reason):
    invitation = SimpleNamespace(seat_id=seat_id, withdrawn_at=withdrawn_at)
    told = [str(each) for each in rules.obstacles_to_withdrawing(invitation)]
    assert [reason in each for each in told] == ([True] if reason else [])


def test_what_is_different_by_now_is_told_with_the_hours_and_place_of_each_day():
    hours = NINE.isoformat(), NINE.replace(hour=11).isoformat()
    before = {"days": [[*hours, "Old port"]], "time_zone": "UTC", "mode": "online", "with": ["A"]}
    after = {**before, "days": [[*hours, ""]], "mode": "on_site", "with": ["B"]}
    told = {one.key: (one.before, one.after) for one in changes_between(before, after)}
    plain = str(between(NINE, NINE.replace(hour=11), "UTC"))
    assert told.pop("days") == (f"{plain} (Old port)", plain)
    assert told.pop("with") == ("A", "B")
    assert told == {"mode": ("Online", "On site")}
    assert changes_between({}, after) == []


@pytest.mark.parametrize(
    ("characters", "reading"),
    [(0, ""), (1, ", and about 5 minutes"), (1200 * 5 + 1, ", and about 10 minutes")],
)
def test_an_invitation_says_how_long_its_papers_take_to_read(characters, reading):
    days = [SimpleNamespace(starts_at=NINE, ends_at=NINE.replace(hour=11, minute=5))]
    asked = time_asked(SimpleNamespace(days=days), [SimpleNamespace(characters=characters)])
    assert asked == "2 hours 5 minutes" + (reading and f"{reading} to read the papers")


@pytest.mark.parametrize(
    ("seat_id", "withdrawn_at", "state", "days", "obstacles", "reads"),
    [
        (None, None, MeetingState.CONVENED, 0, 0, True),
        (None, NINE, MeetingState.CONVENED, 0, 1, False),
        (None, None, MeetingState.CONVENED, 6, 0, True),
        (None, None, MeetingState.CONVENED, 7, 0, False),
        (None, None, MeetingState.HELD, 0, 1, False),
        (1, None, MeetingState.HELD, 90, 2, True),
        (1, None, MeetingState.CANCELLED, 0, 2, False),
        (1, NINE, MeetingState.CANCELLED, 0, 3, False),
    ],
)
def test_who_is_invited_for_items_reads_until_the_meeting_is_over(
    seat_id, withdrawn_at, state, days, obstacles, reads
):
    meeting = SimpleNamespace(state=state, ends_at=NINE)
    invitation = SimpleNamespace(seat_id=seat_id, withdrawn_at=withdrawn_at)
    assert len([*obstacles_to_choosing_items(meeting, invitation)]) == obstacles
    why_not = still_reads(meeting, invitation, NINE + timedelta(days=days))
    assert (why_not is None) is reads
    assert why_not is None or "no longer applies" in why_not


def test_a_meeting_opens_on_its_day_and_stands_as_called_again_while_nothing_was_noted():
    meeting = SimpleNamespace(
        starts_at=datetime(2026, 6, 1, 22, tzinfo=UTC),
        time_zone="Asia/Amman",
        state=MeetingState.UNDER_WAY,
    )
    assert "June 2, 2026" in str(next(presence.too_early(meeting, date(2026, 6, 1))))
    assert [*presence.too_early(meeting, date(2026, 6, 2))] == []  # there it is that day already
    assert [*presence.obstacles_to_not_opening(meeting, is_untouched=True)] == []
    (told,) = presence.obstacles_to_not_opening(meeting, is_untouched=False)
    assert "who is there" in told
    meeting.state = MeetingState.CONVENED
    assert "not under way" in next(presence.obstacles_to_not_opening(meeting, is_untouched=True))


def test_a_sentence_that_is_kept_tells_a_meeting_to_each_reader():
    meeting = SimpleNamespace(
        title="",
        number=3,
        kind=MeetingKind.ORDINARY,
        body=SimpleNamespace(main_name="Committee", names_by_language={"ar": "اللجنة"}),
        starts_at=datetime(2026, 3, 6, 8, tzinfo=UTC),
        ends_at=datetime(2026, 3, 6, 10, tzinfo=UTC),
        time_zone="Asia/Amman",
    )
    kept = packed(rules.in_one_sentence(meeting))
    assert "اللجنة" in str(kept)
    assert str(unpacked(kept)).startswith("Meeting 3 of Committee, Fri, Mar 6")
    assert str(unpacked(packed(rules.kept_when(meeting)))).startswith("Fri, Mar 6, 2026, 11:00")
