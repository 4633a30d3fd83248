"""A plugin from its file to its purge, through the command, on both kinds of database."""

import shutil
from pathlib import Path

import pytest

from ntfc import backup
from ntfc.plugins import installed
from tests.plugins import packing

HERE = Path(__file__).parent


@pytest.fixture
def visit(config, environment, warm):
    """Ask for a page of the site as it would be served now; return status and text."""

    def visit(path, *taken_away):
        env = environment | {"NTFC_LANGUAGES": "en,fr"}
        done = warm.run(HERE / "page.py", path, *taken_away, env=env, cwd=config.instance)
        assert done.returncode == 0, done.stderr
        status, page = done.stdout.split("\n", 1)
        return int(status), page

    return visit


def test_a_plugin_is_installed_turned_on_and_off_and_upgraded(
    config, ntfc, environment, wheels, visit, ask, tables
):
    before = tables()
    told = ntfc("plugins", "install", wheels["good"])
    assert told.out == "Installed good 1.0. Turn it on: ntfc plugins on good\n"
    assert list(config.instance.glob("ntfc-*.tar.gz")) == [], "there was nothing to lose"
    assert ntfc("plugins", "list").out == "good 1.0: off\n"
    assert visit("/x/good/")[0] == 404
    assert tables() == before

    assert ntfc("plugins", "on", "good").out == "good is on.\n"
    assert tables() == before | {"plugin_good__stamps", "alembic_version_good"}
    assert ntfc("good", "add", "Rabat").code == 0
    assert ntfc("good", "count").out == "1\n"
    status, page = visit("/x/good/")
    assert status == 200
    assert "Rabat" in page
    assert "Timbres" in page
    template = installed.current(config) / "ntfc_sample_good" / "templates" / "good" / "show.html"
    kept = template.read_bytes()
    status, page = visit("/x/good/", str(template))
    assert status == 500
    assert "Cette page appartient au module « good », qui a échoué" in page.replace("\xa0", " ")
    assert ask("SELECT name, hook, kind FROM plugin_failures") == [
        ("good", "/x/good/", "TemplateNotFound")
    ]
    template.write_bytes(kept)
    environment["LANG"] = "fr_FR.UTF-8"
    helped = {
        "": ("Le journal de qui a fait quoi.", "Les timbres."),
        "good": ("add    En écrire un.", "count  Say how many there are."),
        "good add": ("L’écrire une deuxième fois.", "\n  Les timbres sont gardés pour toujours."),
    }
    for words, said in helped.items():
        told = ntfc(*words.split(), "--help").out
        assert [text for text in said if text not in told] == [], told
    del environment["LANG"]

    assert ntfc("plugins", "off", "good").out == "good is off. Its data is kept.\n"
    assert visit("/x/good/")[0] == 404
    assert ask("SELECT text FROM plugin_good__stamps") == [("Rabat",)]
    assert ntfc("good", "count").code == 2
    assert ntfc("plugins", "on", "good").code == 0
    assert "Rabat" in visit("/x/good/")[1]

    told = ntfc("plugins", "install", wheels["newer"]).out
    (saved,) = config.instance.glob("ntfc-*.tar.gz")
    assert f"The site as it was before is saved in {saved}; to go back" in told
    backup.check(saved)
    assert ntfc("plugins", "list").out == "good 2.0: on\n"
    assert ask("SELECT text, colour FROM plugin_good__stamps") == [("Rabat", None)]
    assert "Rabat" in visit("/x/good/")[1]


