from datetime import timedelta

import pytest
from sqlalchemy import select

from ntfc import jobs
from ntfc.audit import AuditEntry
from ntfc.clock import now
from ntfc.db import db
from ntfc.jobs import JobState
from ntfc.transaction import unit_of_work


def acts(app):
    with app.app_context():
        rows = db.session.execute(select(AuditEntry.action, AuditEntry.subject))
        return [tuple(row) for row in rows]


def test_failed_jobs_are_shown_with_what_went_wrong_in_plain_words(chief, make_job):
    make_job()
    make_job(state=JobState.DONE, error="", payload={"to": "other@example.org"})
    page = chief.get("/admin/jobs").text
    assert "amal@example.org" in page
    assert "The server does not answer at its address." in page
    assert "Connection refused" in page
    assert "other@example.org" not in page


def test_the_text_of_a_mail_is_not_shown(chief, make_job):
    job_id = make_job(payload={"to": "a@example.org", "subject": "SECRET", "body": "SECRET"})
    for url in ("/admin/jobs", f"/admin/jobs/{job_id}/drop", "/admin"):
        assert "SECRET" not in chief.get(url).text


def test_trying_again_gives_all_tries_back_and_is_recorded(app, chief, make_job, stored):
    job_id = make_job(due=now() + timedelta(hours=5))
    answer = chief.post(f"/admin/jobs/{job_id}/repeat")
    assert answer.status_code == 303
    job = stored(job_id)
    assert (job.state, job.tries) == (JobState.WAITING, 0)
    assert job.due <= now()
    assert ("job.repeated", f"jobs:{job_id}") in acts(app)


def test_everything_that_failed_is_tried_again(chief, make_job, stored):
    failed, other = [make_job(), make_job()], make_job(state=JobState.DONE)
    chief.post("/admin/jobs/repeat-all")
    assert {stored(job_id).state for job_id in failed} == {JobState.WAITING}
    assert stored(other).state is JobState.DONE


def test_dropping_asks_first_then_keeps_the_key_and_forgets_the_text(app, chief, make_job, stored):
    job_id = make_job(key="mail:once")
    assert "never be done" in chief.get(f"/admin/jobs/{job_id}/drop").text
    assert stored(job_id).state is JobState.FAILED
    assert chief.post(f"/admin/jobs/{job_id}/drop").status_code == 303
    job = stored(job_id)
    assert (job.state, job.payload["body"]) == (JobState.DROPPED, "")
    assert ("job.dropped", f"jobs:{job_id}") in acts(app)
    with app.app_context(), unit_of_work():
        jobs.enqueue("mail", {"to": "again"}, key="mail:once")
    with app.app_context():
        assert db.session.scalars(select(jobs.Job.id)).all() == [job_id]


def test_a_job_of_a_plugin_that_is_off_can_be_dropped(chief, make_job, stored):
    job_id = make_job(kind="gone.work", payload={"what": "this"})
    assert chief.post(f"/admin/jobs/{job_id}/drop").status_code == 303
    assert stored(job_id).payload == {}


@pytest.mark.parametrize("act", ["repeat", "drop"])
def test_what_is_being_done_is_left_alone(chief, make_job, stored, act):
    lease = now() + timedelta(minutes=4)
    job_id = make_job(state=JobState.WAITING, lease_until=lease)
    answer = chief.post(f"/admin/jobs/{job_id}/{act}")
    assert answer.status_code == 409
    assert "being done at this moment" in answer.text
    assert stored(job_id).lease_until == lease


def test_dropped_jobs_are_forgotten_like_done_ones(app, make_job, stored):
    old = make_job(state=JobState.DROPPED, done_at=now() - timedelta(days=100))
    failed = make_job()
    with app.app_context(), unit_of_work():
        jobs.sweep(now())
    assert stored(old) is None
    assert stored(failed) is not None


def test_a_failure_waits_for_the_administrator_on_the_first_page(
    chief, client_for, make_person, make_job
):
    assert "job failed" not in chief.get("/").text
    make_job()
    page = chief.get("/").text
    assert "1 job failed" in page
    assert "/admin/jobs" in page
    assert "job failed" not in client_for(make_person()).get("/").text


def test_pages_follow_each_other(chief, make_job, assert_constant_queries):
    first = make_job()

    def grow():
        for _ in range(60):
            make_job()

    assert_constant_queries(chief, "/admin/jobs", grow)
    page = chief.get("/admin/jobs").text
    assert f"after={first + 49}" in page
    assert chief.get(f"/admin/jobs?after={first + 49}").text.count("</details>") >= 11


def test_nobody_else_learns_that_a_job_exists(client_for, make_person, make_job):
    member = client_for(make_person())
    assert member.get(f"/admin/jobs/{make_job()}/drop").status_code == 404
    assert member.post("/admin/jobs/repeat-all").status_code == 404
