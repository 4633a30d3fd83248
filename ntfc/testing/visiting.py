"""Visiting every page of a plugin, with rows to show: as a stranger, and as who may do all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask, request, request_finished
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from ntfc import i18n
from ntfc.db import Base, db
from ntfc.permissions import Insider, Role
from ntfc.testing.markup import CLOSE, OPEN, Page, untranslated
from ntfc.testing.rows import Rows
from ntfc.transaction import AUTHORIZED, UNGUARDED, unit_of_work

FEW, MANY = 2, 8
READING = ("SELECT", "PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "WITH", "COMMIT")


class Bracketed:
    """A language in which each text is shown in brackets: what stands outside was forgotten."""

    def ugettext(self, text: str) -> str:
        return f"{OPEN}{text}{CLOSE}"

    def ungettext(self, singular: str, plural: str, num: int) -> str:
        return self.ugettext(singular if num == 1 else plural)


@dataclass
class Visit:
    """The pages of one plugin, and who comes by."""

    app: Flask
    name: str
    rows: Rows
    routes: Mapping[str, str | None]
    own_examples: Mapping[str, Any]
    open_pages: Sequence[str] = ()

    def faults(self) -> Iterator[str]:
        with self.app.app_context(), unit_of_work():
            person, body = self.rows.begin()
            for _more in range(FEW):
                self.rows.grow()
        addresses = list(self._addresses())
        yield from (fault for rule, url in addresses if (fault := _unknown(rule, url)))
        known = [(rule, url) for rule, url in addresses if url]
        yield from self._stranger(known)
        chief = self._chief(person, body)
        costs: dict[str, list[str]] = {}
        pages: list[tuple[str, Page]] = []
        with _bracketed():
            typed = self._typed()
            for rule, url in known:
                if "GET" in (rule.methods or ()):
                    yield from self._page(chief, rule, url, typed, pages)
                    costs[url] = _cost(chief, url)
        with self.app.app_context(), unit_of_work():
            for _more in range(MANY):
                self.rows.grow()
        for url, few in costs.items():
            many = _cost(chief, url)
            if len(many) != len(few):
                yield (
                    f"Its page {url} asks {len(few)} questions for {FEW} rows and {len(many)} for "
                    f"{FEW + MANY}: ask once for all rows. Mostly: {max(many, key=many.count)}"
                )
        for url, page in pages:
            yield from self._forms(chief, url, page)

    def _addresses(self) -> Iterator[tuple[Rule, str]]:
        told = {**self.rows.examples(), **self.own_examples}
        with self.app.test_request_context():
            for rule in self.app.url_map.iter_rules():
                if rule.endpoint.startswith(f"{self.name}."):
                    values = {n: told[n] for n in rule.arguments if n in told}
                    is_known = len(values) == len(rule.arguments)
                    yield rule, self.app.url_for(rule.endpoint, **values) if is_known else ""

    def _stranger(self, known: list[tuple[Rule, str]]) -> Iterator[str]:
        for rule, url in known:
            if rule.endpoint in self.open_pages:
                yield from self._open_to_all(url)
                continue
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                answer = _open(self.app.test_client(), method, url)
                to_sign_in = answer.status_code == 302 and "/sign-in" in answer.location
                if answer.status_code != 401 and not to_sign_in:
                    yield (
                        f"Its page {url} answers {answer.status_code} to a stranger ({method}): "
                        "call authorize() before anything is told."
                    )

    def _open_to_all(self, url: str) -> Iterator[str]:
        with _writes() as written:
            answer = _open(self.app.test_client(), "GET", url)
        if answer.status_code >= 400:
            yield f"Its open page {url} answers {answer.status_code} to a stranger."
        if written:
            yield f"Its open page {url} writes when a stranger reads it: {written[0]}"

    def _chief(self, person: int, body: int) -> FlaskClient:
        """Return a browser of somebody who holds every role in the first body."""
        actor = Insider(
            person_id=person,
            name="",
            token="chief",  # noqa: S106  -- stands in for the one of a device
            language="ar",
            is_administrator=True,
            roles={body: frozenset(Role)},
        )
        self.app.login_manager.user_loader(lambda _token: actor)  # type: ignore[attr-defined]
        client = self.app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = "chief", True
        return client

    def _typed(self) -> list[str]:
        """Return all that people typed in this world."""
        site = self.app.extensions["ntfc.config"].site_name
        with self.app.app_context():
            found = [site]
            for model in self.rows.models:
                for row in db.session.execute(db.select(*model.__table__.columns)):
                    found += [value for value in row if isinstance(value, str) and value]
        return found

    def _page(
        self,
        chief: FlaskClient,
        rule: Rule,
        url: str,
        typed: list[str],
        pages: list[tuple[str, Page]],
    ) -> Iterator[str]:
        with _writes() as written, _asked(self.app) as permissions:
            answer = _open(chief, "GET", url)
        if answer.status_code == 403 and answer.data == UNGUARDED.encode():
            yield f"Its page {url} never calls authorize()."
            return
        if answer.status_code >= 400:
            yield (
                f"Its page {url} answers {answer.status_code} to somebody who holds every role. "
                "If it needs more than there is, write fill() or EXAMPLES in tests/access.py."
            )
            return
        if written:
            yield f"Its page {url} writes when it is only read: {written[0]}"
        yield from self._asked_for(rule, url, permissions)
        if answer.mimetype == "text/html" and answer.status_code < 300:
            pages.append((url, Page(answer.text)))
            yield from _shown(url, pages[-1][1], typed)

    def _asked_for(self, rule: Rule, url: str, permissions: list[str]) -> Iterator[str]:
        told = self.routes.get(f"GET {rule.rule}")
        if f"GET {rule.rule}" in self.routes and permissions[-1:] != [told]:
            yield f"Its page {url} asks for {permissions[-1]}; tests/access.py says {told}."

    def _forms(self, chief: FlaskClient, url: str, page: Page) -> Iterator[str]:
        here = f"/x/{self.name}/"
        for form in page.forms:
            if form.method == "dialog" or (form.action and not form.action.startswith(here)):
                continue
            if form.method not in ("get", "post") or not form.action or not form.has_button:
                yield (
                    f"The form of {url} does not work without scripts: it needs a method, an "
                    "action and a button."
                )
                continue
            answer = _open(chief, form.method.upper(), form.action, data=form.values)
            if answer.status_code >= 500:
                yield f"The form of {url} fails when it is sent empty ({answer.status_code})."
            elif answer.status_code == 403 and answer.data == UNGUARDED.encode():
                yield f"The form of {url} is taken without authorize()."
            elif answer.status_code not in (302, 303) and "<html" not in answer.text:
                yield (
                    f"The form of {url} is answered by a part of a page: without scripts nobody "
                    "can read it. Answer with render() and done()."
                )


def _shown(url: str, page: Page, typed: list[str]) -> Iterator[str]:
    for text in page.texts:
        if untranslated(text, typed):
            yield f"Its page {url} shows a text that nobody can translate: “{text}”. Use _()."
    for thing in page.scripted:
        yield f"Its page {url} has {thing}, which does nothing without scripts."


def _unknown(rule: Rule, url: str) -> str:
    if url:
        return ""
    names = ", ".join(sorted(rule.arguments))
    return f"What stands for {names} in {rule.rule}? Say it in EXAMPLES of tests/access.py."


def _open(client: FlaskClient, method: str, url: str, **more: Any) -> TestResponse:
    return client.open(url, method=method, headers={"Sec-Fetch-Site": "same-origin"}, **more)


def _cost(client: FlaskClient, url: str) -> list[str]:
    """Return the statements that a page takes."""
    with _heard(lambda _statement: True) as statements:
        _open(client, "GET", url)
    return statements


@contextmanager
def _asked(app: Flask) -> Iterator[list[str]]:
    """Give the permission that each request in the block asked for last."""
    asked: list[str] = []

    def note(_app: Flask, **_more: Any) -> None:
        asked.append(request.environ.get(AUTHORIZED, "nothing"))

    with request_finished.connected_to(note, app):
        yield asked


@contextmanager
def _writes() -> Iterator[list[str]]:
    """Give the changes that are made, or only begun, in the block."""

    def added(_session: Session, row: Any) -> None:
        written.append(f"a new {type(row).__name__}")

    with _heard(lambda statement: not statement.lstrip().upper().startswith(READING)) as written:
        event.listen(Session, "transient_to_pending", added)
        try:
            yield written
        finally:
            event.remove(Session, "transient_to_pending", added)


@contextmanager
def _heard(matters: Callable[[str], bool]) -> Iterator[list[str]]:
    heard: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if matters(statement):
            heard.append(" ".join(statement.split())[:120])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@contextmanager
def _bracketed() -> Iterator[None]:
    """Have every text shown in brackets."""
    usual = i18n._words  # noqa: SLF001  -- where the site looks up its texts
    i18n._words = Bracketed  # type: ignore[assignment]  # noqa: SLF001
    try:
        yield
    finally:
        i18n._words = usual  # noqa: SLF001


def tables_with_people(models: list[Any]) -> Iterator[str]:
    """Yield the tables that say something of a person."""
    people = Base.metadata.tables["people"]
    for model in models:
        if any(key.column.table is people for key in model.__table__.foreign_keys):
            yield model.__tablename__
