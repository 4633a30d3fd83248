"""Forms made of the requirements of a programme: what a firm answers, and what a visit finds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FileField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from ntfc.forms import REQUIRED, Form, Lines, OneOf, options
from ntfc.i18n import _
from ntfc.seen import Seen
from ntfc.typed import number_or_none
from ntfc.uploads import WithFile
from ntfc_golden_list import words
from ntfc_golden_list.forms import AN_ADDRESS
from ntfc_golden_list.models import Answered, Criterion
from ntfc_golden_list.rules.judging import Result, Said, Size, text_for
from ntfc_golden_list.texts import said

LONG = Length(max=4000)
LONGEST_SITE = 200


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
    """What is answered by link, where a file may come with each sending."""

    @property
    def values(self) -> dict[str, Any]:
        return {"form": self}


class ApplicationForm(PartForm):
    """All questions at once, with what a firm hands in beside its answers."""

    sites = Lines(
        _("Further premises"),
        [Optional()],
        description=_("One on each line. They are added to those that are named already."),
    )
    ask_name = StringField(_("Name"), [Optional(), Length(max=200)])
    ask_email = StringField(_("E-mail address"), [Optional(), *AN_ADDRESS[1:]])
    complete = BooleanField(
        _("This is complete: hand the application in"),
        description=_(
            "From then on customs reviews it, and the answers stay as they are. The firm accepts the "
            "rules of the programme, and that customs asks other authorities about it; what they say "
            "stays inside customs."
        ),
    )

    def validate(self, *args: Any, **values: Any) -> bool:
        is_right: bool = super().validate(*args, **values)
        if any(len(name) > LONGEST_SITE for name in self.sites.data or ()):
            self.refuse("sites", _("One of these lines is longer than 200 letters. Shorten it."))
            is_right = False
        asked = (self.ask_name, self.ask_email)
        missing = [one for one in asked if not one.data and any(each.data for each in asked)]
        for one in missing:
            self.refuse(one.name, _("Name and address are needed to ask somebody."))
        return is_right and not missing


@dataclass(frozen=True)
class Part:
    """A part of the questions: how far it is, who was asked for it, and what it asks."""

    area: str
    answered: int
    asked: Sequence[str]
    criteria: Sequence[Criterion]

    @property
    def title(self) -> str:
        """Return what stands on the fold of the part."""
        of = {"answered": self.answered, "asked": len(self.criteria)}
        told = [self.name, str(_("%(answered)s of %(asked)s answered", **of))]
        if self.asked:
            told.append(str(_("asked: %(names)s", names=str(_(", ")).join(self.asked))))
        return " · ".join(told)

    @property
    def name(self) -> str:
        return str(words.AREAS.get(self.area, self.area))


def answers_form(criteria: Sequence[Criterion], size: Size) -> type[Form]:
    """Return the form of some questions: for each an answer, a day, and where the proof is."""
    return type("QuestionsForm", (AnswersForm,), _asking(criteria, size)[0])


def part_form(criteria: Sequence[Criterion], size: Size) -> type[Form]:
    """Return the form of one part, as a colleague has it who was asked."""
    fields, groups = _asking(criteria, size)
    fields |= _proving((one.id, f"{one.code} · {said(one.text)}") for one in criteria)
    fields["GROUPS"] = [*groups, (str(_("Evidence")), PROVING)]
    return type("QuestionsForm", (PartForm,), fields)


def application_form(parts: Sequence[Part], size: Size, *, hands_in: bool) -> type[Form]:
    """Return the form of all questions, each part in a fold, with what else is handed in."""
    criteria = [one for part in parts for one in part.criteria]
    fields, groups = _asking(criteria, size)
    codes = [(one.id, f"{one.code} · {said(one.text)}") for one in criteria]
    fields |= _proving([("", _("The firm as a whole")), *codes])
    areas = options((part.area, part.name) for part in parts)
    fields["ask_area"] = SelectField(_("Part"), choices=areas, validate_choice=False)
    folds = [
        (part.title, [f"{kind}{one.id}" for one in part.criteria for kind in "adp"])
        for part in parts
    ]
    fields["FOLDS"] = [
        *folds,
        (str(_("Send evidence")), PROVING),
        (str(_("Name premises")), ["sites"]),
        (str(_("Ask a colleague")), ["ask_area", "ask_name", "ask_email"]),
    ]
    if hands_in:
        groups.append((str(_("Hand the application in")), ["complete"]))
    else:
        fields["complete"] = None
    fields["GROUPS"] = groups
    return type("QuestionsForm", (ApplicationForm,), fields)


PROVING = ["file", "proves", "valid_until"]


def _proving(choices: Iterable[tuple[Any, str]]) -> dict[str, Any]:
    return {
        "file": FileField(_("File"), description=_("One at a time: keep it, then send the next.")),
        "proves": SelectField(
            _("Proves"),
            choices=options(choices),
            coerce=number_or_none,
            validate_choice=False,  # what is not among them is looked at when it is kept
        ),
        "valid_until": DateField(_("Valid until"), [Optional()]),
    }


def _asking(
    criteria: Sequence[Criterion], size: Size
) -> tuple[dict[str, Any], list[tuple[str, list[str]]]]:
    """Return the fields of some questions, and how those of each stand together."""
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
    return fields, groups


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
