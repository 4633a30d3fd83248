import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntfc import sheets, workbook
from ntfc.accounts.models import Credential
from ntfc.audit import AuditEntry
from ntfc.clock import now
from ntfc.db import db
from ntfc.imports import rules
from ntfc.imports import service as imports
from ntfc.imports.models import ImportFile
from ntfc.organisations import service
from ntfc.organisations.models import Contact, Organisation, OrganisationKind, Sector
from ntfc.people.models import Person
from ntfc.people.service import erase
from ntfc.permissions import SITE, SYSTEM, Insider
from ntfc.transaction import unit_of_work

FIRST = """Name,Code,Kind,Size,Country,Closed on
Chamber of Trade,CH,Chamber of commerce or industry,,Jordan,
Olive Growers,,business_association,SMALL,jo,2025-01-31
"""


@pytest.fixture
def client(client_for, make_person):
    return client_for(make_person("Salma Nasser", is_administrator=True))


def upload(client, content, name="list.csv", **more):
    content = content.encode() if isinstance(content, str) else content
    return client.post("/organisations/import", data={"file": (io.BytesIO(content), name), **more})


def previewed(client, content, name="list.csv"):
    answer = upload(client, content, name)
    assert answer.status_code == 303, answer.text
    return answer.location, client.get(answer.location)


def confirm(client, place, page):
    seen = re.search(r'name="seen" value="(\w+)"', page.text)
    assert seen, page.text
    return client.post(place, data={"seen": seen.group(1)})


def bring_in(client, content, name="list.csv"):
    place, page = previewed(client, content, name)
    answer = confirm(client, place, page)
    assert answer.status_code == 303, answer.text
    return page


def all_of(app, model):
    with app.app_context():
        return db.session.query(model).order_by(model.id).all()


def figures(page):
    return [int(n) for n in re.findall(r'tally-value"><bdi>(\d+)', page.text)]


def test_a_file_is_looked_over_then_taken_over(client, app):
    place, page = previewed(client, FIRST)
    assert figures(page) == [2, 0, 0]
    assert all_of(app, Organisation) == []
    answer = confirm(client, place, page)
    assert answer.status_code == 303
    chamber, growers = all_of(app, Organisation)
    assert (chamber.name, chamber.code, chamber.country) == ("Chamber of Trade", "CH", "JO")
    assert (growers.size.value, growers.country) == ("small", "JO")
    assert growers.closed_on.isoformat() == "2025-01-31"
    assert chamber.side_id == growers.side_id
    assert "2 added" in client.get("/organisations/").text


def test_nothing_personal_is_left_of_a_file(client, app):
    bring_in(client, "Name of the person,E-mail address\nRana Aziz,rana@example.org\n")
    (file,) = all_of(app, ImportFile)
    assert file.content is None
    assert file.result == {"added": 1, "changed": 0, "unchanged": 0}
    with app.app_context():
        assert not [e for e in db.session.query(AuditEntry) if "Rana" in e.text]


def test_the_same_file_twice_changes_nothing(client, app):
    people = """Name of the person,E-mail address,Institution,What the person does there
Rana Aziz,Rana@Example.org,ch,Director
Omar Said,,olive growers,
"""
    bring_in(client, FIRST)
    bring_in(client, people)
    before = [(o.id, o.version) for o in all_of(app, Organisation)]
    for content, rows in ((FIRST, 2), (people, 2)):
        place, page = previewed(client, content)
        assert figures(page) == [0, 0, rows]
        assert "nothing to take over" in page.text
        assert 'name="seen"' not in page.text
        assert client.post(f"{place}/throw-away").status_code == 303
    assert [(o.id, o.version) for o in all_of(app, Organisation)] == before
    assert len(all_of(app, Contact)) == 2


def test_a_change_shows_what_was_and_what_will_be(client, app):
    bring_in(client, FIRST)
    page = bring_in(client, "code,name,country\nch,Chamber of Commerce,Lebanon\n")
    assert figures(page) == [0, 1, 0]
    for words in ("Chamber of Trade", "Chamber of Commerce", "Jordan", "Lebanon"):
        assert words in page.text
    chamber = all_of(app, Organisation)[0]
    assert (chamber.name, chamber.country, chamber.code) == ("Chamber of Commerce", "LB", "CH")
    assert chamber.name_key == "chamber of commerce"


def test_an_empty_cell_and_a_missing_column_leave_things_as_they_are(client, app):
    bring_in(client, FIRST)
    _place, page = previewed(client, "Name,Country\nolive  growers,\n")
    assert figures(page) == [0, 0, 1]


