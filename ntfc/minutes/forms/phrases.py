"""What is typed about phrases of one's own."""

from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from ntfc.forms import REQUIRED, Form
from ntfc.i18n import _
from ntfc.texts import one_line, tidy


class OwnPhraseForm(Form):
    title = StringField(_("Title"), [DataRequired(REQUIRED), Length(max=120)])
    text = TextAreaField(
        _("Phrase"),
        [DataRequired(REQUIRED), Length(max=2000)],
        description=_("Write _____ where the writer of the record fills something in."),
        render_kw={"rows": 3, "dir": "auto"},
    )

    @property
    def words(self) -> dict[str, Any]:
        """Return what was typed, as it is kept."""
        return {"title": one_line(self.title.data or ""), "text": tidy(self.text.data or "")}
