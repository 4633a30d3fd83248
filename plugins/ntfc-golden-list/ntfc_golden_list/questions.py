"""Forms made of the requirements of a programme: what a firm answers, and what a visit finds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from wtforms import DateField, FileField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ntfc.forms import REQUIRED, Form, OneOf, options
from ntfc.i18n import _
from ntfc.seen import Seen
from ntfc.typed import number_or_none
from ntfc.uploads import WithFile
from ntfc_golden_list import words
from ntfc_golden_list.models import Answered, Criterion
from ntfc_golden_list.rules.judging import Result, Said, Size, text_for
from ntfc_golden_list.texts import said

LONG = Length(max=4000)


def fields_of(key: int, row: Answered | None) -> dict[str, Any]:
    """Return what stands in the fields of one question."""
    if row is None:
        return {f"a{key}": None, f"d{key}": None, f"p{key}": ""}
    return {f"a{key}": row.answer, f"d{key}": row.by_when, f"p{key}": row.proof}


def opening(rows: Mapping[int, Answered]) -> dict[str, Any]:
    """Return the answers as a form opens with them."""
    return {name: value for key, row in rows.items() for name, value in fields_of(key, row).items()}


class AnswersForm(Form):
    """Several colleagues answer at once: what one left alone is not sent over another's words."""

    seen = Seen()

    def answers(self) -> dict[int, tuple[Said, str]]:
        """Return what was changed, by requirement."""
        found = {}
        for name in self._fields:
            if name.startswith("a") and name[1:].isdecimal():
                key, parts = int(name[1:]), [self[f"{kind}{name[1:]}"] for kind in "adp"]
                if not all(self.seen.left_alone(part) for part in parts):
                    answer, by_when, proof = (part.data for part in parts)
                    found[key] = Said(answer=answer, by_when=by_when), proof or ""
        return found

    def is_news(self, key: int, row: Answered | None) -> bool:
        """Tell whether somebody answered a question since the form was opened."""
        stored = fields_of(key, row).items()
        return bool(self.seen.held) and any(
            self.seen.is_news(self[name], value) for name, value in stored
        )

    def set_beside(self, stands: Mapping[int, Answered] | None) -> None:
        if stands is not None:
            super().set_beside(SimpleNamespace(version=0, **opening(stands)))


class PartForm(WithFile, AnswersForm):
    """The part that a colleague answers by link, where a file may come with each sending."""

    @property
    def values(self) -> dict[str, Any]:
        return {"form": self}


def answers_form(criteria: Sequence[Criterion], size: Size, *, by_link: bool = False) -> type[Form]:
    """Return the form of some questions: for each an answer, a day, and where the proof is."""
    fields: dict[str, Any] = {}
    groups = []
    for one in criteria:
        text = text_for(size, said(one.text), said(one.text_small))
        fields[f"a{one.id}"] = OneOf(text, words.ANSWERS, empty=_("No answer yet"))
        fields[f"d{one.id}"] = DateField(f"{one.code} · {_('Planned by')}", [Optional()])
        fields[f"p{one.id}"] = TextAreaField(
            _("Evidence"), [Optional(), LONG], description=said(one.proof)
        )
        title = f"{one.code} · {words.WEIGHTS[one.weight]}"
        groups.append((title, [f"{kind}{one.id}" for kind in "adp"]))
    if by_link:
        fields["file"] = FileField(
            _("File"), description=_("One at a time: keep it, then send the next.")
        )
        fields["proves"] = SelectField(
            _("Proves"),
            choices=options((one.id, f"{one.code} · {said(one.text)}") for one in criteria),
            coerce=number_or_none,
            validate_choice=False,  # what is none of the part counts as its first
        )
        fields["valid_until"] = DateField(_("Valid until"), [Optional()])
        fields["GROUPS"] = [*groups, (str(_("Evidence")), ["file", "proves", "valid_until"])]
    return type("QuestionsForm", (PartForm if by_link else AnswersForm,), fields)


def findings_form(criteria: Sequence[Criterion]) -> type[Form]:
    """Return the form of a visit: when, whom one met, and what was found of each requirement."""
    fields: dict[str, Any] = {
        "made_on": DateField(_("Visited on"), [InputRequired(REQUIRED)]),
        "people_met": StringField(_("People met"), [Optional(), Length(max=1000)]),
    }
    for one in criteria:
        fields[f"r{one.id}"] = OneOf(said(one.text), words.RESULTS, empty=_("Not looked at"))
        fields[f"n{one.id}"] = TextAreaField(
            _("What was seen"),
            [Optional(), LONG],
            description=_("Where something is to be improved, the firm reads this."),
        )
        fields[f"d{one.id}"] = DateField(f"{one.code} · {_('To be improved by')}", [Optional()])
    return type("FindingsForm", (Form,), fields)


def findings_in(
    form: Form, criteria: Iterable[Criterion]
) -> dict[int, tuple[Result, str, date | None]]:
    """Return what was found, by requirement; what was not looked at is left out."""
    told = form.values
    return {
        one.id: (told[f"r{one.id}"], told[f"n{one.id}"] or "", told[f"d{one.id}"])
        for one in criteria
        if told[f"r{one.id}"] is not None
    }
