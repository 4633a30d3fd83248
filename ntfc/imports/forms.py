"""What is typed and chosen to upload a file."""

from wtforms import FileField, SelectField
from wtforms.validators import ValidationError

from ntfc.forms import Form, options
from ntfc.i18n import _
from ntfc.sheets import ENCODINGS


class UploadForm(Form):
    file = FileField(_("File"), description=_("CSV or XLSX, with at most 2,000 rows and 5 MB."))
    encoding = SelectField(
        _("Character set"),
        choices=options([("", _("Recognise it")), *ENCODINGS.items()]),
        default="",
        description=_("Only for CSV, and only if the preview shows wrong letters."),
    )

    def validate_file(self, field: FileField) -> None:
        if not getattr(field.data, "filename", ""):
            raise ValidationError(_("Choose a file first."))
