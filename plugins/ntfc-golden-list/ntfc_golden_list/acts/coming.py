"""By link: show the interest of a firm, whoever has no account here."""

from typing import Any

from flask import flash, url_for

from ntfc import clock
from ntfc.acts import Act
from ntfc.forms import Form, options
from ntfc.i18n import _
from ntfc.permissions import SYSTEM, LinkHolder
from ntfc_golden_list.forms import FirmForm
from ntfc_golden_list.links import issued_to
from ntfc_golden_list.models import Programme
from ntfc_golden_list.queries import files, programmes
from ntfc_golden_list.rules import access
from ntfc_golden_list.service import by_link
from ntfc_golden_list.service.files import FirmTold
from ntfc_golden_list.texts import kept


def _about(made: Programme) -> str:
    return _(
        "A firm's interest in the programme %(programme)s. Customs answers it; nothing is promised by "
        "it, and nothing is owed.",
        programme=kept(made.name),
    )


def _form(data: Any, made: Programme) -> Form:
    form = FirmForm(data)
    form.roles.choices = options((part.code, part.title) for part in made.roles)
    return form


def _show_interest(holder: LinkHolder, made: Programme, values: dict[str, Any]) -> None:
    """Open the file, and let whoever did so follow it from now on."""
    told = FirmTold.of(values)
    file = by_link.show_interest(made, firm=told, now=clock.now(), actor=holder)
    person = next(one for one in files.people_of(file.firm_id) if one.id == holder.person_id)
    issued = issued_to(person, "golden_list.follow", file, actor=SYSTEM)
    if issued.is_sent:
        flash(_("A link by which you follow the file is on its way to you by mail."), "info")
    else:
        told_url = _("Keep this address: by it you follow the file. %(url)s", url=issued.url)
        flash(told_url, "warning")


ACTS = (
    Act(
        name="golden_list.interest",
        title=_("Show the interest of your firm"),
        permission=access.COME,
        load=programmes.find_programme,
        describe=_about,
        form=_form,
        do=_show_interest,
        button=_("Show interest"),
        after=_("Customs knows that the firm is interested, and tells you what comes next."),
        next_url=lambda made: url_for("golden_list.programme", programme_id=made.id),
        next_title=_("Back to the programme"),
    ),
)
