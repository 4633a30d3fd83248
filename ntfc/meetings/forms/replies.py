"""Answering an invitation, and inviting people without a seat."""

from collections.abc import Collection, Iterable
from typing import Any

from wtforms import (
    EmailField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from ntfc.forms import REQUIRED, Form, options
from ntfc.i18n import _
from ntfc.meetings.forms.planning import typed_options
from ntfc.meetings.models import Reply, ShortWay, TakesPartAs
from ntfc.meetings.rules import FOR_GUESTS
from ntfc.meetings.rules.words import WORDS
from ntfc.organisations.rules import EMAIL
from ntfc.typed import number_or_none

ASKED = {
    Reply.COMING: _("I come"),
    Reply.REMOTE: _("I take part from afar"),
    Reply.APOLOGY: _("I cannot come"),
    Reply.ALTERNATE: _("I cannot come; my alternate comes"),
}
SHORT = {
    ShortWay.OWN_ITEMS: _("I take part in my items only"),
    ShortWay.IN_WRITING: _("I send a few lines in writing, below"),
}


class ReplyForm(Form):
    """Whether somebody comes."""

    answer = RadioField(_("Do you come?"), [InputRequired(REQUIRED)], coerce=str)
    stand_in_id = SelectField(_("Who comes instead"), coerce=number_or_none)
    short_way = SelectField(
        _("If time is short"),
        choices=options([("", _("no short way")), *((o.value, text) for o, text in SHORT.items())]),
        default="",
    )
    note = TextAreaField(
        _("A word to the secretary"),
        [Length(max=2000)],
        description=_("Only the secretary and the chairs read it."),
        render_kw={"rows": 2},
    )

    def offer(self, alternates: Iterable[Any], *, online: bool) -> None:
        """Offer what this seat and this meeting allow."""
        known = [(one.person_id, one.name) for one in alternates]
        left_out = set() if known else {Reply.ALTERNATE}
        if not online:
            left_out.add(Reply.REMOTE)
        self.answer.choices = options(
            (reply.value, text) for reply, text in ASKED.items() if reply not in left_out
        )
        self.stand_in_id.choices = typed_options([("", _("not stated")), *known])
        if len(known) < 2:
            del self.stand_in_id

    @property
    def facts(self) -> dict[str, Any]:
        """Return the answer as the service takes it."""
        return {
            "answer": Reply(self.answer.data),
            "short_way": ShortWay(self.short_way.data) if self.short_way.data else None,
            "note": self.note.data or "",
            "stand_in_id": self.stand_in_id.data if "stand_in_id" in self else None,
        }


def _items() -> SelectMultipleField:
    return SelectMultipleField(
        _("For which items"),
        description=_("The papers of these items that members read are open to this guest, too."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class GuestForm(Form):
    """Somebody without a seat."""

    person_name = StringField(_("Name"), [InputRequired(REQUIRED), Length(max=200)])
    person_email = EmailField(
        _("E-mail address"),
        [
            Optional(),
            Length(max=254),
            Regexp(EMAIL, message=_("This is no e-mail address, such as name@example.org.")),
        ],
        description=_("Finds the person, or adds a new one. Without it, the name must be known."),
    )
    kind = SelectField(
        _("Comes as"),
        choices=options((kind.value, WORDS[kind]) for kind in FOR_GUESTS),
        coerce=TakesPartAs,
        default=TakesPartAs.EXPERT.value,
    )
    items = _items()
    about = StringField(
        _("What for, in words"),
        [Length(max=300)],
        description=_("An expert takes part in this and decides nothing."),
    )
    organisation_id = SelectField(_("Institution"), coerce=number_or_none)

    def offer(
        self, organisations: Iterable[tuple[int, str]], items: Collection[tuple[str, str]]
    ) -> None:
        """Fill the lists to choose from."""
        self.organisation_id.choices = typed_options([("", _("not stated")), *organisations])
        self.items.choices = typed_options(items)
        if not items:
            del self.items

    @property
    def item_keys(self) -> list[str]:
        """Return the keys of the items that were chosen."""
        return self.items.data or [] if "items" in self else []


class ItemsForm(Form):
    """For which items of the agenda somebody comes."""

    items = _items()

    def offer(self, items: Collection[tuple[str, str]]) -> None:
        """Fill the list to choose from."""
        self.items.choices = typed_options(items)
