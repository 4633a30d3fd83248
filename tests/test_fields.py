"""The one macro file that shows every form field: labels, help, errors, and what was typed."""

import pytest
import wtforms
from bs4 import BeautifulSoup
from flask import render_template_string
from werkzeug.datastructures import MultiDict

from ntfc.forms import Form, RichTextField
from tests.browser.gallery import GalleryForm, gallery

SHOW = """{% from "_field.html" import field, form_errors %}
{{ form_errors(form) }}{% for f in form %}{{ field(f, **more) }}{% endfor %}"""


def show(form, **more):
    with gallery().test_request_context():
        return BeautifulSoup(render_template_string(SHOW, form=form, more=more), "html.parser")


class Row(wtforms.Form):
    title = wtforms.StringField("Title", [wtforms.validators.InputRequired("Give a title.")])


class Rows(wtforms.Form):
    rows = wtforms.FieldList(
        wtforms.FormField(Row), "Rows", [wtforms.validators.Length(max=1, message="One is enough.")]
    )


@pytest.fixture
def wrong():
    typed = {"email": "a@example.org", "side": "public", "seats": "many"}
    form = GalleryForm(MultiDict(typed))
    assert not form.validate()
    return show(form)


def test_every_control_has_a_label(wrong):
    for control in wrong.select("input:not([type=hidden]), select, textarea"):
        assert wrong.select(f"label[for='{control['id']}']"), control


def test_every_group_has_a_legend(wrong):
    groups = wrong.find_all("fieldset")
    assert {group["id"] for group in groups} == {"chairs", "tasks", "agreement", "contacts"}
    assert all(group.legend.get_text(strip=True) for group in groups)


def test_help_and_errors_are_tied_to_their_field(wrong):
    tied = {
        name
        for tag in wrong.select("[aria-describedby]")
        for name in tag["aria-describedby"].split()
    }
    shown = {tag["id"] for tag in wrong.select(".field-help, .field-error")}
    assert tied == shown
    assert {"name-help", "name-error", "chairs-error", "seats-error"} <= shown


def test_what_is_wrong_is_marked_and_nothing_else(wrong):
    marked = {tag["name"] for tag in wrong.select("[aria-invalid=true]")}
    assert marked == {"name", "tasks", "code", "seats"}
    assert [tag["id"] for tag in wrong.select("fieldset[data-invalid]")] == ["chairs", "tasks"]


def test_the_summary_leads_to_every_wrong_field(wrong):
    links = [link["href"].removeprefix("#") for link in wrong.select(".form-errors a")]
    assert links == ["name", "chairs", "tasks", "code", "seats"]
    assert all(wrong.find(id=name) for name in links)


def test_what_was_typed_stays(wrong):
    assert wrong.find(id="email")["value"] == "a@example.org"
    assert wrong.find(id="seats")["value"] == "many"


def test_a_browser_does_not_ask_for_every_box_of_a_group(wrong):
    boxes = wrong.select("input[name=tasks]")
    assert len(boxes) == 3
    assert not any(box.has_attr("required") for box in boxes)
    assert all(radio.has_attr("required") for radio in wrong.select("input[name=chairs]"))


def test_required_is_said_in_words(wrong):
    said = {mark.find_parent("label")["for"] for mark in wrong.select("label .required-mark")}
    assert "name" in said
    assert "mandate" not in said


def test_a_good_form_shows_no_errors():
    page = show(GalleryForm())
    assert not page.select(".form-errors, .field-error, [aria-invalid], [data-invalid]")


def test_what_people_type_finds_its_own_direction():
    page = show(GalleryForm())
    assert page.find(id="name")["dir"] == page.find(id="mandate")["dir"] == "auto"
    assert page.find(id="email")["dir"] == "ltr"


def test_further_attributes_reach_the_control():
    page = show(GalleryForm(), autocomplete="off")
    assert page.find(id="email")["autocomplete"] == "off"
    assert page.find(id="mandate")["rows"] == "3"


def test_a_list_says_its_own_error_and_its_rows_theirs():
    form = Rows(MultiDict({"rows-0-title": "", "rows-1-title": "Second"}))
    assert not form.validate()
    page = show(form)
    errors = {tag["id"]: tag.p.get_text(strip=True) for tag in page.select(".field-error")}
    assert errors == {"rows-error": "One is enough.", "rows-0-title-error": "Give a title."}


def test_typed_markup_is_shown_as_text():
    page = show(GalleryForm(data={"name": '"><script>go()</script>'}))
    assert not page.find("script")
    assert page.find(id="name")["value"] == '"><script>go()</script>'


class Text(wtforms.Form):
    text = RichTextField("Text", [wtforms.validators.InputRequired("Write something.")])


STORED = "<p>The <strong>bold</strong> word</p><ul><li>one</li></ul>"


def test_a_text_stands_in_a_textarea_in_plain_signs_and_beside_it_for_the_editor():
    area = show(Text(data={"text": STORED})).find(id="text")
    assert area.text.strip() == "The bold word\n\n- one"
    assert area["data-rich"] == STORED
    assert area["dir"] == "auto"


def test_what_the_editor_sends_is_cleaned():
    form = Text(MultiDict({"text-html": "<p onclick=go()>a</p><script>go()</script>"}))
    assert form.validate()
    assert form.text.data == "<p>a</p>"


def test_what_a_textarea_sends_keeps_the_look_of_what_was_not_touched():
    form = Text(MultiDict({"text": "The bold word\r\n\r\n- one\r\n- two"}), data={"text": STORED})
    assert form.validate()
    assert form.text.data == STORED.replace("</ul>", "<li>two</li></ul>")


@pytest.mark.parametrize("typed", [{"text": " "}, {"text-html": "<div><br></div>"}, {}])
def test_a_text_of_blanks_is_none(typed):
    form = Text(MultiDict({"other": "x", **typed}))
    assert not form.validate()
    assert form.text.errors == ["Write something."]


def test_a_text_that_was_refused_comes_back_as_it_was_typed():
    form = Text(MultiDict({"text-html": "<div>a<br><br>b</div>"}))
    assert show(form).find(id="text")["data-rich"] == "<p>a</p><p>b</p>"


class Folded(Form):
    a = wtforms.StringField("A")
    b = wtforms.DateField("B", [wtforms.validators.Optional()])
    c = wtforms.StringField("C")
    d = wtforms.StringField("D")
    FOLDS = (("Much", ("a", "b")), ("More", ("c",)))
    GROUPS = (("Together", ("a", "b")), ("At the end", ("d",)))


@pytest.mark.database("sqlite")
def test_a_fold_holds_groups_and_opens_where_something_has_to_be_seen(app):
    with app.test_request_context():
        form, well = Folded(MultiDict({"b": "soon"})), Folded(MultiDict())
        form.validate()
        form.c.reads_now = "What somebody else wrote"
        pages = [render_template_string(FOLDED, form=each) for each in (form, well)]
    for page, is_open in zip(pages, (True, False), strict=True):
        shown = BeautifulSoup(page, "html.parser")
        first, second = shown.select("details")
        assert {first.has_attr("open"), second.has_attr("open")} == {is_open}
        assert first.fieldset.legend.text == "Together"
        assert len(first.fieldset.select("input")) == 2
        assert second.fieldset is None
        assert shown.select("fieldset")[-1].legend.text == "At the end"


FOLDED = """{% from "_field.html" import fields_of %}{{ fields_of(form) }}"""