def test_every_error_is_told_at_once_and_nothing_is_stored(client, app):
    wrong = """Name,Kind,Size,Country,Web site,Closed on,Code
,firm,,,,,
A,frim,huge,Jordania,example.org,3/4/2026,
B,firm,,,,2026-02-30,
b ,firm,,,,,
C,firm,,,,2199-01-01,
D,,,,,,
"""
    place, page = previewed(client, wrong)
    table = page.text[page.text.index('id="problem-table"') : page.text.index("</table>")]
    told = re.findall(r'<tr>.*?class="num">(\d+)</th>.*?<bdi>(.*?)</bdi>', table, re.DOTALL)
    assert sorted(told) == [
        ("2", "Name"),
        ("3", "Closed on"),
        ("3", "Country"),
        ("3", "Kind"),
        ("3", "Size"),
        ("3", "Web site"),
        ("4", "Closed on"),
        ("5", "Name"),
        ("6", "Closed on"),
        ("7", "Kind"),
    ]
    rows = [int(row) for row, _column in told]
    assert rows == sorted(rows)
    for words in ("“Firm”", "“Jordan”", "frim", "Jordania", "3/4/2026", "There is no such day"):
        assert words in table, words
    assert 'name="seen"' not in page.text
    assert client.post(place, data={"seen": "x"}).status_code == 409
    assert all_of(app, Organisation) == []


@pytest.mark.parametrize(
    ("heading", "more"), [("Name", "Code"), ("Name of the person", "E-mail address")]
)
def test_a_name_that_nobody_sees_is_none(client, heading, more):
    _place, page = previewed(client, f"{heading},{more}\n\u202e\u200b,x@example.org\n")
    assert "is missing" in page.text
    assert 'name="seen"' not in page.text


def test_headings_that_are_unknown_twice_or_missing_are_named(client):
    _place, page = previewed(client, "Code,Kindd,Weather,Code\n1,firm,fair,2\n")
    assert page.text.count("not known. Do you mean “Kind”?") == 1
    assert page.text.count("not known. Rename it") == 1
    assert page.text.count("there twice") == 2
    assert "This column is missing" in page.text


def test_a_cell_beyond_the_headings_is_named(client):
    _place, page = previewed(client, "Name,Kind\nA,firm,stray\n")
    assert "more cells than there are headings" in page.text


def test_code_and_name_may_not_mean_two_institutions(client):
    bring_in(client, FIRST)
    _place, page = previewed(client, "Name,Code\nOlive Growers,CH\nChamber of Trade,OTHER\n")
    assert "Another institution of this name" in page.text
    assert "has the code CH already" in page.text
    _place, page = previewed(client, "Name,Kind,Code\nOne,firm,X\nTwo,firm,x\n")
    assert "<bdi>Code</bdi>" in page.text[: page.text.index("Row 2 speaks of the same institution")]


def test_a_retired_entry_is_kept_by_who_has_it_and_refused_to_others(client, app):
    bring_in(client, "Name,Kind,Sector\nA,firm,tourism\n")
    with app.app_context(), unit_of_work():
        db.session.query(Sector).filter_by(code="tourism").one().is_retired = True
    _place, page = previewed(client, "Name,Kind,Sector\nA,firm,tourism\n")
    assert figures(page) == [0, 0, 1]
    _place, page = previewed(client, "Name,Kind,Sector\nB,firm,Tourism\n")
    assert "retired" in page.text


def test_what_changed_since_the_preview_is_looked_at_again(client, app):
    place, page = previewed(client, FIRST)
    bring_in(client, "Name,Kind,Code\nChamber of Trade,chamber,CH\n")
    answer = confirm(client, place, page)
    assert answer.status_code == 409
    assert "Look again" in answer.text
    assert figures(answer) == [1, 1, 0]
    assert len(all_of(app, Organisation)) == 1
    assert confirm(client, place, answer).status_code == 303
    assert len(all_of(app, Organisation)) == 2


@pytest.fixture
def others_save(app, monkeypatch):
    """While a file is read, somebody else saves something; it must not have to wait."""
    read = sheets.read

    def save():
        with app.app_context(), unit_of_work():
            db.session.add(Sector(code=f"s{uuid4().hex[:8]}", name=uuid4().hex, position=99))

    def slow(*args):
        with ThreadPoolExecutor() as elsewhere:
            elsewhere.submit(save).result(20)
        return read(*args)

    monkeypatch.setattr(sheets, "read", slow)


@pytest.mark.usefixtures("others_save")
def test_nobody_waits_while_a_file_is_read(client, app):
    before = len(all_of(app, Sector))
    place, page = previewed(client, FIRST)
    assert confirm(client, place, page).status_code == 303
    assert len(all_of(app, Sector)) >= before + 3
    assert len(all_of(app, Organisation)) == 2


