import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import insert

from ntfc.audit import AuditEntry
from ntfc.db import db
from ntfc.transaction import unit_of_work

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def write(app):
    """Put entries into the trail as they are; the seals do not matter here."""
    count = [0]

    def write(actor="system", action="body.started", subject="bodies:7", at=NOON, many=1, **told):
        rows = []
        for _ in range(many):
            count[0] += 1
            columns = {
                "at": at.isoformat(timespec="microseconds"),
                "actor": actor,
                "action": action,
                "subject": subject,
            }
            text = json.dumps({"number": count[0], "details": told, **columns})
            rows.append({"number": count[0], "text": text, "seal": "", **columns})
        with app.app_context(), unit_of_work():
            db.session.execute(insert(AuditEntry), rows)
        return count[0]

    return write


def lines(client, **filters):
    answer = client.get("/admin/audit", query_string=filters)
    assert answer.status_code == 200, answer.text
    page = BeautifulSoup(answer.text, "html.parser")
    return [" ".join(row.text.split()) for row in page.select("#trail-table tbody tr")]


def test_people_are_named_while_they_exist(chief, make_person, write):
    amal = make_person("Amal Haddad")
    gone = make_person("Neutral", erased_at=NOON)
    write(f"person:{amal}")
    write(f"link:{amal}", "person.changed", f"people:{amal}")
    write(f"person:{gone}")
    write("person:99999")
    write("system", "job.repeated", "jobs:4", kind="mail")
    told = lines(chief)
    assert "Amal Haddad" in told[4]
    assert "Amal Haddad (by a one-time link)" in told[3]
    assert told[3].count("Amal Haddad") == 2
    assert f"person {gone}" in told[2]
    assert "Neutral" not in told[2]
    assert "person 99999" in told[1]
    assert "the site itself A job was tried again jobs:4 kind: mail" in told[0]


def test_filters_find_what_is_asked_for(chief, make_person, write):
    amal, other = make_person("Amal Haddad"), make_person("Huda Salem")
    write(f"person:{amal}", "body.started", "bodies:7", at=NOON - timedelta(days=2))
    write(f"link:{amal}", "terms.commented", "terms:70")
    write(f"person:{other}", "body.changed", "bodies:70", at=NOON + timedelta(days=2))
    write("system", "body.changed", "site")
    assert len(lines(chief)) == 4
    assert len(lines(chief, who="amal")) == 2
    assert len(lines(chief, who=str(amal))) == 2
    assert len(lines(chief, who="system")) == 1
    assert lines(chief, who="nobody at all") == []
    assert len(lines(chief, action="body.changed")) == 2
    assert len(lines(chief, subject="bodies")) == 2
    assert len(lines(chief, subject="bodies:7")) == 1
    assert len(lines(chief, subject="site")) == 1
    assert len(lines(chief, since="2026-11-20")) == 3
    assert len(lines(chief, until="2026-11-20")) == 3
    assert len(lines(chief, since="2026-11-20", until="2026-11-20", who="amal")) == 1


def test_a_day_is_a_day_in_the_readers_zone(client_for, make_person, write):
    write(at=datetime(2026, 11, 20, 22, 30, tzinfo=UTC))
    here = client_for(make_person(is_administrator=True, time_zone="Asia/Amman"))
    assert lines(here, until="2026-11-20") == []
    assert len(lines(here, since="2026-11-21")) == 1


def test_a_wrong_day_gets_a_sentence_and_loses_nothing(chief):
    answer = chief.get("/admin/audit?since=yesterday&who=amal")
    assert answer.status_code == 422
    assert 'value="amal"' in answer.text
    assert 'value="yesterday"' in answer.text
    backwards = chief.get("/admin/audit?since=2026-11-20&until=2026-11-01")
    assert "lies before the first" in backwards.text


def test_pages_follow_each_other_without_gap(chief, write):
    last = write(many=120)
    seen, url = [], "/admin/audit?subject=bodies"
    while url:
        page = BeautifulSoup(chief.get(url).text, "html.parser")
        seen += page.select("#trail-table tbody tr")
        url = (page.select_one("a[rel=next]") or {}).get("href")
        assert url is None or "subject=bodies" in url
    assert len(seen) == last


def test_a_page_costs_the_same_for_much_and_little(
    chief, make_person, write, assert_constant_queries
):
    write(f"person:{make_person('Amal Haddad')}", many=2)

    def grow():
        for number in range(60):
            write(f"person:{make_person(f'Person {number}')}", f"thing.{number}")

    assert_constant_queries(chief, "/admin/audit", grow)


def table_of(client, query=""):
    answer = client.get(f"/admin/audit.csv{query}")
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_the_table_holds_all_that_was_asked_for(chief, make_person, write):
    amal = make_person("=SUM(A1)")
    write(f"person:{amal}", "job.dropped", many=70, kind="mail")
    write("system", "other.thing")
    rows = table_of(chief, "?action=job.dropped")
    assert len(rows) == 71
    assert rows[1][2:7] == [
        f"person:{amal}",
        "'=SUM(A1)",
        "job.dropped",
        "A job was dropped",
        "bodies:7",
    ]
    assert json.loads(rows[1][7]) == {"kind": "mail"}
    assert len(table_of(chief)) == 72


def test_a_wrong_filter_gives_no_table(chief):
    assert chief.get("/admin/audit.csv?since=x").status_code == 422


def test_the_trail_is_hidden_from_others(client_for, make_person):
    member = client_for(make_person())
    assert member.get("/admin/audit").status_code == 404
    assert member.get("/admin/audit.csv").status_code == 404
