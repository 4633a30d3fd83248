"""The forms of minutes."""

import re
from collections.abc import Iterable
from textwrap import shorten
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FileField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length

from ntfc.forms import REQUIRED, Form, RichTextField, options
from ntfc.i18n import _
from ntfc.minutes.rules import LONGEST_TEXT, Part, Passage, Sending
from ntfc.people.models import Person
from ntfc.richtext import read

TICKET = re.compile(r"[0-9a-z]{1,20}")
MOST_UNHEARD = 50


class SectionForm(Form):
    """The text of a section. *seen* is the text from which the writer started.

    *ticket* names this sending, *unheard* those before it of which the page never heard.
    """

    text = RichTextField(
        _("Text"),
        [
            Length(
                max=LONGEST_TEXT,
                message=_(
                    "This is too long for one section. Nothing was saved and all is still here: "
                    "put a part of it into another section."
                ),
            )
        ],
    )
    seen = HiddenField()
    writer = HiddenField()
    ticket = HiddenField()
    unheard = HiddenField()

    @property
    def started_from(self) -> int:
        return number_of(self.seen.data)

    @property
    def written_by(self) -> int:
        """Return who typed the text, as the page knew it; 0 when the page did not say."""
        return number_of(self.writer.data)

    @property
    def sending(self) -> Sending:
        named = TICKET.findall(self.ticket.data or "")
        unheard = TICKET.findall(self.unheard.data or "")
        return Sending(named[0] if named else "", tuple(unheard[:MOST_UNHEARD]))


def number_of(typed: Any) -> int:
    """Return the number that a page sent along; 0 where it is none."""
    text = str(typed or "").strip()
    return int(text) if text.isdecimal() and len(text) < 10 else 0


class TitleForm(Form):
    title = StringField(_("Title"), [DataRequired(REQUIRED), Length(max=300)])


class CirculateForm(Form):
    closes_on = DateField(
        _("Open for comments until"),
        [InputRequired(REQUIRED)],
        description=_("The day itself still counts. Associations need time to ask their members."),
    )
    because = TextAreaField(
        _("Why the time is shorter than the rules say"),
        [Length(max=2000)],
        description=_("Only where it is. It stands in the record."),
    )


class TakeBackForm(Form):
    reason = TextAreaField(
        _("Why it is taken back"),
        [DataRequired(REQUIRED), Length(max=2000)],
        description=_("All who have the text before them are told."),
    )


class CommentForm(Form):
    """What somebody says about the draft: the whole, a section, or one paragraph of it."""

    place = SelectField(_("About"), choices=[])
    said = TextAreaField(
        _("Comment"), [DataRequired(REQUIRED), Length(max=20000)], render_kw={"rows": 6}
    )
    organisation_id = SelectField(_("In the name of"), coerce=int, choices=[])

    def speak_for(self, institutions: Iterable[tuple[int, str]]) -> None:
        """Offer the institutions to speak for; the first of them is chosen."""
        own = options([(0, _("Myself")), *institutions])
        self.organisation_id.choices = own
        if self.organisation_id.data is None:
            self.organisation_id.data = own[1 if len(own) > 1 else 0].value

    @property
    def spoken(self) -> dict[str, Any]:
        """Return what was said as the service takes it."""
        section, _colon, paragraph = (self.place.data or "").partition(":")
        return {
            "section_id": int(section) if section else None,
            "paragraph": int(paragraph) if paragraph else None,
            "said": self.said.data,
            "organisation_id": self.organisation_id.data or None,
        }


def comment_form(typed: Any, parts: Iterable[Part], *, place: str = "") -> CommentForm:
    """Return the form with every place one can speak about."""
    form = CommentForm(typed)
    choices = options([("", _("The minutes as a whole"))])
    for part in parts:
        group = part.heading
        choices += options([(str(part.key), group)], group)
        choices += options(
            (
                (f"{part.key}:{at}", f"{part.cited}.{at + 1} {_beginning(block.text)}")
                for at, block in enumerate(read(part.html))
            ),
            group,
        )
    form.place.choices = choices
    if typed is None:
        known = {choice.value for choice in choices}
        form.place.process_data(place if place in known else "")
    return form


