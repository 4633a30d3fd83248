"""A paper for an item: a new one, or one that is there already."""

from collections.abc import Iterable

from wtforms import FileField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from ntfc.documents.models import Access
from ntfc.documents.rules import CHOICES
from ntfc.filekinds import TAKEN
from ntfc.forms import REQUIRED, Form, options
from ntfc.i18n import _
from ntfc.uploads import WithFile


class NewPaperForm(WithFile):
    file = FileField(_("File"), description=TAKEN)
    access = RadioField(
        _("Who reads it"),
        [InputRequired(REQUIRED)],
        choices=options((access.value, name) for access, name in CHOICES.items()),
        coerce=Access.coerced,
        default=Access.MEMBERS,
    )
    title = StringField(
        _("Title"), [Length(max=300)], description=_("Left empty: the name of the file.")
    )


class SentPaperForm(WithFile):
    file = FileField(_("File"), description=TAKEN)
    title = StringField(
        _("Title"), [Length(max=300)], description=_("Left empty: the name of the file.")
    )


class KnownPaperForm(Form):
    document_id = SelectField(_("A paper of this body"), coerce=int)

    def offer(self, papers: Iterable[tuple[int, str]]) -> None:
        """Set which papers can be chosen."""
        self.document_id.choices = options(papers)
