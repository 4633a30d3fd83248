from datetime import timedelta

import pytest

from ntfc.clock import now
from ntfc.db import db
from ntfc.jobs import Job, JobState
from ntfc.transaction import unit_of_work


@pytest.fixture
def chief(client_for, make_person):
    return client_for(make_person("Omar Chief", is_administrator=True))


@pytest.fixture
def make_job(app):
    """Return a function that stores a job and gives back its number."""

    def make_job(kind="mail", state=JobState.FAILED, **values):
        usual = {
            "payload": {"to": "amal@example.org", "name": "Amal", "subject": "Hello", "body": "B"},
            "error": "ConnectionRefusedError: [Errno 111] Connection refused",
            "tries": 8,
            "due": now() - timedelta(minutes=1),
        }
        with app.app_context(), unit_of_work():
            job = Job(kind=kind, state=state, created_at=now(), **(usual | values))
            db.session.add(job)
            db.session.flush()
            return job.id

    return make_job


@pytest.fixture
def stored(app):
    """Return a function that loads a job as the database has it now."""

    def stored(job_id):
        with app.app_context():
            return db.session.get(Job, job_id)

    return stored
