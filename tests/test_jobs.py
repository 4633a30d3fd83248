import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntfc import jobs, worker
from ntfc.admin.rules import meaning_of
from ntfc.clock import now
from ntfc.db import db
from ntfc.jobs import Job, JobKind, JobState
from ntfc.transaction import unit_of_work

NOW = datetime(2030, 1, 7, 9, tzinfo=UTC)


@pytest.fixture
def chief(client_for, make_person):
    return client_for(make_person("Omar Chief", is_administrator=True))


@pytest.fixture
def done(app):
    """What a kind of job named test.note was asked to do; it fails while 'broken' is in it."""
    seen = []

    def note(payload):
        seen.append(payload)
        if "broken" in seen[0]:
            raise ConnectionError("the line is down")

    app.extensions["ntfc.jobs"]["test.note"] = JobKind(name="test.note", run=note)
    return seen


def enqueue(app, payload=None, **values):
    with app.app_context(), unit_of_work():
        jobs.enqueue("test.note", payload or {}, **values)


def work(app, moment=None):
    with app.app_context():
        return jobs.work(moment or now() + timedelta(seconds=1))


def rows(app):
    with app.app_context():
        return db.session.scalars(db.select(Job).order_by(Job.id)).all()


def test_a_job_is_done_once(app, done):
    enqueue(app, {"what": "this"})
    assert work(app)
    assert not work(app)
    assert done == [{"what": "this"}]
    assert rows(app)[0].state is JobState.DONE


def test_nothing_is_done_for_what_was_rolled_back(app, done):
    with app.app_context(), pytest.raises(ZeroDivisionError), unit_of_work():
        jobs.enqueue("test.note", {})
        raise ZeroDivisionError
    assert not work(app)
    assert done == []


def test_the_same_key_is_one_job(app, done):
    enqueue(app, key="one")
    enqueue(app, key="one")
    worker.drain(app)
    enqueue(app, key="one")
    worker.drain(app)
    assert len(done) == 1


def test_a_job_waits_until_it_is_due(app, done):
    enqueue(app, due=NOW)
    assert not work(app, NOW - timedelta(seconds=1))
    assert work(app, NOW)


def test_a_failed_job_comes_back_later_and_in_the_end_waits_for_an_administrator(app, done):
    enqueue(app, {"broken": True}, due=NOW)
    moment = NOW
    for tries in range(1, jobs.TRIES + 1):
        assert work(app, moment)
        row = rows(app)[0]
        assert row.tries == tries
        assert "the line is down" in row.error
        moment = row.due
    assert rows(app)[0].state is JobState.FAILED
    assert not work(app, moment + timedelta(days=9))


def test_a_job_whose_worker_died_is_done_again_after_its_lease(app, done):
    enqueue(app, due=NOW)
    with app.app_context():
        assert jobs._claim(NOW) is not None  # and then the worker is killed
        assert jobs._claim(NOW + timedelta(minutes=1)) is None
    assert work(app, NOW + jobs.LEASE + timedelta(seconds=1))
    assert len(done) == 1


def test_a_job_that_ends_its_worker_each_time_is_given_up_and_told_in_plain_words(app, done):
    enqueue(app, {"poison": True}, due=NOW)
    enqueue(app, {"after": "it"}, due=NOW + timedelta(seconds=1))
    moment = NOW
    for _try in range(jobs.TRIES):
        with app.app_context():
            assert jobs._claim(moment).payload == {"poison": True}  # and the worker is killed
        moment += jobs.LEASE + timedelta(seconds=1)
    assert work(app, moment)
    assert done == [{"after": "it"}]
    given_up = rows(app)[0]
    assert (given_up.state, given_up.lease_until) == (JobState.FAILED, None)
    assert "ended the worker" in str(meaning_of(given_up.error))
    assert not work(app, moment + timedelta(days=9))


def test_a_job_given_up_has_all_its_tries_again_when_it_is_repeated(app, done, chief):
    enqueue(app)
    with app.app_context(), unit_of_work():
        row = db.session.scalars(db.select(Job)).one()
        row.tries, row.lease_until = jobs.TRIES, now() - timedelta(seconds=1)
    assert not work(app)
    assert done == []
    assert "ended the worker" in chief.get("/admin/jobs").text
    chief.post(f"/admin/jobs/{rows(app)[0].id}/repeat")
    assert work(app)
    assert rows(app)[0].state is JobState.DONE


