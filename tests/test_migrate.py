import pytest
from sqlalchemy import inspect, text

from ntfc import migrate
from ntfc.app import create_app
from ntfc.clock import now
from ntfc.db import db
from ntfc.errors import Misconfigured
from ntfc.people.models import Person
from ntfc.transaction import unit_of_work

HEAD = 'revision, down_revision, branch_labels, depends_on = "{}", {!r}, None, None\n'
BEGIN = (
    "import sqlalchemy as sa\n"
    "from alembic import op\n"
    "def upgrade():\n"
    "    op.create_table('plugin_stamps__stamps', sa.Column('id', sa.Integer, primary_key=True),\n"
    "        sa.Column('person_id', sa.Integer, sa.ForeignKey('people.id', ondelete='CASCADE')))\n"
    "def downgrade():\n"
    "    op.drop_table('plugin_stamps__stamps')\n"
)
ALTER_CORE = (
    "import sqlalchemy as sa\n"
    "from alembic import op\n"
    "def upgrade():\n"
    "    with op.batch_alter_table('people') as table:\n"
    "        table.add_column(sa.Column('nickname', sa.String(20)))\n"
    "        table.alter_column('phone', type_=sa.String(99))  # rebuilds the table on SQLite\n"
    "def downgrade():\n"
    "    pass\n"
)
BREAK = (
    "from alembic import op\n"
    "def upgrade():\n"
    "    op.execute('DELETE FROM people')\n"
    "def downgrade():\n"
    "    pass\n"
)


@pytest.fixture
def line(tmp_path):
    """The folder of migrations of a plugin called stamps, with its first revision."""
    folder = tmp_path / "stamps"
    folder.mkdir()
    revise(folder, "s1", None, BEGIN)
    return folder


def revise(folder, name, after, body):
    (folder / f"{name}.py").write_text(HEAD.format(name, after) + body)


def tables(app):
    with app.app_context():
        return set(inspect(db.engine).get_table_names())


def stamp(app):
    with app.app_context(), unit_of_work():
        person = Person(name="Amal", created_at=now())
        db.session.add(person)
        db.session.flush()
        statement = text("INSERT INTO plugin_stamps__stamps (person_id) VALUES (:id)")
        db.session.execute(statement, {"id": person.id})


def stamps(app):
    with app.app_context(), db.engine.connect() as connection:
        return connection.execute(text("SELECT count(*) FROM plugin_stamps__stamps")).scalar()


def test_the_migrations_make_just_the_tables_of_the_models(app):
    assert migrate.differences(app) == []
    assert migrate.is_current(app)


@pytest.mark.database("sqlite")
def test_an_empty_database_is_not_current(tmp_path, make_app):
    app = make_app(database_url=f"sqlite:///{tmp_path}/empty.db")
    assert not migrate.is_current(app)


def test_putting_the_application_together_never_touches_the_database(config):
    assert create_app(
        type(config)(
            instance=config.instance, secret_key="x", database_url="sqlite:////nowhere/x.db"
        )
    )


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("people", "core"),
        ("plugin_stamps__stamps", "stamps"),
        ("plugin_golden_list__firms", "golden_list"),
        ("plugins", "core"),
        ("plugin_verdicts", "core"),
    ],
)
def test_the_owner_of_a_table_is_told_by_its_name(table, line):
    assert migrate.owner(table) == line


def test_a_plugin_keeps_its_own_version_and_the_core_migrates_on_without_it(app, line):
    migrate.upgrade(app, {"stamps": line})
    assert {"plugin_stamps__stamps", "alembic_version_stamps"} <= tables(app)
    for path in line.glob("*.py"):  # beside them lies what Python compiled, if it may write
        path.unlink()
    migrate.upgrade(app)
    assert migrate.is_current(app)
    assert migrate.differences(app) == []
    assert "plugin_stamps__stamps" in tables(app)


def test_altering_a_core_table_keeps_the_rows_of_plugins_that_point_at_it(app, line):
    migrate.upgrade(app, {"stamps": line})
    stamp(app)
    revise(line, "s2", "s1", ALTER_CORE)
    migrate.upgrade(app, {"stamps": line})
    assert stamps(app) == 1
    with app.app_context():
        assert "nickname" in {column["name"] for column in inspect(db.engine).get_columns("people")}


def test_a_migration_that_would_leave_rows_pointing_nowhere_is_undone(app, line, database):
    migrate.upgrade(app, {"stamps": line})
    stamp(app)
    body = BREAK if database == "sqlite" else BREAK.replace("DELETE FROM people", "SELECT 1/0")
    revise(line, "s2", "s1", body)
    expected = Misconfigured if database == "sqlite" else Exception
    with pytest.raises(expected):
        migrate.upgrade(app, {"stamps": line})
    assert stamps(app) == 1
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Person.id))) == 1


@pytest.mark.parametrize("ending", ["op.get_bind().commit()", "op.execute(' commit')"])
def test_a_migration_that_ends_its_transaction_is_refused_with_what_it_did(app, line, ending):
    """A rehearsal is undone, on PostgreSQL on the very tables; what was committed could not be."""
    migrate.upgrade(app, {"stamps": line})
    adds = "op.add_column('plugin_stamps__stamps', sa.Column('ink', sa.String(9)))"
    revise(
        line,
        "s2",
        "s1",
        f"import sqlalchemy as sa\nfrom alembic import op\ndef upgrade():\n    {adds}\n    {ending}\n",
    )
    with pytest.raises(Misconfigured, match="ends the transaction"):
        migrate.upgrade(app, {"stamps": line})
    with app.app_context():
        columns = inspect(db.engine).get_columns("plugin_stamps__stamps")
    assert "ink" not in {column["name"] for column in columns}


def test_purging_drops_every_table_of_a_plugin_and_nothing_else(app, line):
    before = tables(app)
    migrate.upgrade(app, {"stamps": line})
    for _ in range(2):
        with migrate.changing(app) as connection:
            migrate.drop_line(connection, "stamps")
        assert tables(app) == before
