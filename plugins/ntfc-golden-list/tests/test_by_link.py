"""A firm whose people have no account goes the whole way by link, from the public page on."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from ntfc_golden_list.models import Answered, Asked, Criterion, File, Paper, Site
from ntfc_golden_list.rules import coming
from ntfc_golden_list.rules.lifecycle import State

from ntfc import clock
from ntfc.db import db
from ntfc.links.models import Link
from ntfc.people.models import Person
from ntfc.permissions import Role

X = "/x/golden_list"
AT = f"{X}/programmes/1"
LIGHT = pytest.mark.database("sqlite")  # about who may do what, which no database knows
APPLY = "golden_list.apply"
JOBS = Person.metadata.tables["jobs"]
OMAR = {"name": "Omar Haddad", "email": "Omar@example.org"}
BOLT = {"name": "Bolt", "registration": "R-7", "size": "small", "roles": "importer"}
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


@pytest.fixture
def settings(plugins_on):
    sending = {"smtp_url": "smtp://x", "mail_from": "site@example.org"}
    return {"plugins": plugins_on, "languages": ("en", "fr", "ar"), **sending}


class Trade:
    """A programme that is open, with a desk and a coordinator; whoever else comes is a stranger."""

    def __init__(self, app, make_person, client_for):
        self.app, self.make_person, self.nobody = app, make_person, client_for(None)
        self.admin = admin = client_for(Role.ADMINISTRATOR)
        texts = dict.fromkeys(("requirements", "suspension", "removal", "appeal"), "As written.")
        self.sent(admin, f"{X}/begin", profile="jordan")
        self.sent(admin, f"{AT}/rules", **texts)
        self.sent(admin, f"{AT}/rules/publish")
        self.sent(admin, f"{AT}/roles/1", opens_on="2020-01-01")
        person = make_person("Desk", email="desk@example.org")
        self.desk = client_for(person)
        for post in ("desk", "coordinator"):
            self.sent(admin, f"{AT}/officers", email="desk@example.org", post=post)
        self.sent(self.desk, f"{AT}/conduct")

    def sent(self, who, url, status=303, **data):
        answer = who.post(url, data=data)
        assert answer.status_code == status, (url, answer.status_code, _told(answer.text))
        return answer

    def step(self, to, **more):
        return self.sent(self.desk, f"{X}/files/1/steps/{to}", **more)

    def count(self, model):
        with self.app.app_context():
            return db.session.scalar(db.select(db.func.count()).select_from(model))

    def all(self, *columns):
        with self.app.app_context():
            return db.session.execute(db.select(*columns).order_by(columns[0])).all()

    def mails(self, to):
        """Return what was written to an address, oldest first."""
        with self.app.app_context():
            found = db.session.scalars(db.select(JOBS.c.payload).order_by(JOBS.c.id)).all()
        return [mail for mail in found if mail and mail.get("to") == to.lower()]

    def link(self, to, act=""):
        """Return the address in the newest mail about an act."""
        mail = [one for one in self.mails(to) if act in one["subject"]][-1]
        return urlsplit(re.search(r"https?://\S+", mail["body"])[0]).path

    def asks(self, **told):
        return self.sent(self.nobody, f"{AT}/come", **OMAR | told)

    def comes(self):
        """Let a firm show interest from the public page on."""
        self.asks()
        by_mail = self.link(OMAR["email"])
        link = self.sent(self.nobody, by_mail).location
        self.sent(self.nobody, link, status=200, **BOLT)
        return link

    def begins(self):
        """Lead the firm to its self-assessment; return the link by which it applies."""
        self.comes()
        self.step("candidate")
        self.step("self_assessment")
        return self.link(OMAR["email"], "apply")

    def number(self, email):
        with self.app.app_context():
            return db.session.scalar(db.select(Person.id).where(Person.email == email))

    def questions(self):
        return self.all(Criterion.id, Criterion.area)

    @property
    def state(self):
        return self.all(File.state)[0][0]


def _told(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(text).partition("<main")[2]))[:900]


def _mark(text, name="seen"):
    return re.search(rf'name="{name}"[^>]*value="([^"]+)"', text)[1]


@pytest.fixture
def trade(app, make_person, client_for):
    return Trade(app, make_person, client_for)


def test_a_firm_without_an_account_comes_from_the_public_page_and_hands_in_by_links_only(trade):
    nobody, omar = trade.nobody, OMAR["email"]
    assert f'href="{AT}/come"' in nobody.get(f"{AT}/").text
    people = trade.count(Person)
    wrong = trade.sent(nobody, f"{AT}/come", status=422, **OMAR | {"email": "omar"})
    assert "This is not an e-mail address" in wrong.text
    assert 'value="Omar Haddad"' in wrong.text
    assert "If this is your address" in nobody.get(trade.asks().location).text
    (mail,) = trade.mails(omar)
    assert "Haddad" not in str(mail)  # nobody writes to others through this site
    by_mail = trade.link(omar)
    assert "Omar Haddad" in nobody.get(by_mail).text
    assert trade.count(Person) == people  # nothing is kept of who has not proven the address
    for _twice in range(2):
        link = trade.sent(nobody, by_mail).location
    assert trade.count(Person) == people + 1
    early = trade.sent(nobody, link, status=422, **BOLT | {"roles": ""})
    assert 'value="Bolt"' in early.text
    done = trade.sent(nobody, link, status=200, **BOLT)
    assert "Customs knows that the firm is interested, and tells you" in done.text
    trade.sent(nobody, link, status=410, **BOLT)
    assert trade.count(File) == 1
    assert "Interested" in nobody.get(trade.link(omar, "Follow")).text
    trade.step("candidate")
    trade.step("self_assessment")
    apply = trade.link(omar, "apply")
    _it_answers_and_asks_a_colleague(trade, apply)
    said = {f"a{one.id}": "yes" for one in trade.questions()}
    mark = _mark(nobody.get(apply).text)
    done = trade.sent(nobody, apply, status=200, **said, complete="y", seen=mark)
    assert "The application is handed in." in done.text
    assert trade.state is State.APPLICATION
    assert "handed in" in trade.sent(nobody, apply, status=410, **said, complete="y").text
    trade.step("returned", reasons="The list of staff is missing.")
    apply = trade.link(omar, "apply")
    page = nobody.get(apply).text
    assert "The list of staff is missing." in page
    again = trade.sent(nobody, apply, status=200, **said, complete="y", seen=_mark(page))
    assert "The application is handed in." in again.text
    assert trade.state is State.APPLICATION


def _it_answers_and_asks_a_colleague(trade, apply):
    """Send half of it with mistakes, then well; press twice, and let a colleague answer the rest."""
    nobody = trade.nobody
    page = nobody.get(apply).text
    assert page.count("<details") == len({one.area for one in trade.questions()}) + 3
    assert "Financial viability · 0 of 1 answered" in page
    half = {"a1": "yes", "sites": "North store\nSouth store", "complete": "y"}
    half |= {"ask_area": "finance", "ask_name": "Lina", "seen": _mark(page)}
    paper = {"file": (BytesIO(PDF), "Books.pdf")}
    wrong = trade.sent(nobody, apply, status=422, **half, **paper, d2="soon")
    for kept in ("North store", 'value="soon"', 'value="Lina"', "Name and address are needed"):
        assert kept in wrong.text, kept
    assert wrong.text.count('<details class="fold" open>') == 2  # those with what is wrong
    assert trade.count(Answered) == trade.count(Site) == 0
    half |= {"ask_email": "lina@example.org", "file_carried": _mark(wrong.text, "file_carried")}
    for _twice in range(2):
        told = nobody.get(trade.sent(nobody, apply, **half).location).text
        assert "It is not handed in yet: 14 questions have no answer yet." in unescape(told)
        half["seen"] = _mark(told)
    assert "asked: Lina" in told
    assert trade.state is State.SELF_ASSESSMENT
    assert trade.all(Site.name) == [("North store",), ("South store",)]
    assert (trade.count(Answered), trade.count(Paper), trade.count(Asked)) == (1, 1, 1)
    assert len(trade.mails("lina@example.org")) == 1
    part = trade.link("lina@example.org")
    finance = next(one.id for one in trade.questions() if one.area == "finance")
    trade.sent(nobody, part, **{f"a{finance}": "yes", "seen": _mark(nobody.get(part).text)})
    late = {f"a{finance}": "no", "seen": half["seen"], "p2": "The manual"}
    beside = trade.sent(nobody, apply, status=409, **late)  # a form that was open all the while
    assert "Somebody else answered here meanwhile" in beside.text
    assert "The manual" in beside.text
    assert "Financial viability · 1 of 1 answered" in nobody.get(apply).text


@LIGHT
def test_what_a_stranger_is_told_never_says_who_is_known_and_is_not_sent_without_end(trade):
    for email in ("desk@example.org", "nobody@example.org"):
        answers = {
            (one.location, _told(trade.nobody.get(one.location).text))
            for one in [trade.asks(email=email, name=f"Omar {n}") for n in range(5)]
        }
        assert len(answers) == 1
        assert len(trade.mails(email)) == 3, "more would fill somebody's mailbox"
    for number in range(45):
        trade.asks(email=f"n{number}@example.org")
    written = sum(len(trade.mails(f"n{number}@example.org")) for number in range(45))
    assert written == 40 - 6


@LIGHT
def test_an_address_of_a_mail_counts_for_three_days_and_for_its_programme_as_it_was_sent(
    trade, monkeypatch
):
    trade.sent(trade.admin, f"{X}/begin", profile="safe")
    trade.asks()
    by_mail = trade.link(OMAR["email"])
    for address, why in (
        (by_mail[:-3] + "xyz", "not one that this site sent"),
        (by_mail.replace("programmes/1", "programmes/2"), "for another programme"),
    ):
        for answer in (trade.nobody.get(address), trade.nobody.post(address)):
            assert why in answer.text
            assert f'href="{address.partition("l/")[0]}"' in answer.text  # the way back
    monkeypatch.setattr(coming, "LASTS", timedelta(seconds=-1))
    assert "they are over" in trade.nobody.get(by_mail).text
    assert trade.count(Link) == 0


@LIGHT
def test_a_firm_that_is_known_is_not_taken_by_a_stranger_and_customs_invites_others(
    trade, make_person
):
    trade.comes()
    make_person("Rana", email="rana@example.org", language="ar")
    rana = {"name": "Rana", "email": "rana@example.org"}
    wrong = trade.sent(trade.desk, f"{AT}/invite", status=422, **rana | {"email": "rana"})
    assert 'value="Rana"' in wrong.text
    assert "Invite a firm" in trade.desk.get(f"{AT}/desk").text
    told = trade.sent(trade.desk, f"{AT}/invite", **rana).location
    assert "The firm is invited." in trade.desk.get(told).text
    (mail,) = trade.mails("rana@example.org")
    assert "القائمة الذهبية" in mail["body"]  # as the programme is called where she reads
    link = trade.link("rana@example.org")
    assert trade.count(File) == 1
    taken = trade.sent(trade.nobody, link, status=422, **BOLT | {"sector": "Tea and coffee"})
    assert 'value="Tea and coffee"' in taken.text
    assert 'id="registration-error"' in taken.text
    trade.sent(trade.nobody, link, status=200, **BOLT | {"registration": "R-8"})
    assert trade.count(File) == 2


@LIGHT
def test_who_does_not_sign_any_more_applies_no_more_and_who_does_has_the_link(trade):
    apply = trade.begins()
    people, nobody = f"{X}/files/1/people", trade.nobody
    lina = {"name": "Lina", "email": "lina@example.org"}
    trade.sent(trade.desk, people, **lina)
    assert len(trade.mails(lina["email"])) == 1  # she follows, and does not sign
    omar, number = (trade.number(one["email"].lower()) for one in (OMAR, lina))
    trade.sent(trade.desk, f"{people}/{number}/signs")
    assert nobody.get(trade.link(lina["email"], "apply")).status_code == 200
    refused = trade.sent(nobody, apply, status=410, a1="yes")
    assert refused.text
    assert trade.count(Answered) == 0
    trade.sent(trade.desk, f"{people}/{omar}/take-off")
    trade.sent(trade.desk, f"{X}/files/1/follow")
    assert nobody.get(apply).status_code == 410
    with trade.app.app_context():
        until = db.session.scalars(db.select(Link.expires_at).where(Link.act == APPLY)).all()
        assert all(one.date() > clock.today("") + timedelta(days=50) for one in until)
