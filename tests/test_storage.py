import os

import pytest
from click.testing import CliRunner
from sqlalchemy.exc import IntegrityError

from ntfc import storage
from ntfc.cli import cli
from ntfc.clock import now
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.transaction import unit_of_work


def test_what_was_put_is_got_and_kept_once(app, config):
    with app.app_context():
        name = storage.put(b"paper")
        assert storage.put(b"paper") == name
        assert storage.get(name) == b"paper"
        assert storage.exists(name)
        assert not storage.exists("0" * 64)
    assert len([path for path in (config.instance / "files").rglob("*") if path.is_file()]) == 1


def test_a_damaged_file_is_never_handed_out(app, config):
    with app.app_context():
        name = storage.put(b"paper")
        (config.instance / "files" / name[:2] / name).write_bytes(b"forged")
        with pytest.raises(ValueError, match="damaged"):
            storage.get(name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 65])
def test_only_names_we_gave_are_looked_for(app, name):
    with app.app_context(), pytest.raises(ValueError, match="not the name"):
        storage.get(name)


def known(app, content, body_id=None):
    """Keep *content* with its row, named by a body if any; return where it lies and its name."""
    with app.app_context():
        name = storage.put(content)
        for _twice in range(2):
            with unit_of_work():
                storage.note(name, person_id=None, now=now())
        with unit_of_work():
            if body_id:
                db.session.get_one(Body, body_id).act_file = name
    return storage.folder(app.extensions["ntfc.config"].instance) / name[:2] / name, name


def test_what_is_known_of_a_file_is_a_row_and_what_refers_to_it_points_there(app, make_body):
    _path, name = known(app, b"%PDF-1.7 decree", make_body())
    with app.app_context():
        (row,) = db.session.scalars(db.select(storage.StoredFile))
        assert (row.name, row.size, row.media) == (name, 15, "application/pdf")
        with pytest.raises(IntegrityError), unit_of_work():
            db.session.execute(db.delete(storage.StoredFile))
            db.session.flush()


def test_a_file_that_a_plugin_names_is_kept_while_the_plugin_is_off(app):
    _path, name = known(app, b"%PDF-1.7 certificate")
    with app.app_context():
        with unit_of_work():
            made = "CREATE TABLE papers_of_a_plugin (id INTEGER, scan %s REFERENCES stored_files)"
            scan = storage.StoredFile.__table__.c.name.type.compile(db.engine.dialect)
            db.session.execute(db.text(made % scan))
            row = "INSERT INTO papers_of_a_plugin (id, scan) VALUES (7, :name)"
            db.session.execute(db.text(row), {"name": name})
        with unit_of_work():
            assert not storage.forget(name)
        assert storage.exists(name)
        with unit_of_work():
            db.session.execute(db.text("DELETE FROM papers_of_a_plugin"))
            assert storage.forget(name)


def test_a_file_that_is_missing_or_differs_is_named_with_what_refers_to_it(
    app, config, make_body, monkeypatch, tmp_path
):
    body_id = make_body()
    path, name = known(app, b"%PDF-1.7 decree", body_id)
    gone, gone_name = known(app, b"a letter")

    def run(*words):
        return CliRunner().invoke(cli, words)

    for name_of in [name_of for name_of in os.environ if name_of.startswith("NTFC_")]:
        monkeypatch.delenv(name_of)
    monkeypatch.setenv("NTFC_INSTANCE", str(config.instance))
    monkeypatch.setenv("NTFC_DATABASE_URL", config.url)
    assert run("files", "check").output == "Every stored file is there and is what was stored.\n"
    path.write_bytes(b"forged")
    gone.unlink()
    told = {
        f"The file {name} is not what was stored; it is named by bodies:{body_id}.",
        f"The file {gone_name} is missing; nothing names it.",
    }
    for words in (("files", "check"), ("backup", "create", str(tmp_path / "saved.tar.gz"))):
        answer = run(*words)
        assert answer.exit_code == 1
        assert told <= set(answer.output.splitlines())
    assert (tmp_path / "saved.tar.gz").exists()
    (config.instance / "audit.head").write_text(f"9 {'0' * 64}")
    audit_broken = run("backup", "create", str(tmp_path / "again.tar.gz"))
    assert "The audit trail is broken, and is saved as it is." in audit_broken.output
    assert (tmp_path / "again.tar.gz").exists()