def test_a_worker_that_was_too_slow_does_not_undo_what_the_next_one_did(app, done):
    enqueue(app, due=NOW)
    with app.app_context():
        slow = jobs._claim(NOW)
    assert work(app, NOW + jobs.LEASE + timedelta(seconds=1))
    with app.app_context():
        jobs._put_back(slow, NOW, "TimeoutError: far too late")
    assert (rows(app)[0].state, rows(app)[0].error) == (JobState.DONE, "")


def test_a_job_that_was_removed_while_it_was_done_stays_removed(app, done):
    enqueue(app, due=NOW)
    with app.app_context():
        claim = jobs._claim(NOW)
    with app.app_context(), unit_of_work():
        db.session.delete(db.session.get(Job, claim.job_id))
    with app.app_context():
        jobs._mark_done(claim)
        jobs._put_back(claim, NOW, "ValueError: x")
    assert rows(app) == []


def test_a_job_of_a_module_that_is_off_stays_untouched(app):
    enqueue(app)
    assert not work(app)
    assert rows(app)[0].tries == 0


def test_several_workers_share_the_table_and_do_each_job_once(app, done):
    for number in range(24):
        enqueue(app, {"number": number})
    start = threading.Barrier(4)

    def run():
        start.wait()
        worker.drain(app)

    run_together([run] * 4)
    assert sorted(payload["number"] for payload in done) == list(range(24))


def test_many_who_ask_for_the_same_at_once_get_one_job_and_no_error(app, done):
    start = threading.Barrier(6)

    def ask():
        start.wait()
        enqueue(app, key="one")

    run_together([ask] * 6)
    assert len(rows(app)) == 1


@pytest.mark.needs("postgresql")
@pytest.mark.database("postgresql")
def test_who_asks_for_the_same_while_it_is_being_written_waits_and_then_leaves_it_out(app, done):
    with ThreadPoolExecutor() as pool:
        with app.app_context(), unit_of_work():
            jobs.enqueue("test.note", {"who": "first"}, key="one")
            db.session.flush()
            second = pool.submit(enqueue, app, {"who": "second"}, key="one")
            until_somebody_waits()
        second.result()
    assert [row.payload for row in rows(app)] == [{"who": "first"}]


def until_somebody_waits():
    """Look, from another connection, until one transaction waits for another."""
    deadline = time.monotonic() + 30
    query = db.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    with db.engine.connect() as connection:
        while not connection.scalar(query):
            assert time.monotonic() < deadline, "nobody waits"


def run_together(functions):
    """Run all at once; what goes wrong in any of them goes wrong here."""
    with ThreadPoolExecutor(len(functions)) as pool:
        for future in [pool.submit(function) for function in functions]:
            future.result()


def test_standing_work_comes_up_once_in_its_time(app, done):
    app.extensions["ntfc.jobs"]["test.note"] = JobKind(
        name="test.note", run=done.append, every=timedelta(hours=1)
    )
    with app.app_context():
        for minutes in (0, 1, 59):
            jobs.schedule(NOW + timedelta(minutes=minutes))
    assert len([row for row in rows(app) if row.kind == "test.note"]) == 1
    with app.app_context():
        jobs.schedule(NOW + timedelta(minutes=60))
    assert len([row for row in rows(app) if row.kind == "test.note"]) == 2


def test_done_jobs_are_forgotten_in_time_and_failed_ones_are_not(app, done):
    enqueue(app)
    work(app)
    enqueue(app, {"x": 1})
    with app.app_context(), unit_of_work():
        db.session.scalars(
            db.select(Job).where(Job.state == JobState.WAITING)
        ).one().state = JobState.FAILED
    with app.app_context(), unit_of_work():
        jobs.sweep(now() + timedelta(days=100))
    assert [row.state for row in rows(app)] == [JobState.FAILED]


def test_tidying_up_leaves_no_old_job_however_many_there_are(app, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    for number in range(5):
        enqueue(app, {"number": number})
    with app.app_context(), unit_of_work():
        for job in db.session.scalars(db.select(Job)):
            job.state, job.done_at = JobState.DONE, now() - timedelta(days=100)
    with app.app_context():
        jobs.SWEEP.run({})
    assert rows(app) == []


@given(st.integers(1, 200))
def test_the_wait_grows_up_to_half_a_day(tries):
    wait = jobs.wait_after(tries)
    assert timedelta(minutes=1) <= wait <= jobs.LONGEST_WAIT
    assert jobs.wait_after(tries + 1) >= wait
