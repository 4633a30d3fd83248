"""Each test finds its database as the migrations left it, whatever the test before it did."""

import pytest
from sqlalchemy import create_engine, delete, func, insert, select, text, update

from ntfc.accounts.models import Device
from ntfc.clock import now
from ntfc.committees.models import BodyKind
from ntfc.organisations.models import OrganisationKind, Sector
from ntfc.people.models import Person
from ntfc.testing import tidying
from ntfc.testing.databases import Databases

pytestmark = pytest.mark.needs("postgresql")


@pytest.fixture
def own(databases, tmp_path):
    """Databases of which no other test has used one yet."""
    with databases.copy("postgresql", tmp_path):
        made = Databases(tmp_path)
        made.templates = dict(databases.templates)
    yield made
    made.give_up_all()
    made.lines.close()


@pytest.fixture
def run(own, tmp_path):
    """Return a function: a test that executes statements and gives back in which database."""

    def run(*statements):
        with own.copy("postgresql", tmp_path) as url:
            engine = create_engine(url)
            for statement in statements:
                with engine.begin() as connection:
                    connection.execute(statement)
            with engine.connect() as connection:
                mine = "SELECT oid FROM pg_database WHERE datname = current_database()"
                number = connection.execute(text(mine)).scalar_one()
            engine.dispose()
        return number

    return run


@pytest.fixture
def everything(own, tmp_path):
    """Return a function: all rows of all tables and where each sequence stands, for a new test."""

    def everything():
        with own.copy("postgresql", tmp_path) as url:
            engine = create_engine(url)
            with engine.connect() as connection:
                tables = connection.execute(text(tidying.TABLES)).scalars().all()
                rows = {
                    name: sorted(map(str, connection.execute(text(f"SELECT * FROM {name}"))))
                    for name in tables
                }
                stand = text("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
                rows["where the sequences stand"] = connection.execute(stand).all()
            engine.dispose()
        return rows

    return everything


def a_device():
    person = select(Person.id).limit(1).scalar_subquery()
    return insert(Device).values(
        person_id=person, token_hash="x", created_at=now(), last_seen_at=now()
    )


def test_the_next_test_has_the_same_database_as_it_was(run, everything):
    before = everything()
    first = run(
        insert(Person).values(name="Amal Haddad", created_at=now()),
        a_device(),
        delete(OrganisationKind),
        update(BodyKind).values(main_name="Bored"),
        insert(Sector).values(main_name="Elsewhere", code="elsewhere"),
    )
    assert everything() == before
    assert run() == first


def test_what_a_test_leaves_open_is_closed(own, tmp_path, everything):
    before = everything()
    with own.copy("postgresql", tmp_path) as url:
        left = create_engine(url).connect()
        left.execute(insert(Person).values(name="Amal Haddad", created_at=now()))
    assert everything() == before
    left.invalidate()


def test_a_line_that_waits_with_nothing_begun_serves_the_next_test_too(own, tmp_path):
    number = select(func.pg_backend_pid())
    with own.copy("postgresql", tmp_path) as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            first = connection.scalar(number)
            connection.execute(insert(Person).values(name="Amal Haddad", created_at=now()))
    with own.copy("postgresql", tmp_path) as again, engine.connect() as connection:
        assert again == url
        assert connection.scalar(number) == first
        assert connection.scalars(select(Person.id)).all() == []
        connection.execute(text("ALTER TABLE people ADD COLUMN shoes integer"))
        connection.commit()
    with own.copy("postgresql", tmp_path) as again, engine.connect() as connection:
        assert again == url
        assert connection.scalar(number) != first, "the database of the first is gone"
        assert connection.scalars(select(Person.id)).all() == []
    engine.dispose()


def test_a_database_whose_tables_were_altered_is_not_used_again(run, everything):
    before, first = everything(), run()
    assert run(text("ALTER TABLE people ADD COLUMN shoes integer")) == first
    assert run() != first
    assert everything() == before


def test_every_way_to_alter_tables_is_noticed(own, tmp_path):
    with own.copy("postgresql", tmp_path) as url, create_engine(url).connect() as connection:
        shapes = [connection.execute(text(tidying.SHAPE)).all()]
        for statement in (
            "ALTER TABLE people ADD COLUMN shoes integer",
            "ALTER TABLE people ALTER COLUMN shoes SET DEFAULT 2",
            "ALTER TABLE people DROP COLUMN shoes",
            "ALTER TABLE people ALTER COLUMN phone DROP NOT NULL",
            "ALTER TABLE people DROP CONSTRAINT uq_people_email",
            "DROP INDEX ix_people_name",
            "CREATE TABLE plugin_shoes__pairs (id integer)",
            "DROP TABLE alembic_version",
            "CREATE SCHEMA elsewhere",
            "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        ):
            connection.execute(text(statement))
            connection.commit()
            shape = connection.execute(text(tidying.SHAPE)).all()
            assert shape not in shapes, statement
            shapes.append(shape)


def test_after_many_tests_comes_a_new_one(run, monkeypatch):
    monkeypatch.setattr(tidying, "AT_MOST", 2)
    assert len({run() for _test in range(6)}) == 3
