"""Who answers for a priority on each side."""

from ntfc.committees.forms.fields import IdField
from ntfc.forms import Form
from ntfc.i18n import _


class OwnersForm(Form):
    public = IdField(_("On the public side"), empty=_("not named yet"))
    private = IdField(_("On the private side"), empty=_("not named yet"))
