"""What is typed about institutions."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import (
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from ntfc import countries
from ntfc.forms import REQUIRED, Form, options
from ntfc.i18n import _, language, languages_here, names_of
from ntfc.organisations import rules
from ntfc.organisations.models import Organisation, Size
from ntfc.organisations.queries import Filters, Lists
from ntfc.seen import Seen
from ntfc.typed import number_or_none

NONE = ("", _("Not stated"))
CHOOSE = _("Please choose")


def size_or_none(text: Any) -> Size | None:
    return Size(text) if text not in (None, "", "None") else None


def said(text: Any) -> str:
    return "" if text is None else str(text)


class OrganisationForm(Form):
    name = StringField(_("Name"), [InputRequired(REQUIRED), Length(max=200)])
    short_name = StringField(_("Short name"), [Length(max=60)])
    other_name = StringField(_("Name in another language"), [Length(max=200)])
    other_language = SelectField(
        _("In which language"),
        default="",
        coerce=said,
        description=_("Who reads that language sees this name."),
    )
    code = StringField(
        _("Code"),
        [Length(max=60)],
        description=_("Your own short key, by which files of institutions find this one again."),
    )
    kind_id = SelectField(_("Kind"), [InputRequired(REQUIRED)], coerce=number_or_none)
    side_id = SelectField(
        _("Side at the table"),
        coerce=number_or_none,
        description=_("Leave it open to take the side that this kind usually takes."),
    )
    chain_role_id = SelectField(_("Role in the supply chain"), coerce=number_or_none)
    sector_id = SelectField(_("Sector"), coerce=number_or_none)
    size = SelectField(_("Size"), coerce=size_or_none)
    country = SelectField(_("Country"), default="", coerce=said)
    registration_number = StringField(
        _("Registration number"),
        [Length(max=80)],
        description=_("Leave it empty where there is none: informal operators are welcome too."),
    )
    website = StringField(_("Web site"), [Length(max=300)])
    address = TextAreaField(_("Address"), [Length(max=2000)], render_kw={"rows": 3})
    competence = TextAreaField(
        _("What it is competent for"), [Length(max=5000)], render_kw={"rows": 3}
    )
    represents = TextAreaField(
        _("Whom it represents"),
        [Length(max=5000)],
        description=_("For associations, chambers and unions: for whom they speak."),
        render_kw={"rows": 3},
    )
    delegates_chosen = TextAreaField(
        _("How its delegates are chosen"),
        [Length(max=5000)],
        description=_("Election, rotation, appointment by the board, and for how long."),
        render_kw={"rows": 3},
    )
    seen = Seen()

    @property
    def facts(self) -> dict[str, Any]:
        """Return what is typed about the institution, without the mark of the version."""
        return {name: value for name, value in self.values.items() if name != "seen"}

    def validate_website(self, field: StringField) -> None:
        if field.data and not field.data.lower().startswith(("http://", "https://")):
            raise ValidationError(_("A web address begins with http:// or https://."))


def offer(form: OrganisationForm, lists: Lists, organisation: Organisation | None = None) -> None:
    """Fill the choices; a retired entry is offered only to who carries it already."""

    def carried(name: str) -> Any:
        return getattr(organisation, name) if organisation is not None else None

    form.kind_id.choices = options([("", CHOOSE), *_current(lists.kinds, carried("kind_id"))])
    usual = ("", _("As usual for the kind"))
    form.side_id.choices = options([usual, *_current(lists.sides, carried("side_id"))])
    form.chain_role_id.choices = _by_part(lists, carried("chain_role_id"))
    form.sector_id.choices = options([NONE, *_current(lists.sectors, carried("sector_id"))])
    form.size.choices = options([NONE, *((size.value, name) for size, name in rules.SIZES.items())])
    form.other_language.choices = options([NONE, *_languages(carried("other_language"))])
    form.country.choices = options([NONE, *countries.names(language()).items()])


def _languages(carried: str | None) -> list[tuple[str, str]]:
    here = languages_here()
    return here if not carried or carried in dict(here) else [*here, *names_of([carried])]


def _current(entries: Mapping[int, Any], carried: int | None) -> list[tuple[int, str]]:
    return [
        (entry.id, rules.choice_name(entry))
        for entry in entries.values()
        if not entry.is_retired or entry.id == carried
    ]


def _by_part(lists: Lists, carried: int | None) -> list[SelectChoice]:
    grouped = options([NONE])
    for part, title in rules.PARTS.items():
        own = {i: role for i, role in lists.chain_roles.items() if role.part is part}
        grouped.extend(options(_current(own, carried), str(title)))
    return grouped


class FilterForm(Form):
    q = StringField(_("Name or code"))
    side = SelectField(_("Side"), coerce=number_or_none)
    kind = SelectField(_("Kind"), coerce=number_or_none)
    role = SelectField(_("Role in the supply chain"), coerce=number_or_none)
    sector = SelectField(_("Sector"), coerce=number_or_none)
    size = SelectField(_("Size"), default="", coerce=said)
    country = SelectField(_("Country"), default="", coerce=said)
    state = SelectField(_("State"), default="", coerce=said)

    @property
    def filters(self) -> Filters:
        """Return what the directory is narrowed to; what makes no sense narrows nothing."""
        self.validate()
        good = {name: field.data for name, field in self._fields.items() if not field.errors}
        return Filters(
            words=good.get("q") or "",
            side_id=good.get("side"),
            kind_id=good.get("kind"),
            chain_role_id=good.get("role"),
            sector_id=good.get("sector"),
            size=good.get("size") or "",
            country=good.get("country") or "",
            closed=good.get("state") == "closed",
        )


def offer_filters(form: FilterForm, lists: Lists, in_use: Sequence[str]) -> None:
    """Fill the choices by which the directory is narrowed."""
    every = ("", _("All"))
    tables: dict[str, dict[int, Any]] = {
        "side": lists.sides,
        "kind": lists.kinds,
        "role": lists.chain_roles,
        "sector": lists.sectors,
    }
    for name, entries in tables.items():
        named = [(e.id, rules.choice_name(e)) for e in entries.values()]
        form[name].choices = options([every, *named])
    sizes = [(size.value, title) for size, title in rules.SIZES.items()]
    smes = ("sme", _("Small and medium, all three"))
    form.size.choices = options([every, smes, *sizes])
    nations = countries.names(language())
    known = sorted(((c, nations.get(c, c)) for c in in_use), key=lambda pair: pair[1].casefold())
    form.country.choices = options([every, *known])
    form.state.choices = options([("", _("At work")), ("closed", _("Closed"))])


class CloseForm(Form):
    on = DateField(_("Closed on"), [InputRequired(REQUIRED)])


class RepresentationForm(Form):
    member = StringField(
        _("A member institution"),
        [Length(max=200)],
        description=_("Name or code of an institution in the directory."),
    )
    group_name = StringField(
        _("Or a group of unnamed ones"),
        [Length(max=200)],
        description=_("Such as small exporters of the coast, or cross-border traders."),
    )
    sizes = SelectMultipleField(
        _("Sizes in the group"),
        choices=options((size.value, title) for size, title in rules.SIZES.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    members = IntegerField(_("How many stand behind it"), [Optional(), NumberRange(0, 100_000_000)])
    counted_on = DateField(_("Counted on"), [Optional()])

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.values.items() if name != "member"}


class ContactFacts(Form):
    job = StringField(_("What the person does there"), [Length(max=200)])
    hours = StringField(
        _("When to reach"), [Length(max=200)], description=_("Such as Sunday to Thursday, 9 to 15.")
    )
    competence = TextAreaField(_("Competent for"), [Length(max=5000)], render_kw={"rows": 2})


class ContactForm(ContactFacts):
    name = StringField(_("Name of the person"), [InputRequired(REQUIRED), Length(max=200)])
    email = StringField(
        _("E-mail address"),
        [Length(max=254)],
        description=_("Somebody already known by this address is taken, not added twice."),
    )
    phone = StringField(_("Telephone"), [Length(max=60)])

    def validate_email(self, field: StringField) -> None:
        if field.data and not rules.is_email(field.data):
            raise ValidationError(_("This is not an e-mail address, such as name@example.org."))
