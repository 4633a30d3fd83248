"""What is typed about papers: shape and length only."""

from collections.abc import Collection, Iterable

from wtforms import (
    BooleanField,
    DateField,
    FileField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length

from ntfc.documents.models import Access
from ntfc.documents.rules import CHOICES
from ntfc.filekinds import TAKEN
from ntfc.forms import REQUIRED, Form, Lines, RichTextField, options
from ntfc.i18n import _
from ntfc.uploads import WithFile


def access_field() -> RadioField:
    return RadioField(
        _("Who reads it"),
        [InputRequired(REQUIRED)],
        choices=options((access.value, name) for access, name in CHOICES.items()),
        coerce=Access.coerced,
        default=Access.MEMBERS,
    )


def source_field() -> StringField:
    return StringField(
        _("Who wrote it"), [Length(max=200)], description=_("An institution, a group, a person.")
    )


class AddForm(WithFile):
    """Two things are needed: a file, and who reads it."""

    file = FileField(_("File"), description=TAKEN)
    access = access_field()
    title = StringField(
        _("Title"), [Length(max=300)], description=_("Left empty: the name of the file.")
    )
    source = source_field()
    reader_ids = SelectMultipleField(
        _("Named readers"),
        coerce=int,
        render_kw={"size": 8},
        description=_("Needed only where the paper is not for all members."),
    )
    is_draft = BooleanField(_("Keep it as a draft for now"))
    FOLDS = ((_("More"), ("source", "reader_ids", "is_draft")),)

    def offer(self, people: Iterable[tuple[int, str]]) -> None:
        """Set who can be named."""
        self.reader_ids.choices = options(people)


class SendInForm(WithFile):
    """A paper for the secretariat, which says who reads it."""

    file = FileField(_("File"), description=TAKEN)
    title = StringField(
        _("Title"), [Length(max=300)], description=_("Left empty: the name of the file.")
    )
    source = source_field()


class TakeInForm(Form):
    title = StringField(_("Title"), [DataRequired(REQUIRED), Length(max=300)])
    access = access_field()


class SendBackForm(Form):
    reason = TextAreaField(
        _("Why"),
        [DataRequired(REQUIRED), Length(max=2000)],
        description=_("Whoever sent it reads this."),
        render_kw={"rows": 3, "dir": "auto"},
    )


class VersionForm(WithFile):
    seen = HiddenField()
    file = FileField(_("File"), description=TAKEN)
    change = TextAreaField(
        _("What changed"),
        [DataRequired(REQUIRED), Length(max=2000)],
        description=_("One sentence for those who read the version before."),
        render_kw={"rows": 2, "dir": "auto"},
    )


class ChangeForm(Form):
    seen = HiddenField()
    title = StringField(_("Title"), [DataRequired(REQUIRED), Length(max=300)])
    source = source_field()
    access = access_field()


def _rich(label: str, about: str = "") -> RichTextField:
    return RichTextField(label, [Length(max=400_000)], description=about)


def _lines(label: str, about: str) -> Lines:
    return Lines(label, description=about, render_kw={"rows": 3, "dir": "auto"})


def introduction_field() -> RichTextField:
    return _rich(_("Introduction"), _("Why the paper is written, in a few sentences."))


def text_field() -> RichTextField:
    return _rich(_("Text"), _("Its paragraphs are numbered by themselves."))


def actions_field() -> Lines:
    return _lines(
        _("Action expected"),
        _("What the body is asked to do, one on each line. They become questions of its item."),
    )


def annexes_field() -> Lines:
    return _lines(_("Annexes"), _("One on each line."))


class WriteForm(Form):
    """A committee paper: introduction, numbered paragraphs, action expected, annexes."""

    title = StringField(_("Title"), [DataRequired(REQUIRED), Length(max=300)])
    access = access_field()
    source = source_field()
    introduction = introduction_field()
    text = text_field()
    actions = actions_field()
    annexes = annexes_field()


class RewriteForm(Form):
    seen = HiddenField()
    introduction = introduction_field()
    text = text_field()
    actions = actions_field()
    annexes = annexes_field()
    change = TextAreaField(
        _("What changed"),
        [DataRequired(REQUIRED), Length(max=2000)],
        description=_("One sentence for those who read the version before."),
        render_kw={"rows": 2, "dir": "auto"},
    )


def _body(label: str) -> SelectField:
    return SelectField(label, coerce=int, default=0)


class WayForm(Form):
    """The bodies one after the other; a place left empty is passed over."""

    first = _body(_("First"))
    second = _body(_("Then"))
    third = _body(_("After that"))
    fourth = _body(_("And after that"))
    PLACES = ("first", "second", "third", "fourth")

    def offer(self, bodies: Iterable[tuple[int, str]]) -> None:
        """Set which bodies can stand on the way."""
        known = [(0, _("Nobody")), *bodies]
        for name in self.PLACES:
            self[name].choices = options(known)

    @property
    def body_ids(self) -> list[int]:
        """Return the bodies that were chosen, in their order."""
        return [self[name].data for name in self.PLACES if self[name].data]


class SayForm(Form):
    seen = HiddenField()
    outcome = RadioField(
        _("The body"),
        [InputRequired(REQUIRED)],
        choices=options([("endorsed", _("endorses it")), ("returned", _("returns it"))]),
    )
    reason = TextAreaField(
        _("In a few words"),
        [Length(max=4000)],
        description=_("Needed where it is returned: whoever wrote it reads it."),
        render_kw={"rows": 3, "dir": "auto"},
    )
    on = DateField(_("On which day"), [InputRequired(REQUIRED)])


class ReadersForm(Form):
    reader_ids = SelectMultipleField(
        _("Name readers"), [InputRequired(REQUIRED)], coerce=int, render_kw={"size": 10}
    )

    is_told = BooleanField(_("Tell them by mail"), default=True)

    def offer(self, people: Iterable[tuple[int, str]], named: Collection[int]) -> None:
        """Set who can be named: whoever is not yet."""
        self.reader_ids.choices = options(pair for pair in people if pair[0] not in named)


class WithdrawForm(Form):
    reason = TextAreaField(
        _("Why"),
        [DataRequired(REQUIRED), Length(max=2000)],
        description=_("Whoever could read the paper reads this instead of it."),
        render_kw={"rows": 3, "dir": "auto"},
    )


class EraseForm(Form):
    reason = TextAreaField(
        _("Why"),
        [DataRequired(REQUIRED), Length(max=2000)],
        description=_(
            "The file or the text cannot be brought back. The reason stays in its place."
        ),
        render_kw={"rows": 3, "dir": "auto"},
    )


class SignForm(Form):
    agreed = BooleanField(
        _("I undertake not to disclose what this paper says, to copy it or to pass it on."),
        [InputRequired(REQUIRED)],
    )
