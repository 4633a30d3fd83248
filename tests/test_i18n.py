import pseudo
import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from flask import render_template_string

from ntfc.i18n import _, ngettext, speaking, with_commas


@pytest.fixture
def settings(config):
    """The site in the made-up language that runs from right to left."""
    pseudo.install(config.instance)
    return {"languages": (pseudo.CODE, "en"), "site_name": pseudo.wrap("Site")}


def untranslated(html, typed=()):
    """Return the texts of a page that never went through the catalogue.

    Names that people typed stand in an element with dir=auto or in <bdi>, and are left out; so is
    what is marked translate="no": addresses, codes, the names of languages. Where nothing can be
    marked (a title, an option, a label for the ear) the words in *typed* are left out. An option
    that shows just its own value is a code, such as the name of a time zone.
    """
    page = BeautifulSoup(html, "html.parser")
    for marked in page.select("[dir=auto], bdi, [translate=no], script, style, code, svg"):
        marked.decompose()
    for option in page.select("option[value]"):
        if option["value"] == option.get_text(strip=True) and " " not in option["value"]:
            option.decompose()
    texts = [
        str(node).strip() for node in page.find_all(string=True) if type(node) is NavigableString
    ]
    for element in page.find_all(True):
        assert isinstance(element, Tag)
        texts += [
            str(element[name])
            for name in ("title", "alt", "aria-label", "placeholder")
            if element.get(name)
        ]
    return [text for text in texts if text and not pseudo.is_translated(text, typed)]


@pytest.mark.parametrize("page", ["/", "/sign-in", "/nowhere"])
def test_a_page_runs_from_right_to_left_and_leaves_no_text_behind(
    app, client_for, make_person, page
):
    person = make_person("Amal Haddad", language=pseudo.CODE)
    client = client_for(None if page == "/sign-in" else person)
    html = client.get(page, headers={"Accept-Language": "ar-001"}).text
    assert 'dir="rtl"' in html
    assert 'lang="ar-001"' in html
    assert "rtl.min.css" in html
    assert untranslated(html) == []


def test_the_walk_sees_a_forgotten_text():
    assert untranslated("<p>Sign in</p>") == ["Sign in"]
    assert untranslated("<img alt='A picture'>") == ["A picture"]
    assert untranslated("<p>⟦ب Sign in⟧ 3 <bdi>Amal</bdi></p>") == []
    assert untranslated("<p>⟦ب Now: ⟦ب Active⟧⟧</p>") == []
    assert untranslated("<p>⟦ب Now: ⟧ Active ⟦ب Go⟧</p>") == ["⟦ب Now: ⟧ Active ⟦ب Go⟧"]
    assert untranslated("<option value='1'>Amal</option>") == ["Amal"]
    assert untranslated("<option value='1'>Amal</option>", ["Amal"]) == []
    assert untranslated("<option value='Asia/Amman'>Asia/Amman</option>") == []


def test_every_plural_form_is_in_the_made_up_language(app):
    with app.test_request_context(headers={"Accept-Language": "ar-001"}):
        for number in (0, 1, 2, 5, 11, 100):
            assert "⟦" in str(ngettext("%(num)d body", "%(num)d bodies", number))


def test_each_catalogue_counts_by_its_own_rule(make_app, config):
    """A country's own words may know fewer forms than ours, or more."""
    own = config.instance / "translations" / "ar" / "LC_MESSAGES" / "messages.po"
    own.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    for words in ("", 'msgid "%(num)d body"\nmsgid_plural "%(num)d bodies"\n'):
        forms = 'msgstr[0] "one"\nmsgstr[1] "many"\n' if words else ""
        own.write_text(head + words + forms, "utf-8")
        app = make_app(languages=("ar", "en"))
        with app.test_request_context():
            bodies = [str(ngettext("%(num)d body", "%(num)d bodies", n)) for n in (0, 1, 2, 5)]
            days = {str(ngettext("%(num)d day", "%(num)d days", n)) for n in (1, 2, 5, 11, 100)}
        assert len(days) == 5
        assert bodies == ["many", "one", "many", "many"] if words else len(set(bodies)) == 4


@pytest.mark.parametrize(
    ("wanted", "cookie", "accepted", "shown"),
    [
        ("", None, "ar-001,en;q=0.5", "ar-001"),
        ("", None, "de", "ar-001"),
        ("en", None, "ar-001", "en"),
        ("ar_001", "en", "ar-001", "en"),
        ("xx", "yy", "en", "en"),
    ],
)
def test_the_language_is_the_chosen_one_then_the_persons_then_the_browsers(
    app, client_for, make_person, wanted, cookie, accepted, shown
):
    client = client_for(make_person(language=wanted))
    if cookie:
        client.set_cookie("language", cookie)
    html = client.get("/", headers={"Accept-Language": accepted}).text
    assert f'<html lang="{shown}"' in html


def test_texts_are_put_into_the_readers_language_when_shown(app):
    later, some = _("Sign in"), ngettext("%(num)d day", "%(num)d days", 3)
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert (
            render_template_string("{{ later }} {{ some }}", later=later, some=some)
            == "Sign in 3 days"
        )
    with app.test_request_context(headers={"Accept-Language": "ar-001"}):
        assert "⟦" in render_template_string("{{ later }}", later=later)


def test_what_people_typed_stays_text_within_a_sentence(app):
    with app.test_request_context():
        sentence = _("Opened by %(name)s", name="<b>Ann</b> & Co")
        shown = render_template_string("{{ sentence }}", sentence=sentence)
    assert shown == "Opened by &lt;b&gt;Ann&lt;/b&gt; &amp; Co"


def test_a_country_has_its_own_words(make_app, config, client_for):
    pseudo.install(config.instance)
    app = make_app(languages=(pseudo.CODE,))
    assert "⟦ب Sign in⟧" in app.test_client().get("/sign-in").text


def test_in_a_letter_names_of_the_other_direction_are_kept_apart(make_app):
    def said(name):
        return str(_("%(name)s sent this paper in. Take it in, or return it.", name=name))

    with make_app(languages=("en", "ar")).app_context():
        page = said("سمير خطيب")
        assert "\u2068" not in page  # on a page the marks of HTML do it
        with speaking("en"):
            assert said("سمير خطيب").startswith("\u2068سمير خطيب\u2069 sent")
            assert said("لجنة 5").startswith("\u2068لجنة 5\u2069 sent")
            assert "\u2068" not in said("Amal Nasser") + said("ليلى@example.org")
            assert with_commas(["سمير", "Amal"]) == "\u2068سمير\u2069, Amal"
            assert said(with_commas(["سمير", "ليلى"])).count("\u2068") == 2  # once each
            assert str(ngettext("%(num)d of %(x)s", "%(num)d of %(x)s", 2, x="ا")).endswith(
                "\u2069"
            )
        with speaking("ar"):
            assert "\u2068Amal Nasser\u2069" in said("Amal Nasser")
            assert "\u2068" not in said("سمير خطيب")
        with speaking("en", is_letter=False):
            assert said("سمير خطيب") == page
        assert said("سمير خطيب") == page
