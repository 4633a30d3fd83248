import io
import zipfile
from datetime import UTC, datetime

import pytest

from ntfc import uploads
from ntfc.committees.queries import get_body
from ntfc.db import db
from ntfc.documents import queries
from ntfc.documents.models import Access
from ntfc.documents.service import keeping
from ntfc.documents.service.keeping import Content
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Insider, Role
from ntfc.seats.queries import standing_of
from ntfc.storage import note
from ntfc.transaction import unit_of_work

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
DAY = NOW.date()
PDF = b"%PDF-1.7 one lorry, two scanners"
TYPES = "application/vnd.openxmlformats-officedocument.{}.main+xml"


def acting(person_id):
    """Return a person as signed in, with the roles held on the day of the tests; in a context."""
    person = db.session.get_one(Person, person_id)
    return Insider(
        person_id=person.id, name=person.name, token="", **vars(standing_of(person.id, DAY))
    )


def packed(**parts):
    """Return an archive with these parts; two underscores in a name stand for a slash."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return held.getvalue()


def office(kind="wordprocessingml.document", **parts):
    types = f'<Types><Override PartName="/m.xml" ContentType="{TYPES.format(kind)}"/></Types>'
    return packed(**{"[Content_Types].xml": types, **parts})


class Shelf:
    """A body with everybody a paper may concern, and another body; what they do with papers."""

    def __init__(self, app, make_body, seat, make_person):
        self.app = app
        self.body_id = make_body(time_zone="UTC")
        self.elsewhere = make_body(time_zone="UTC")
        self.chair = seat(self.body_id, Role.CHAIR, "Samer Khatib")
        self.secretary = seat(self.body_id, Role.SECRETARY, "Rana Odeh")
        self.member = seat(self.body_id, name="Mariam Tesfaye")
        self.observer = seat(self.body_id, Role.OBSERVER, "Ingrid Solberg")
        self.reader = seat(self.elsewhere, name="Hala Qudsi")
        self.neighbour = seat(self.elsewhere, Role.CHAIR, "Omar Said")
        self.stranger = make_person("Rima Outside")

    def within(self):
        return self.app.test_request_context()

    def file(self, content=PDF, name="scanners.pdf"):
        """Keep a file as if it had been sent."""
        with self.app.app_context():
            found = uploads.looked_into(content, name)
            with unit_of_work():
                note(found.file, person_id=None, now=NOW)
        return Content.of(found)

    def add(
        self, access=Access.MEMBERS, title="Scanners", *, by=None, readers=(), content=None, **more
    ):
        content = content or self.file()
        with self.within(), unit_of_work():
            return keeping.add(
                get_body(self.body_id),
                facts={"title": title, "access": access, "source": "Customs"},
                content=content,
                readers=readers,
                actor=acting(by) if by else SYSTEM,
                now=NOW,
                **more,
            ).id

    def do(self, document_id, name, *, by=None, **values):
        """Have somebody do one act of `keeping` on a paper."""
        with self.within(), unit_of_work():
            actor = acting(by or self.secretary)
            values = {"now": NOW, **values}
            return getattr(keeping, name)(queries.get_document(document_id), **values, actor=actor)

    def column(self, document_id, name):
        with self.within():
            return getattr(queries.get_document(document_id), name)

    def version_ids(self, document_id):
        with self.within():
            found = queries.versions_of(queries.get_document(document_id))
            return [version.id for version in found]


@pytest.fixture
def shelf(app, make_body, seat, make_person):
    return Shelf(app, make_body, seat, make_person)
