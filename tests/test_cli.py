"""What the `ntfc` command says when there is no site, or one that is not ready."""

import os
import sqlite3
from pathlib import Path

import pytest

from ntfc import __version__

ROOT = Path(__file__).parent.parent
NO_SITE = ["users list", "audit verify", "backup create", "plugins list", "plugins on x", "worker"]
NEEDS_TABLES = [words for words in NO_SITE if words not in ("backup create", "plugins list")]


SPOKEN = {
    "fr_FR.UTF-8": (
        "Erreur\u00a0: Il n’y a pas de commande 'usres'.",
        "2 réglages sont erronés\u00a0:",
        "NTFC_PORT doit être compris entre 1 et 65535\u00a0; valeur actuelle\u00a0: '70000'.",
        "ntfc: Il n’y a pas encore de site dans ",
        ("Utilisation", "Le journal de qui", "Vérifier qu’aucune entrée", "Afficher ce message"),
    ),
    "ar_EG.UTF-8": (
        "خطأ: لا يوجد أمر باسم 'usres'.",
        "إعدادان خاطئان:",
        "الإعداد NTFC_PORT يجب أن يكون بين 1 و65535؛ قيمته الآن '70000'.",
        "ntfc: لا يوجد موقع في ",
        ("الاستخدام", "سجل من فعل ماذا.", "التحقق من أن أي قيد", "عرض هذه الرسالة"),
    ),
}


@pytest.fixture
def ntfc(tmp_path, warm):
    """Run the command in an empty folder, and return its exit code, output and complaints."""

    def ntfc(words, **settings):
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings}
        done = warm.run("-m", "ntfc", *words.split(), env=environment, cwd=tmp_path)
        return done.returncode, done.stdout, done.stderr

    return ntfc


@pytest.mark.parametrize("words", NO_SITE)
def test_without_a_site_one_sentence_says_how_to_start_one(ntfc, tmp_path, words):
    code, out, err = ntfc(words)
    assert (code, out) == (2, "")
    assert err.startswith(f"ntfc: There is no site in {tmp_path}/instance yet.")
    assert "ntfc serve" in err
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", NEEDS_TABLES)
def test_with_a_database_that_is_not_ready_one_sentence_says_what_to_run(ntfc, tmp_path, words):
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "ntfc.db").touch()
    code, out, err = ntfc(words)
    assert (code, out) == (2, "")
    assert err.endswith("ntfc db upgrade\n")
    assert len(err.splitlines()) == 1


def test_help_needs_no_site_and_makes_none(ntfc, tmp_path):
    for words in ("--help", "users --help", "users list --help", "plugins on --help"):
        code, out, err = ntfc(words)
        assert (code, err) == (0, ""), words
        assert "Usage:" in out
    assert "users" in ntfc("--help")[1]
    assert list(tmp_path.iterdir()) == []


def test_the_version_is_told_without_being_installed(ntfc):
    assert ntfc("--version") == (0, f"ntfc, version {__version__}\n", "")


def test_a_command_that_there_is_not_is_said_so(ntfc):
    code, _out, err = ntfc("usres list")
    assert code == 2
    assert "No such command 'usres'" in err


@pytest.mark.parametrize("place", SPOKEN)
def test_what_is_wrong_is_said_in_the_language_of_the_terminal(ntfc, place):
    command, several, setting, no_site, helped = SPOKEN[place]
    assert command in ntfc("usres list", LANG=place)[2]
    told = ntfc("audit --help", LANG=place)[1]
    assert [words for words in helped if words not in told] == []
    told = ntfc("db upgrade", LANG=place, NTFC_PORT="70000", NTFC_PROT="1")[2]
    assert told.startswith(f"ntfc: {several}\n- {setting}\n- "), told
    assert "NTFC_PROT" in told.splitlines()[2]
    assert no_site in ntfc("worker", LC_ALL=place, LANG="en_GB.UTF-8")[2]
    for other in ({"LC_ALL": "C", "LANGUAGE": "fr"}, {"LC_MESSAGES": "de_DE.UTF-8"}):
        assert "There is no site in" in ntfc("worker", LANG=place, **other)[2]


def test_a_database_that_is_away_is_told_in_one_sentence(ntfc, tmp_path):
    (tmp_path / "instance").mkdir()
    url = "postgresql+psycopg://ntfc@127.0.0.1:1/ntfc"
    code, _out, err = ntfc("db upgrade", NTFC_DATABASE_URL=url, LANG="fr_FR.UTF-8")
    assert code == 2
    told, *said = err.splitlines()  # what the driver says is English, and stands apart
    assert told == "ntfc: La base de données ne peut pas être utilisée. Ce qu’elle dit\u00a0:"
    assert said
    assert all(line.startswith("    ") for line in said)


def test_a_port_that_there_is_not_is_refused(ntfc):
    code, _out, err = ntfc("serve --port 99999")
    assert code == 2
    assert "1<=x<=65535" in err


def test_an_older_program_leaves_a_newer_database_alone(ntfc, tmp_path):
    assert ntfc("db upgrade")[0] == 0
    with sqlite3.connect(tmp_path / "instance" / "ntfc.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999_future'")
    database.close()
    code, _out, err = ntfc("db upgrade")
    assert code == 2
    assert "newer version of this program" in err
    assert len(err.splitlines()) == 1


def test_what_a_site_keeps_is_for_its_owner_even_in_a_folder_that_all_may_enter(ntfc, tmp_path):
    (tmp_path / "instance").mkdir(mode=0o755)
    code, _out, err = ntfc("db upgrade")
    assert code == 0, err
    kept = [path for path in (tmp_path / "instance").rglob("*") if path.is_file()]
    assert "ntfc.db" in [path.name for path in kept]
    assert [path.name for path in kept if path.stat().st_mode & 0o077] == []
