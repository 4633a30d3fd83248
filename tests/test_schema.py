"""What the database itself holds to, in the models and in both kinds of database alike."""

import pytest
from sqlalchemy import CheckConstraint, UniqueConstraint, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from ntfc import constraints
from ntfc.clock import now
from ntfc.db import Base, db
from ntfc.errors import Refused
from ntfc.migrate import CORE, owner
from ntfc.people.models import Person
from ntfc.transaction import unit_of_work

TABLES = [table for table in Base.metadata.sorted_tables if owner(table.name) == CORE]
CHECKS = {
    str(each.name): (table, each)
    for table in TABLES
    for each in sorted(table.constraints, key=lambda each: str(each.name))
    if isinstance(each, CheckConstraint)
}


def is_partial(index):
    return index.dialect_options["sqlite"]["where"] is not None


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_foreign_key_has_an_index_that_begins_with_it(table):
    """Else listing what belongs to a row, and changing that row, would read the whole table."""
    uniques = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    indexes = [each for each in table.indexes if not is_partial(each)]
    beginnings = [
        [column.name for column in key.columns] for key in (table.primary_key, *uniques, *indexes)
    ]
    for key in table.foreign_key_constraints:
        names = [column.name for column in key.columns]
        assert any(set(begun[: len(names)]) == set(names) for begun in beginnings), names


# The models and the migrations agree, also where autogenerate does not look


def kept(engine, schema=None):
    """All that a database holds of keys, indexes and checks, by table."""
    found, seen = {}, inspect(engine)
    for name in (table.name for table in TABLES):
        keys = [
            (key["constrained_columns"], key["referred_table"], key["options"])
            for key in seen.get_foreign_keys(name, schema)
        ]
        indexes = [
            (index["name"], index["column_names"], bool(index["unique"]), condition_of(index))
            for index in seen.get_indexes(name, schema)
            if not index["name"].startswith("ex_")  # made by hand: tests/seats/test_overlap.py
        ]
        uniques = [key["column_names"] for key in seen.get_unique_constraints(name, schema)]
        checks = [(c["name"], c["sqltext"]) for c in seen.get_check_constraints(name, schema)]
        found[name] = [sorted(map(str, rows)) for rows in (keys, indexes, uniques, checks)]
    return found


def condition_of(index):
    told = index.get("dialect_options", {})
    return str(told.get("sqlite_where", told.get("postgresql_where", "")))


def test_the_migrations_make_just_the_keys_and_checks_of_the_models(app, database, tmp_path):
    with app.app_context():
        engine, schema = db.engine, "twin"
        if database == "sqlite":
            engine, schema = create_engine(f"sqlite:///{tmp_path}/twin.db"), None
        with engine.begin() as connection:
            if schema:
                connection.execute(text("CREATE SCHEMA twin"))
            twin = connection.execution_options(schema_translate_map={None: schema})
            Base.metadata.create_all(twin, TABLES)
        migrated, modelled = kept(db.engine), kept(engine, schema)
        engine.dispose()
    for name, rows in modelled.items():
        assert migrated[name] == rows, name


# Every check bites, and says why. How each is broken:

