"""What is typed about papers: shape and length only."""

from collections.abc import Collection, Iterable

from wtforms import (
    BooleanField,
    FileField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length

from ntfc.documents.models import Access
from ntfc.documents.rules import CHOICES
from ntfc.filekinds import TAKEN
from ntfc.forms import REQUIRED, Form, options
from ntfc.i18n import _
from ntfc.uploads import WithFile


def _access(value: object) -> Access:
    return value if isinstance(value, Access) else Access(str(value))


def access_field() -> RadioField:
    return RadioField(
        _("Who reads it"),
        [InputRequired(REQUIRED)],
        choices=options(CHOICES.items()),
        coerce=_access,
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
        description=_("Needed only where the paper is not for all members."),
    )
    is_draft = BooleanField(_("Keep it as a draft for now"))
    FOLDS = ((_("More"), ("source", "reader_ids", "is_draft")),)

    def offer(self, people: Iterable[tuple[int, str]]) -> None:
        """Set who can be named."""
        self.reader_ids.choices = options(people)


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


class ReadersForm(Form):
    reader_ids = SelectMultipleField(_("Name readers"), [InputRequired(REQUIRED)], coerce=int)

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


class SignForm(Form):
    agreed = BooleanField(
        _("I undertake not to disclose what this paper says, to copy it or to pass it on."),
        [InputRequired(REQUIRED)],
    )
