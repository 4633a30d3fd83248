import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntfc import jobs, worker
from ntfc.clock import now
from ntfc.db import db
from ntfc.jobs import Job, JobKind, JobState
from ntfc.transaction import unit_of_work

NOW = datetime(2030, 1, 7, 9, tzinfo=UTC)


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

    workers = [threading.Thread(target=run) for _ in range(4)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()
    assert sorted(payload["number"] for payload in done) == list(range(24))


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


@given(st.integers(1, 200))
def test_the_wait_grows_up_to_half_a_day(tries):
    wait = jobs.wait_after(tries)
    assert timedelta(minutes=1) <= wait <= jobs.LONGEST_WAIT
    assert jobs.wait_after(tries + 1) >= wait