SOME_ORGANISATION = "(SELECT min(id) FROM organisations)"
BROKEN = {
    "ck_actions_one_date": "due_on = '2026-02-02', is_date_open = (1 = 1)",
    "ck_actions_verified_by_another": (
        "claimed_by_id = (SELECT min(id) FROM people), verified_by_id = (SELECT min(id) FROM people)"
    ),
    "ck_bodies_ended_on_after_started_on": "started_on = '2026-02-02', ended_on = '2026-02-01'",
    "ck_bodies_other_heir": "heir_id = id",
    "ck_bodies_other_mirror": "mirror_of_id = id",
    "ck_bodies_other_parent": "parent_id = id",
    "ck_bodies_sunset_on_after_started_on": "started_on = '2026-02-02', sunset_on = '2026-02-01'",
    "ck_appointments_ended_on_after_starts_on": "starts_on = '2026-02-02', ended_on = '2026-02-01'",
    "ck_appointments_ended_on_after_nominated_on": (
        "starts_on = NULL, ends_on = NULL, nominated_on = '2026-02-02', ended_on = '2026-02-01'"
    ),
    "ck_appointments_ends_on_after_starts_on": "starts_on = '2026-02-02', ends_on = '2026-02-01'",
    "ck_body_contacts_ended_on_after_starts_on": "starts_on = '2026-02-02', ended_on = '2026-02-01'",
    "ck_contacts_ended_on_after_starts_on": "starts_on = '2026-02-02', ended_on = '2026-02-01'",
    "ck_decision_addressees_rejected_with_reason": "answer = 'rejected', text = ''",
    "ck_decision_polls_closed_once": "state = 'open', closed_at = '2026-02-02 00:00:00'",
    "ck_decision_polls_silence_in_writing": "takes_silence = (1 = 1), way = 'vote'",
    "ck_decision_polls_written_closes": "way = 'written', closes_on = NULL",
    "ck_decision_voices_said_with_reason": "answer = 'reserved', text = ''",
    "ck_decisions_not_accepted_with_reason": "state = 'not_adopted', number = NULL, "
    "how = 'not_accepted', reason = ''",
    "ck_decisions_next_step": "state = 'not_adopted', number = NULL, "
    "how = 'no_consensus', next_step = ''",
    "ck_decisions_numbered_when_adopted": "state = 'draft', number = 1, previous = NULL",
    "ck_decisions_without_gap": "state = 'adopted', number = 7, previous = NULL",
    "ck_declarations_ended_on_after_declared_on": "declared_on = '2026-02-02', ended_on = '2026-02-01'",
    "ck_document_versions_erased_with_reason": "erased_at = added_at, erased_reason = ''",
    "ck_document_versions_one_content": "file = NULL, written = NULL",
    "ck_document_steps_decided_on_a_day": "outcome = NULL, decided_on = '2026-02-02'",
    "ck_document_steps_returned_with_reason": (
        "outcome = 'returned', decided_on = '2026-02-02', reason = ''"
    ),
    "ck_documents_withdrawn_with_reason": "state = 'withdrawn', withdrawn_reason = ''",
    "ck_links_one_end": "spent_at = created_at, revoked_at = created_at",
    "ck_links_some_time": "expires_at = created_at",
    "ck_parkings_one_way_out": "left_at = parked_at, way_out = NULL",
    "ck_people_email_as_compared": "email = 'Amal@customs.example'",
    "ck_priorities_delivered_on_after_named_on": "named_on = '2026-02-02', delivered_on = '2026-02-01'",
    "ck_priorities_one_end": "delivered_on = named_on, withdrawn_on = named_on",
    "ck_priorities_withdrawn_on_after_named_on": (
        "named_on = '2026-02-02', delivered_on = NULL, withdrawn_on = '2026-02-01'"
    ),
    "ck_remedies_ended_on_after_since_on": "since_on = '2026-02-02', ended_on = '2026-02-01'",
    "ck_representations_counted": "members = -1",
    "ck_representations_not_itself": "group_name = '', organisation_id = association_id",
    "ck_representations_one_represented": "group_name = 'Carriers', organisation_id = association_id",
    "ck_seats_ended_on_after_created_on": "created_on = '2026-02-02', ended_on = '2026-02-01'",
    "ck_seats_one_owner": (
        f"organisation_id = {SOME_ORGANISATION}, nominated_by_id = {SOME_ORGANISATION}"
    ),
    "ck_seats_some_months": "term_months = 0",
    "ck_section_interests_out_when_stepped": (
        "stepped_out = (1 = 0), back_at = '2026-02-02 10:00:00'"
    ),
    "ck_setup_steps_one_end": "done_on = '2026-02-02', skipped_on = '2026-02-02'",
    "ck_successions_two_bodies": "successor_id = predecessor_id",
    "ck_terms_ends_on_after_starts_on": "starts_on = '2026-02-02', ends_on = '2026-02-01'",
    "ck_terms_of_reference_review_closes_on_after_review_opened_on": (
        "review_opened_on = '2026-02-02', review_closes_on = '2026-02-01'"
    ),
}


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_bites_and_says_in_words_what_is_wrong(qadria, name):
    table, check = CHECKS[name]
    change = text(f"UPDATE {table.name} SET {BROKEN[name]}")
    with qadria.app.app_context(), db.engine.connect() as connection:
        with pytest.raises(IntegrityError) as refused:
            connection.execute(change)
        assert constraints.sentence_of(refused.value) == check.info[constraints.SENTENCE]


def refusal(app, row):
    """What a person is told who would write *row*."""
    with app.app_context(), pytest.raises(Refused) as refused, unit_of_work():
        db.session.add(row)
    return [str(reason) for reason in refused.value.reasons]


def test_what_the_database_refuses_is_told_as_a_rule_would(app, make_person):
    make_person("Amal", email="amal@customs.example")
    twin = Person(name="Amal", email="amal@customs.example", created_at=now())
    assert refusal(app, twin) == ["This e-mail address belongs to somebody already."]
    loud = Person(name="Rana", email="Rana@customs.example", created_at=now())
    assert refusal(app, loud) == ["An e-mail address is kept in small letters."]


def test_what_no_sentence_was_written_for_stays_what_it_is(app, make_person):
    number = make_person()
    with app.app_context(), pytest.raises(IntegrityError), unit_of_work():
        db.session.execute(text("INSERT INTO people (id) VALUES (:id)"), {"id": number})
