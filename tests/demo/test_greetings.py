"""What is said once the site answers: where it is, and how to come in first."""

import json

from ntfc import terminal
from ntfc.accounts.queries import DEMO_DOMAIN
from ntfc.clock import now
from ntfc.commands.greeting import of_site
from ntfc.demo import place
from ntfc.demo.making import accounts_in
from ntfc.paths import bundled
from ntfc.serve import here


def test_a_site_without_administrator_shows_the_link_that_makes_the_first(app, config):
    told = of_site(config)
    link = told.rpartition("{address}")[2]
    assert link.startswith("set-up/")
    with app.app_context():
        assert app.test_client().get(f"/{link}").status_code == 200
    assert of_site(config) == told, "starting twice does not confuse"


def test_a_public_address_stands_in_the_link(make_app, config):
    public = make_app(base_url="https://ntfc.example").extensions["ntfc.config"]
    assert "\nhttps://ntfc.example/set-up/" in of_site(public)


def test_with_an_administrator_there_is_no_link(config, make_person):
    make_person("Omar", is_administrator=True)
    assert of_site(config) == here()


def test_the_demonstration_names_its_accounts_in_the_language_of_the_terminal(
    tmp_path, make_app, make_person, monkeypatch
):
    languages = ("en", "fr", "ar")
    app = make_app(demo=True, languages=languages)
    make_person(
        "Rana Odeh", email=f"rana@qadria{DEMO_DOMAIN}", is_administrator=True, last_seen_at=now()
    )
    with app.app_context():
        stamp = {"day": "2020-01-01", "accounts": accounts_in(languages)}
    (tmp_path / "demo.json").write_text(json.dumps(stamp))
    told = place.greeting(tmp_path)
    assert "{address}" in told
    assert "  Rana Odeh: Administrator of this site" in told
    assert "--fresh makes it anew" in told
    monkeypatch.setitem(terminal._spoken, "language", "en")  # what it was is there again after it
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    for code, note in (("fr", "\N{NO-BREAK SPACE}: Administrateur"), ("ar", ": مدير هذا الموقع")):
        monkeypatch.setenv("LANGUAGE", code)
        terminal.speak(bundled("translations"))
        assert f"  Rana Odeh{note}" in place.greeting(tmp_path)
