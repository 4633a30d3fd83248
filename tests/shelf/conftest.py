"""An administrator with a second factor, a shelf, and a worker that does what was asked for."""

import pytest

from ntfc import admission, installer, shelving, worker
from ntfc.accounts.models import Credential
from ntfc.accounts.rules import totp
from ntfc.clock import now
from ntfc.db import db
from ntfc.plugins.discovery import discover
from ntfc.shelf import hooks
from ntfc.shelf.models import PluginChange, ShelfWheel
from ntfc.shelving import acts
from ntfc.transaction import unit_of_work
from tests.plugins.conftest import ask, environment, tables, trials, wheels

__all__ = ["ask", "environment", "tables", "trials", "wheels"]

SECRET = totp.new_secret()


VERDICTS = {}  # what trials said of the same files: once in a run of the tests is enough


def remembered(names, folder, seconds):
    """Say what a trial of these files said before; only the first one is held."""
    files = discover(folder)
    asked = tuple((name, files[name].hash) for name in names)
    if asked not in VERDICTS:
        VERDICTS[asked] = admission.verdict_on(names, folder, seconds)
    return VERDICTS[asked]


@pytest.fixture(autouse=True)
def at_hand(request, monkeypatch):
    """Do changes in this process, into which plugins must not be loaded: only trials load them."""
    if "config" not in request.fixturenames:
        return
    config = request.getfixturevalue("config")

    def run(command, **_rest):
        change, person = map(int, command[-2:])
        shelving.carry_out(config, change, person)

    monkeypatch.setattr(hooks, "run", run)
    monkeypatch.setattr(acts, "_refuse_spoiler", lambda _work: None)
    monkeypatch.setattr(installer, "verdict_on", remembered)


@pytest.fixture
def chief_id(app, make_person):
    number = make_person("Omar Chief", email="omar@customs.example", is_administrator=True)
    with app.app_context(), unit_of_work():
        db.session.add(
            Credential(
                person_id=number,
                password_hash="none",
                password_set_at=now(),
                totp_secret=SECRET,
                totp_confirmed_at=now(),
                totp_last_step=0,
            )
        )
    return number


@pytest.fixture
def chief(client_for, chief_id):
    return client_for(chief_id)


@pytest.fixture
def code(app, chief_id):
    """Return a function that gives a code as the telephone shows it, as if half a minute went by."""

    def code():
        with app.app_context(), unit_of_work():
            db.session.execute(db.update(Credential).values(totp_last_step=0))
        return totp.code_at(SECRET, totp.step_of(now()))

    return code


@pytest.fixture
def shelf(config):
    folder = config.instance / "shelf"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def stored(app):
    """Return functions that load a wheel by its plugin, or the newest change, as stored now."""

    def stored(model):
        with app.app_context():
            return db.session.scalars(db.select(model).order_by(model.id)).all()

    return stored


@pytest.fixture
def read(app, chief, stored):
    """Have the shelf read, and return what was found by file."""

    def read():
        assert chief.post("/admin/shelf/read").status_code == 303
        worker.drain(app)
        assert stored(PluginChange)[-1].state.value == "done", stored(PluginChange)[-1].told
        return {wheel.file: wheel for wheel in stored(ShelfWheel)}

    return read


@pytest.fixture
def press(app, chief, code, stored):
    """Confirm a change with a code, have it done, and return it as it was kept."""

    def press(address, **typed):
        sent = chief.post(address, data={"code": code(), **typed})
        assert sent.status_code == 303, sent.text
        worker.drain(app)
        return stored(PluginChange)[-1]

    return press
