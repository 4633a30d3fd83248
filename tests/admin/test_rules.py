from datetime import UTC, datetime, timedelta

import pytest

from ntfc.admin import rules
from ntfc.jobs import Job, JobState

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "word"),
    [
        ("SMTPAuthenticationError: (535, b'no')", "name or password"),
        ("SMTPRecipientsRefused: {}", "recipient"),
        ("SMTPDataError: (554, b'spam')", "refused the mail"),
        ("gaierror: [Errno -2]", "name could not be found"),
        ("SSLCertVerificationError: expired", "secure connection"),
        ("KeyError: 'SMTPAuthenticationError'", "in the program"),
    ],
)
def test_errors_are_told_in_plain_words(error, word):
    with_words = rules.meaning_of(error)
    assert word in str(with_words)


def test_without_an_error_there_is_nothing_to_tell():
    assert rules.meaning_of("") == ""


@pytest.mark.parametrize(
    ("state", "lease", "may"),
    [
        (JobState.FAILED, None, True),
        (JobState.WAITING, None, True),
        (JobState.WAITING, timedelta(minutes=-1), True),
        (JobState.WAITING, timedelta(minutes=1), False),
        (JobState.DONE, None, False),
        (JobState.DROPPED, None, False),
    ],
)
def test_a_job_is_touched_unless_it_is_over_or_being_done(state, lease, may):
    job = Job(state=state, lease_until=NOW + lease if lease else None)
    assert (list(rules.obstacles_to_touching(job, NOW)) == []) is may


@pytest.mark.parametrize(("minutes", "still"), [(None, False), (1, False), (10, False), (11, True)])
def test_the_worker_is_missed_when_nobody_takes_what_is_due(minutes, still):
    due = None if minutes is None else NOW - timedelta(minutes=minutes)
    assert rules.is_standing_still(due, NOW) is still


def test_addresses_in_a_text_are_found_and_nothing_is_lost():
    text = "Open https://a.example/l/x_1-2. Or (http://b.example/?q=1&r=2), not javascript:x."
    parts = list(rules.parts_of(text))
    assert "".join(part for part, _is_address in parts) == text
    assert [part for part, is_address in parts if is_address] == [
        "https://a.example/l/x_1-2",
        "http://b.example/?q=1&r=2",
    ]