def test_what_was_thrown_away_while_it_was_read_is_not_taken_over(client, app, monkeypatch):
    place, page = previewed(client, FIRST)
    read = sheets.read

    def meanwhile(*args):
        with app.app_context(), unit_of_work():
            file = db.session.query(ImportFile).one()
            imports.throw_away(file, now=now(), actor=SYSTEM)
        return read(*args)

    monkeypatch.setattr(sheets, "read", meanwhile)
    assert confirm(client, place, page).status_code == 409
    assert all_of(app, Organisation) == []


def test_what_no_database_stores_is_left_out_of_a_file_and_its_name(client, app):
    bring_in(
        client,
        "Name,Kind,Address\nCha\x00mber,business_association,Main\x00 Street\n",
        "l\x00ist.csv",
    )
    (made,) = all_of(app, Organisation)
    assert (made.name, made.address) == ("Chamber", "Main Street")
    assert all_of(app, ImportFile)[0].file_name == "list.csv"


def test_a_file_is_taken_over_once(client, app):
    place, page = previewed(client, FIRST)
    assert confirm(client, place, page).status_code == 303
    assert confirm(client, place, page).status_code == 409
    assert client.get(place).status_code == 409


def test_people_are_known_by_address_else_by_name_and_institution(client, app):
    bring_in(client, FIRST)
    bring_in(
        client,
        "person,email,organisation,job,phone\n"
        "Rana Aziz,rana@example.org,Chamber of Trade,Director,1\n"
        "Rana Aziz,rana@example.org,Olive Growers,Adviser,\n"
        "Omar Said,,CH,,2\n",
    )
    rana, omar = all_of(app, Person)[1:]
    assert (rana.email, rana.phone, omar.email) == ("rana@example.org", "1", None)
    assert len(all_of(app, Contact)) == 3
    page = bring_in(
        client,
        "person,email,organisation,job\nRana A. Aziz,RANA@example.org,,\nomar said,omar@example.org,ch,Clerk\n",
    )
    assert figures(page) == [0, 2, 0]
    rana, omar = all_of(app, Person)[1:]
    assert (rana.name, omar.email, len(all_of(app, Person))) == (
        "Rana A. Aziz",
        "omar@example.org",
        3,
    )


def test_people_and_their_new_institution_come_in_one_workbook(client, app):
    content = workbook.write(
        [
            ("Institutions", ["Name", "Kind"], [["Weavers", "informal_association"]], [[], []]),
            (
                "People",
                ["Name of the person", "Institution", "Telephone"],
                [["Huda", "weavers", "079"]],
                [[]] * 3,
            ),
        ]
    )
    page = bring_in(client, content, "both.xlsx")
    assert figures(page) == [2, 0, 0]
    (contact,) = all_of(app, Contact)
    assert contact.organisation_id == all_of(app, Organisation)[0].id


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (",a@b.org,,", "name of the person is missing"),
        ("Huda,nonsense,,", "not an e-mail address"),
        ("Huda,,Nowhere,", "No institution has this name"),
        ("Huda,,,Director", "in which institution"),
        ("Huda,a@b.org,CH,\nHuda,a@b.org,ch,", "speaks of the same person"),
        ("Huda,a@b.org,CH,\nHind,a@b.org,Olive Growers,", "something else of the same person"),
        ("Rana Aziz,other@example.org,CH,", "another e-mail address"),
    ],
)
def test_a_wrong_row_of_people_is_told(client, rows, sentence):
    bring_in(client, FIRST)
    bring_in(client, "person,email,organisation\nRana Aziz,rana@example.org,CH\n")
    _place, page = previewed(client, f"person,email,organisation,job\n{rows}\n")
    assert sentence in page.text
    assert 'name="seen"' not in page.text


def test_what_a_person_says_in_the_own_account_stays(client, app, make_person):
    person_id = make_person("Rana Aziz", email="rana@example.org", phone="1")
    with app.app_context(), unit_of_work():
        db.session.add(Credential(person_id=person_id, password_hash="x", password_set_at=now()))
    _place, page = previewed(client, "person,email,phone\nSomebody Else,rana@example.org,2\n")
    assert figures(page) == [0, 0, 1]
    assert "Stays as the person wrote it" in page.text


def test_a_former_contact_comes_back(client, app):
    bring_in(client, FIRST)
    people = "person,organisation\nOmar Said,CH\n"
    bring_in(client, people)
    with app.app_context(), unit_of_work():
        db.session.query(Contact).one().ended_on = now().date()
    page = bring_in(client, people)
    assert "contact until" in page.text
    before, again = all_of(app, Contact)
    assert (before.ended_on, again.ended_on) == (now().date(), None)
    assert again.starts_on == now().date()


def test_an_erased_person_is_not_recognised(client, app, make_person):
    make_person("Rana Aziz", erased_at=now())
    _place, page = previewed(client, "person\nRana Aziz\n")
    assert figures(page) == [1, 0, 0]


