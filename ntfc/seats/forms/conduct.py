"""What is typed about codes of conduct and interests."""

from collections.abc import Sequence

from wtforms import (
    HiddenField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from ntfc.forms import REQUIRED, Form
from ntfc.i18n import _


class CodeForm(Form):
    ORDER: tuple[str, ...] = ("text",)

    text = TextAreaField(
        _("Code of conduct"),
        [InputRequired(REQUIRED), Length(max=20000)],
        render_kw={"rows": 16},
    )


class GuidanceForm(Form):
    ORDER: tuple[str, ...] = ("text",)

    text = TextAreaField(
        _("Guidance"),
        [Length(max=20000)],
        description=_("One point a line. Leave it empty for the text that comes with the site."),
        render_kw={"rows": 12, "dir": "auto"},
    )


class AcceptCodeForm(Form):
    """The button below a code of conduct: *mark* says which words it stood under."""

    mark = HiddenField(render_kw={"autocomplete": "off"})
    code: str | None = None  # shown with it; none for the code that comes with the site
    standard: Sequence[str] = ()


class DeclareForm(Form):
    ORDER: tuple[str, ...] = ("text",)

    text = TextAreaField(
        _("The interest"),
        [InputRequired(REQUIRED), Length(max=5000)],
        description=_("A firm, an office, a contract, a relation: what others should know of."),
        render_kw={"rows": 3},
    )