def test_uninstalling_keeps_the_data_and_the_core_migrates_on(ntfc, wheels, ask):
    ntfc("plugins", "install", wheels["newer"])
    ntfc("plugins", "on", "good")
    ntfc("good", "add", "Rabat")
    refused = ntfc("plugins", "uninstall", "good")
    assert refused.err == "ntfc: good is on. Turn it off first: ntfc plugins off good\n"
    ntfc("plugins", "off", "good")
    assert ntfc("plugins", "uninstall", "good").code == 0
    assert ntfc("plugins", "list").out == "good 2.0: not installed; its data is kept\n"
    assert ntfc("db", "upgrade").out == "The database is up to date.\n"
    assert ask("SELECT text FROM plugin_good__stamps") == [("Rabat",)]

    older = ntfc("plugins", "install", wheels["good"])
    assert older.code == 0
    refused = ntfc("plugins", "on", "good")
    assert "The data of good was written by a newer version of it." in refused.err
    assert ntfc("plugins", "install", wheels["newer"]).code == 0
    assert ntfc("plugins", "on", "good").code == 0
    assert ntfc("good", "count").out == "1\n"


def test_purging_asks_for_the_name_and_leaves_nothing_but_a_backup(
    ntfc, wheels, ask, tables, config
):
    before = tables()
    ntfc("plugins", "install", wheels["newer"])
    ntfc("plugins", "on", "good")
    ntfc("good", "add", "Rabat")
    ntfc("plugins", "off", "good")
    refused = ntfc("plugins", "purge", "good", typed="god\n")
    assert refused.err.endswith("ntfc: That is not its name. Nothing was deleted.\n")
    assert ask("SELECT text FROM plugin_good__stamps") == [("Rabat",)]
    told = ntfc("plugins", "purge", "good", typed="good\n")
    assert told.code == 0, told.err
    (saved,) = config.instance.glob("ntfc-*.tar.gz")
    assert str(saved) in told.out
    assert tables() == before
    assert ask("SELECT * FROM installed_plugins") == []
    assert ask("SELECT * FROM plugin_verdicts") == []
    assert ntfc("plugins", "list").out.startswith("No plugins.")
    assert ntfc("audit", "verify").code == 0


@pytest.mark.database("sqlite")
def test_a_folder_is_built_and_installed_without_a_network(ntfc, tmp_path):
    folder = tmp_path / "checkout"
    shutil.copytree(packing.SAMPLES / "good", folder)
    told = ntfc("plugins", "install", folder)
    assert told.out.startswith("Installed good 1.0."), told.err
    assert sorted(p.name for p in folder.iterdir()) == ["ntfc_sample_good", "pyproject.toml"]
    assert ntfc("plugins", "on", "good").code == 0


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("on", "nobody"), "There is no plugin nobody. See: ntfc plugins list"),
        (("off", "no-body"), "There is no plugin no_body. See: ntfc plugins list"),
        (("check", "nobody"), "There is no plugin nobody. See: ntfc plugins list"),
        (("uninstall", "nobody"), "nobody is not installed; there is nothing to take away here."),
        (("purge", "nobody", "--confirm", "nobody"), "There is no plugin nobody."),
        (("install", "."), "is neither a wheel (.whl) nor the folder of a plugin."),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(ntfc, words, sentence):
    told = ntfc("plugins", *words)
    assert told.code == 2
    assert told.err.count("\n") == 1
    assert sentence in told.err


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("fr_FR.UTF-8", "typo\u00a0: Il répond à ntfc_waitings, qui n’est pas un point d’accroche"),
        ("ar_EG.UTF-8", "typo: تجيب الإضافة عن ntfc_waitings، وهو غير متاح في هذا الإصدار."),
    ],
)
def test_a_broken_plugin_is_refused_in_the_language_of_the_terminal(
    ntfc, environment, wheels, place, sentence
):
    environment["LANG"] = place
    told = ntfc("plugins", "install", wheels["typo"])
    assert told.code == 2
    assert sentence in told.err


@pytest.mark.database("sqlite")
def test_asking_for_help_makes_no_instance(ntfc, tmp_path):
    told = ntfc("--help", instance=tmp_path / "nowhere")
    assert told.code == 0
    assert not (tmp_path / "nowhere").exists()
