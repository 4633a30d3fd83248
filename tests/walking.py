"""The walk: every page that the site has, with an address that leads somewhere.

Nothing is left out by accident: a rule of the url map whose arguments the world cannot fill fails
the tests until somebody adds the value to tests/world.py or to EXAMPLES in access.py.
"""

import runpy
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ntfc.app import create_app
from ntfc.config import Config

EXAMPLES = {}
for table in sorted(Path(__file__).parent.glob("*/access.py")):
    EXAMPLES |= runpy.run_path(table).get("EXAMPLES", {})

# Pages for people who have not signed in; the rest is visited by the chief of the world.
FOR_VISITORS = {
    "/sign-in",
    "/sign-in/code",
    "/forgotten-password",
    "/set-up/<token>",
    "/l/<token>",
    "/announced",
}
# What is no page: files to save, and their addresses.
FILES = {
    "/minutes/<int:minutes_id>/members.pdf",
    "/minutes/<int:minutes_id>/members.docx",
    "/minutes/<int:minutes_id>/public.pdf",
    "/minutes/<int:minutes_id>/public.docx",
    "/minutes/<int:minutes_id>/summary.pdf",
    "/minutes/<int:minutes_id>/letter.pdf",
    "/minutes/<int:minutes_id>/now",
    "/meetings/<int:meeting_id>/calendar.ics",
    "/meetings/<int:meeting_id>/sign-sheet.pdf",
    "/bodies/<int:body_id>/guidance.pdf",
    "/absence-letters/<int:letter_id>/letter.pdf",
    "/agendas/<int:agenda_id>/agenda.pdf",
    "/bodies/<int:body_id>/sponsor-report.pdf",
    "/meetings/<int:meeting_id>/status.pdf",
    "/sponsor-reports/<int:report_id>/report.pdf",
    "/feed/<token>/meetings.ics",
    "/static/<path:filename>",
    "/admin/audit.csv",
    "/organisations/export.csv",
    "/organisations/export.xlsx",
    "/organisations/import/template/<name>",
    "/bodies/<int:body_id>/act",
    "/document-versions/<int:version_id>/file",
    "/decision-evidence/<int:evidence_id>/file",
    "/announced/papers/<int:attachment_id>",
    "/l/<token>/papers/<int:document_id>",
    "/appointments/<int:appointment_id>/instrument",
}
# Pages that answer otherwise than 200 in this world, and why. tests/browser/test_passing_pages.py
# sees them open, in both directions, and tests/browser/test_journeys.py comes by each of them.
OTHERWISE = {
    "/minutes/sections/<int:section_id>": 303,  # asked for by a page that is open already
    "/sign-in/code": 303,  # nobody is half way in
    "/terms-of-reference/<int:terms_id>/compare": 404,  # the first version has none before it
    "/set-up/<token>": 410,  # the site is set up
}
# Which value of the world fills an argument of just this page.
OWN = {
    "/l/<token>": {"token": "link_token"},
    "/set-up/<token>": {"token": "set_up_token"},
    "/people/<int:person_id>/profile": {"person_id": "chief"},
}


@dataclass(frozen=True)
class Page:
    """A page of the walk: its rule, and whether it is for visitors."""

    rule: str
    arguments: frozenset[str]
    endpoint: str

    @property
    def for_visitors(self):
        return self.rule in FOR_VISITORS

    @property
    def expected(self):
        return OTHERWISE.get(self.rule, 200)

    def address(self, app, told):
        """Return the address of the page in the world, or raise KeyError with what is missing."""
        own = {**OWN.get(self.rule, {}), **EXAMPLES.get(f"GET {self.rule}", {})}
        values = {name: told.get(own.get(name, name), own.get(name)) for name in self.arguments}
        missing = [name for name, value in values.items() if value is None]
        if missing:
            raise KeyError(f"{self.rule}: add {missing} to tests/world.py or EXAMPLES in access.py")
        with app.test_request_context():
            return app.url_for(self.endpoint, **values)


def pages():
    """Return every page of the site, as the url map has it."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Config(instance=Path(folder), secret_key="x", testing=True, demo=True))
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods]
    return [
        Page(rule.rule, frozenset(rule.arguments), rule.endpoint)
        for rule in sorted(rules, key=lambda rule: rule.rule)
        if rule.rule not in FILES
    ]
