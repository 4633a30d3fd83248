"""What shows nothing says nothing: signs that nobody sees are no name and no text."""

import wtforms
from werkzeug.datastructures import MultiDict

from ntfc.committees.forms.fields import LinesField, required_line
from ntfc.forms import REQUIRED, Form, Lines, RichTextField
from ntfc.richtext import clean, words
from ntfc.texts import is_blank, one_line, tidy
from ntfc.typed import storable

UNSEEN = ["\u200b", "\u202e", "\ufeff", "\u2060 \u200d", "\u00ad", "\u3164", "\u2800", "\U000e0020"]


class Everything(Form):
    name = required_line("Name")
    title = wtforms.StringField("Title", [wtforms.validators.InputRequired("Give a title.")])
    note = wtforms.StringField("Note")
    text = RichTextField("Text", [wtforms.validators.InputRequired("Write something.")])
    entries = Lines("Entries")
    others = LinesField("Others")


def test_signs_that_nobody_sees_are_nothing(app):
    for unseen in UNSEEN:
        refuses(app, unseen)


def refuses(app, unseen):
    with app.test_request_context():
        form = Everything(
            MultiDict(dict.fromkeys(("name", "title", "note", "text", "entries", "others"), unseen))
        )
        assert not form.validate()
        said = {name: [*map(str, errors)] for name, errors in form.errors.items()}
        assert said == {
            "name": [str(REQUIRED)],
            "title": ["Give a title."],
            "text": ["Write something."],
        }
        assert (form.note.data, form.entries.data, form.others.data) == ("", [], [])
    assert is_blank(f" {unseen}\n")
    assert one_line(unseen) == ""


SEEN = ["A", "\u200fنافذة\u200f", "👩🏽\u200d✈️", "می\u200cخواهم", "1", "–"]


def test_signs_within_a_name_stay(app):
    with app.test_request_context():
        for seen in SEEN:
            assert Everything(MultiDict({"name": seen})).name.data == seen


TURNING = [
    ("a\u202eb\u202c", "ab"),
    ("\u2067a", "\u2067a\u2069"),
    ("a\u2069b", "ab"),
    ("\u2068a\nb", "\u2068a\u2069\nb"),
    ("\u2068a \u2067b\u2069", "\u2068a \u2067b\u2069\u2069"),
    ("\u2068سمير\u2069 b", "\u2068سمير\u2069 b"),
]


def test_no_typed_text_turns_the_words_around_it(app):
    with app.test_request_context():
        for typed, kept in TURNING:
            assert Everything(MultiDict({"note": typed})).note.data == kept
            assert storable(typed) == tidy(typed) == tidy(kept) == kept
            html = f"<p><b>{typed[:1]}</b>{typed[1:]}</p>".replace("\n", "<br>")
            assert words(clean(html)) == kept
    assert clean("a&#8238;b<p>&#8295;c</p><p>d</p>") == clean(
        "<p>ab</p><p>\u2067c\u2069</p><p>d</p>"
    )