@pytest.mark.parametrize("name", ["institutions.csv", "people.csv", "template.xlsx"])
def test_a_template_is_recognised_when_it_comes_back(client, name):
    content = client.get(f"/organisations/import/template/{name}").data
    _place, page = previewed(client, content, name)
    assert "headings, but no row" in page.text
    assert "not known. Rename it" not in page.text


def test_the_template_offers_the_words_of_the_lists(client):
    content = client.get("/organisations/import/template/template.xlsx").data
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Institutions", "People", "Lists"]
    hints = {cell.value for row in book["Lists"].iter_rows() for cell in row}
    assert {"Trade union", "Jordan", "Customs broker"} <= hints
    assert len(book["Institutions"].data_validations.dataValidation) == 6
    assert client.get("/organisations/import/template/other.csv").status_code == 404


def test_a_file_that_cannot_be_read_is_refused_at_the_field(client, app, monkeypatch):
    answer = upload(client, b"\xd0\xcf\x11\xe0", "list.xls")
    assert answer.status_code == 422
    assert "old Excel" in answer.text
    monkeypatch.setattr(rules, "MOST_BYTES", 1000)
    assert "larger than" in upload(client, b"a" * 1001).text
    assert client.post("/organisations/import", data={}).status_code == 422
    assert all_of(app, ImportFile) == []


def test_who_is_no_secretary_imports_nothing_but_may_take_the_list_away(client_for, make_person):
    client = client_for(make_person("Guest"))
    assert client.get("/organisations/import").status_code == 403
    assert upload(client, FIRST).status_code == 403
    assert client.get("/organisations/export.csv").status_code == 200


def add(name, kind_id, **values):
    service.add_organisation(
        SITE, values={"name": name, "kind_id": kind_id, **values}, now=now(), actor=SYSTEM
    )


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
NASTY = st.one_of(
    TEXT,
    st.sampled_from(
        [
            "=1+1",
            "'=1",
            "''",
            "+962",
            "-",
            "@x",
            'say "no"',
            "a;b,c\td",
            "غرفة\nعمان",
            "\r\n",
            "_x000D_",
        ]
    ),
)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_what_is_exported_comes_back_unchanged(client, app, form, data):
    with app.app_context():
        texts = {
            name: data.draw(NASTY, label=name)
            for name in ("short_name", "other_name", "registration_number", "address", "represents")
        }
        with unit_of_work():
            kind = db.session.query(OrganisationKind).first()
            number = db.session.query(Organisation).count()
            add(f"{data.draw(NASTY)} {number}", kind.id, code=f"'={number}", **texts)
    content = client.get(f"/organisations/export.{form}").data
    location = upload(client, content, f"list.{form}").location
    page = client.get(location)
    assert figures(page)[:2] == [0, 0], page.text
    assert 'id="problem-table"' not in page.text
    assert client.post(f"{location}/throw-away").status_code == 303


def test_an_export_holds_no_cell_that_a_spreadsheet_would_run(client, app):
    with app.app_context(), unit_of_work():
        add("=HYPERLINK(1)", db.session.query(OrganisationKind).first().id, address="@x")
    text = client.get("/organisations/export.csv").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1][0] == "'=HYPERLINK(1)"
    assert not [cell for cell in rows[1] if cell.startswith(("=", "@", "+", "-"))]
    assert sheets.read(text.encode())[0].rows[0][1][0] == "=HYPERLINK(1)"
    book = openpyxl.load_workbook(io.BytesIO(client.get("/organisations/export.xlsx").data))
    assert book.active["A2"].data_type == "s"


def test_two_names_that_are_one_word_are_written_by_their_codes(app, client):
    with app.app_context(), unit_of_work():
        db.session.add(Sector(code="own", name="Tourism"))
    bring_in(client, "Name,Kind,Sector\nA,firm,own\n")
    assert b'"own"' in client.get("/organisations/export.csv").data
    _place, page = previewed(client, "Name,Kind,Sector\nB,firm,tourism\n")
    assert "Several entries" in page.text


def test_a_preview_asks_the_database_as_often_for_many_rows_as_for_few(client, count_queries):
    def asked(rows):
        content = "Name,Kind\n" + "".join(f"Firm {n},firm\n" for n in range(rows))
        place = upload(client, content).location
        with count_queries() as seen:
            assert client.get(place).status_code == 200
        return len(seen)

    assert asked(2) == asked(300)


def test_a_file_that_waits_is_gone_when_a_person_is_erased(client, app, make_person):
    place, _page = previewed(client, "person\nRana Aziz\n")
    rana = make_person("Rana Aziz")
    actor = Insider(person_id=1, name="Lina", token="t", is_administrator=True)
    with app.app_context(), unit_of_work():
        erase(db.session.get(Person, rana), actor=actor, now=now())
    assert all_of(app, ImportFile)[0].content is None
    assert client.get(place).status_code == 409
