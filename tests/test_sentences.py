"""Sentences of the program: no HTML, and kept so that each reader has them in the own language."""

from datetime import date

import pytest
from flask import flash, jsonify, render_template_string, session
from flask.json.tag import TaggedJSONSerializer
from flask_babel import force_locale

from ntfc.i18n import Sentence, _, below_each_other, in_one, named, ngettext, on_day
from ntfc.names import called
from ntfc.organisations.models import Organisation
from ntfc.sentences import MARK, Kept

BAD = "<b onclick=x>"


@pytest.fixture
def settings():
    return {"languages": ("en", "fr", "ar")}


def kept(value, length=None):
    column = Kept(length)
    return column.process_result_value(column.process_bind_param(value, None), None)


def test_what_people_typed_into_a_sentence_is_no_html(app):
    with app.test_request_context():
        said = _("“%(name)s” is in the directory now.", name=BAD)
        assert "<b" not in render_template_string("{{ said }}", said=said)
        assert "<b" not in render_template_string("{{ said }}", said=kept(said))
        flash(said)
        carried = TaggedJSONSerializer().loads(TaggedJSONSerializer().dumps(dict(session)))
        assert "<b" not in render_template_string("{{ said }}", said=carried["_flashes"][0][1])
        assert jsonify({"said": said}).get_json() == {"said": str(said)}


def test_a_sentence_is_read_in_each_language_with_all_that_stands_in_it(app):
    customs = Organisation(name="Customs", names_by_language={"fr": "Douane"})
    with app.test_request_context(), force_locale("en"):
        parts = [
            _("Left over from %(day)s. %(why)s", day=on_day(date(2026, 5, 1)), why="5 % left"),
            ngettext("%(num)d minute", "%(num)d minutes", 2),
            named(called(customs), "gone"),
        ]
        said = kept(below_each_other(in_one(parts[:2]), "", parts[2]))
        assert isinstance(said, Sentence)
        english = str(said)
        assert english == "Left over from May 1, 2026. 5 % left, 2 minutes\nCustoms: gone"
        with force_locale("fr"):
            assert str(said).endswith("5 % left, 2 minutes\nDouane\N{NO-BREAK SPACE}: gone")
            assert "1er mai 2026" in str(said)
        assert str(kept(said)) == english  # kept again, as where one history goes on in another


@pytest.mark.parametrize("typed", ["", "Plain", MARK + '{"way":"text","parts":["x"],"values":{}}'])
def test_what_people_type_stays_text(typed):
    assert kept(typed) == typed.replace(MARK, "")
    assert kept(None) is None


def test_what_does_not_fit_is_kept_as_it_reads(app):
    with app.test_request_context(), force_locale("en"):
        assert kept(_("Yes"), 200) == "Yes"
        short = kept(_("%(label)s: %(value)s", label="a" * 30, value="b" * 30), 50)
        assert short == f"{'a' * 30}: {'b' * 18}"