def _beginning(text: str) -> str:
    return shorten(text, 60, placeholder=" …") or "…"


class SubmitForm(Form):
    wants_silence = BooleanField(
        _("Who says nothing in time agrees, as the rules of procedure say")
    )


class StandInForm(Form):
    person_id = SelectField(_("Who approves in my place"), coerce=int, choices=[])

    def offer(self, people: Iterable[Person]) -> None:
        """Offer whom one may name."""
        self.person_id.choices = options((person.id, person.name) for person in people)


class ReturnForm(Form):
    reason = TextAreaField(
        _("Why it is returned"),
        [DataRequired(REQUIRED), Length(max=20000)],
        description=_("The secretariat and those who approved read it."),
    )


class CodeForm(Form):
    """The answer of somebody who does not sign in: with the code, to the text on the page."""

    seen = HiddenField(render_kw={"autocomplete": "off"})
    verdict = RadioField(
        _("Your answer"),
        [InputRequired(REQUIRED)],
        choices=options(
            (("approve", _("I approve this text")), ("return", _("I return it, and say why")))
        ),
    )
    reason = TextAreaField(_("Why it is returned"), [Length(max=20000)])
    code = StringField(
        _("Code"),
        [DataRequired(REQUIRED), Length(max=20)],
        description=_("Six digits that were told to you another way than this link."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    document: Any = None
    changes: Any = None  # since the text that was on the page before, or that was circulated
    since: Any = None  # when that one was circulated
    mark = ""

    def reads(self, mark: str) -> None:
        """Say which text the page shows now."""
        self.mark = mark
        if not self.seen.data:
            self.seen.data = mark

    def validate(self, *args: Any, **values: Any) -> bool:
        is_good = super().validate(*args, **values)
        if self.seen.data != self.mark:
            self.seen.data = self.seen.raw_data = None
            self.seen.data = self.mark
            self.refuse("verdict", CHANGED_MEANWHILE)
            return False
        if self.verdict.data == "return" and not (self.reason.data or "").strip():
            self.refuse("reason", REQUIRED)
            return False
        return bool(is_good)


CHANGED_MEANWHILE = _(
    "The text has changed since you opened it. Nothing was stored. It stands here as it reads now."
)


class ErratumForm(Form):
    place = SelectField(_("Where it stands"), choices=[])
    reads = TextAreaField(
        _("It reads"),
        [DataRequired(REQUIRED), Length(max=20000)],
        description=_("The words as they stand in the approved text."),
    )
    should_read = TextAreaField(_("It should read"), [DataRequired(REQUIRED), Length(max=20000)])
    reason = TextAreaField(_("Why"), [DataRequired(REQUIRED), Length(max=20000)])

    def offer(self, found: Iterable[Passage]) -> None:
        """Offer the places of the approved text."""
        self.place.choices = options((passage.key, passage.name) for passage in found)


class RecogniseForm(Form):
    """A file to compare with what was handed out."""

    file = FileField(_("File"), description=_("A PDF or Word file that came from this site."))


class TogetherForm(Form):
    """Which text stands in the end, for each place where two differ."""

    seen = HiddenField()

    @property
    def started_from(self) -> int:
        return number_of(self.seen.data)

    @property
    def choices(self) -> list[Any]:
        return [field.data for field in self if isinstance(field, RadioField)]


CHOICES = (
    ("both", _("Keep both, one after the other")),
    ("theirs", _("Keep the text that stands")),
    ("mine", _("Keep the text that waits")),
)


def together_form(typed: Any, places: int, seen: int) -> TogetherForm:
    """Return the form with one choice for each place."""
    fields = {
        f"place_{number}": RadioField(
            _("What stands here in the end"), choices=options(CHOICES), default="both"
        )
        for number in range(places)
    }
    made: type[TogetherForm] = type("PlacesForm", (TogetherForm,), fields)
    return made(typed, data={"seen": seen} if typed is None else None)
