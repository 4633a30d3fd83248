"""Beginning a plugin, and being told what is to be mended in one."""

import subprocess
import sys
from pathlib import Path

import pytest

from ntfc import admission
from ntfc.agendas.models import Agenda
from ntfc.errors import Misconfigured
from ntfc.mail import send
from ntfc.plugins import beginning, generations
from ntfc.plugins.discovery import discover
from ntfc.testing import fitness
from ntfc.testing.plugin import no_email
from ntfc.testing.rows import Rows
from ntfc.transaction import unit_of_work

TAKEN = {"seats"}
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def begun(tmp_path):
    return beginning.begin("port_notes", tmp_path, TAKEN, 'The "Port" Authority')


@pytest.fixture
def faults(tmp_path, monkeypatch, warm):
    """Lay the folder of a plugin down and look at it, in a fork of the loaded program."""
    monkeypatch.setattr(admission, "start", warm.start)

    def faults(folder, name="port_notes"):
        place = tmp_path / "generation"
        place.mkdir()
        with generations.wheel_of(folder) as wheel:
            generations.fill(place, [wheel])
        return fitness.faults_of(name, place, folder / "tests" / "access.py")

    return faults


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Port-Notes", "'Port-Notes' is no good name: .* Such as: ntfc plugins new port_notes$"),
        ("Entrepôts", "'Entrepôts' is no good name: .* Such as: ntfc plugins new entrepots$"),
        ("ntfc-ports", "'ntfc-ports' is no good name: .* Such as: ntfc plugins new ports$"),
        ("x" * 31, f"'x+' is no good name: .* Such as: ntfc plugins new {'x' * 30}$"),
        ("../notes", "no good name: .* Such as: ntfc plugins new notes$"),
        ("موانئ", "'موانئ' is no good name: .* a letter first.$"),
        ("", "'' is no good name"),
        ("seats", "The name 'seats' belongs to the core. Take another one.$"),
        ("port_notes", "ntfc-port-notes is there already. Nothing was written.$"),
    ],
)
def test_a_wrong_name_is_told_and_nothing_is_written(tmp_path, name, said):
    (tmp_path / "ntfc-port-notes").mkdir()
    with pytest.raises(Misconfigured, match=said):
        beginning.begin(name, tmp_path, TAKEN)
    assert [*tmp_path.rglob("*")] == [tmp_path / "ntfc-port-notes"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    with pytest.raises(Misconfigured, match=r"There is no folder .*nowhere. Nothing was written.$"):
        beginning.begin("ports", tmp_path / "nowhere", TAKEN)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(Misconfigured, match=r"^Nothing was written: No space left on device.$"):
        beginning.begin("ports", tmp_path, TAKEN)
    assert [*tmp_path.iterdir()] == []


def test_what_is_begun_is_fit_as_it_stands(begun, faults):
    assert faults(begun) == []
    assert discover(begun.parent / "generation")["port_notes"].author == 'The "Port" Authority'
    ruff = Path(sys.executable).with_name("ruff")
    settings = ["--no-cache", "--config", str(ROOT / "pyproject.toml")]
    for words in (["check", "--ignore", "INP001,ANN,D,S101,S704"], ["format", "--check"]):
        told = subprocess.run(
            [ruff, *words, *settings, begun], capture_output=True, text=True, check=False
        )
        assert told.returncode == 0, told.stdout


OPEN = """
@bp.get("/open/<int:note_id>")
def opened(note_id: int) -> str:
    queries.get_note(note_id)
    authorize(current_user, COME_IN, SITE)
    return "told"


@bp.get("/unguarded/<int:note_id>")
def unguarded(note_id: int) -> str:
    return queries.get_note(note_id).text


@bp.get("/code/<code>")
def by_code(code: str) -> str:
    authorize(current_user, BE_HERE, SITE)
    return code


@bp.get("/"""
ERASED = """

@hookimpl
def ntfc_person_erased(person: Person) -> None:
    service.forget(person.id)
"""
INDEX = "    authorize(current_user, BE_HERE, SITE)\n    return render"
# What is done to a plugin that was fit: in which file, what stands there, and what instead.
BREAKS = [
    ("__init__.py", ERASED, ""),
    ("forms.py", "from ntfc.i18n", "from ntfc.tokens import hash_of  # noqa: F401\nfrom ntfc.i18n"),
    ("models.py", 'lazy="raise"', 'lazy="select"'),
    ("queries.py", ".options(joinedload(Note.body), joinedload(Note.by))", ""),
    ("migrations/0001_notes.py", "    op.drop_table(TABLE)", "    pass"),
    ("views.py", "BE_HERE, SITE, authorize", "BE_HERE, COME_IN, SITE, authorize"),
    ("views.py", '\n@bp.get("/', OPEN),
    ("views.py", INDEX, INDEX.replace("    return", "    service.forget(0)\n    return")),
    ("views.py", "if after:", 'if status == 422:\n        return "Wrong"\n    if after:'),
    ("templates/port_notes/index.html", '_("Notes")', '"All notes"'),
    ("templates/port_notes/index.html", "{% call", '<a href="#" onclick="go()"></a>{% call'),
    ("templates/port_notes/index.html", "{% call", '<form method="post"></form>{% call'),
    ("translations/fr/LC_MESSAGES/messages.po", 'msgid "Note"', 'nonsense "Note"'),
    ("../tests/access.py", '"POST /x/port_notes/<int:note_id>"', '"POST /x/port_notes/gone"'),
    ("../tests/access.py", '/": "site.be_here"', '/": "port_notes.write"'),
    ("../tests/access.py", '{"secretary"}', '{"secretary", "member"}'),
]
WITHOUT = "does not work without scripts: it needs a method, an action and a button."
SAID = [
    "forms.py takes ntfc.tokens.hash_of, which is not public: see “What a plugin may import” in plugins/README.md.",
    "Its catalogue fr cannot be compiled:",
    "Its table plugin_port_notes__notes points at people, but it does not answer ntfc_person_erased.",
    "ROUTES in tests/access.py lacks GET /x/port_notes/code/<code>.",
    "ROUTES in tests/access.py lacks GET /x/port_notes/open/<int:note_id>.",
    "ROUTES in tests/access.py lacks GET /x/port_notes/unguarded/<int:note_id>.",
    "ROUTES in tests/access.py lacks POST /x/port_notes/<int:note_id>.",
    "ROUTES in tests/access.py names POST /x/port_notes/gone, which is no page of the plugin.",
    "port_notes.change is held by secretary; HOLDERS in tests/access.py says member, secretary.",
    "What stands for code in /x/port_notes/code/<code>? Say it in EXAMPLES of tests/access.py.",
    "Its page /x/port_notes/open/1 answers 200 to a stranger (GET): call authorize() before",
    "Its page /x/port_notes/unguarded/1 answers 403 to a stranger (GET): call authorize() before",
    "Its page /x/port_notes/ writes when it is only read: UPDATE plugin_port_notes__notes",
    "Its page /x/port_notes/ asks for site.be_here; tests/access.py says port_notes.write.",
    "Its page /x/port_notes/ shows a text that nobody can translate: “All notes”. Use _().",
    "Its page /x/port_notes/ has <a onclick=…>, which does nothing without scripts.",
    "Its page /x/port_notes/ has <a> without an address, which does nothing without scripts.",
    "Its page /x/port_notes/open/1 shows a text that nobody can translate: “told”. Use _().",
    "Its page /x/port_notes/unguarded/1 never calls authorize().",
    "Its page /x/port_notes/ asks ",
    f"The form of /x/port_notes/ {WITHOUT}",
    "The form of /x/port_notes/bodies/1/new is answered by a part of a page:",
    "The form of /x/port_notes/1 is answered by a part of a page:",
    "Its migrations, taken back, leave tables: plugin_port_notes__notes.",
]


def test_each_way_of_being_unfit_is_told_in_a_sentence(begun, faults):
    for file, there, instead in BREAKS:
        path = begun / "ntfc_port_notes" / file
        text = path.read_text("utf-8")
        assert there in text, f"{file} has no {there}"
        count = -1 if file == "models.py" else 1
        path.write_text(text.replace(there, instead, count), "utf-8")
    told = faults(begun)
    assert [said for said in SAID if not any(fault.startswith(said) for fault in told)] == []
    assert [fault for fault in told if not fault.startswith(tuple(SAID))] == []
    assert len(told) == len(SAID)


@pytest.mark.parametrize(
    ("file", "there", "instead", "said"),
    [
        (
            "models.py",
            "plugin_port_notes__notes",
            "notes",
            "The table notes must be called plugin_",
        ),
        ("models.py", "text: Mapped[str]", "word: Mapped[str]", "Its migrations do not make the"),
        ("rules.py", '"port_notes.write"', '"write"', "write must be called port_notes.something."),
    ],
)
def test_what_the_site_would_refuse_is_told_first(begun, faults, file, there, instead, said):
    path = begun / "ntfc_port_notes" / file
    text = path.read_text("utf-8")
    assert there in text
    path.write_text(text.replace(there, instead), "utf-8")
    (told,) = faults(begun)
    assert told.startswith(said)


@pytest.mark.database("sqlite")
def test_what_cannot_be_looked_at_is_told(app, begun, faults):
    with app.app_context():
        rows = Rows([Agenda])
        rows.begin()
        with pytest.raises(LookupError, match=r"^agendas.meeting_id points at meetings$"):
            rows.grow()
    (begun / "tests" / "access.py").unlink()
    assert "There is no plugin 'other'." in faults(begun, "other")[0]


@pytest.mark.database("sqlite")
def test_a_mail_that_nobody_expected_is_told(make_app):
    app = make_app(smtp_url="smtp://localhost:25", mail_from="desk@example.org")
    watching = no_email._get_wrapped_function()(app)
    next(watching)
    with app.app_context(), unit_of_work():
        send(to="amal@example.org", name="Amal", subject="Stamps", body="Stamps", key="stamps")
    with pytest.raises(pytest.fail.Exception, match=r"^A mail was written: Stamps$"):
        next(watching)
