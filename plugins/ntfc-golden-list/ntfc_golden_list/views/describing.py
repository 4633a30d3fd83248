"""What a programme is made of, and its requirements: tables that a country changes as its own."""

from flask import Response, url_for
from flask_login import current_user

from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc_golden_list.queries import programmes
from ntfc_golden_list.rules import access
from ntfc_golden_list.rules import describing as rules
from ntfc_golden_list.service import describing as service
from ntfc_golden_list.views.common import bp, crumbs
from ntfc_golden_list.views.sending import send_table


@bp.route("/programmes/<int:programme_id>/parts", methods=["GET", "POST"])
def parts(programme_id: int) -> Response:
    made = programmes.get_programme(programme_id)
    authorize(current_user, access.MANAGE, made)
    return send_table(
        lambda text: service.look_at_parts(made, text),
        lambda text: service.describe(made, text=text, actor=current_user),
        _("The programme is as you said."),
        after=url_for(".set_up", programme_id=made.id),
        rows=service.parts_told(made),
        title=_("Name, classes, roles, benefits, documents"),
        crumbs=crumbs(made),
        button=_("Keep"),
        columns=rules.PARTS,
        help=_(
            "Each line is a part of the programme, in each language. Under “more” stands the class on "
            "which a class stands, or the group of a benefit and the measure of the agreement. A kind "
            "of line that is left out stays as it is, and so do classes, roles and benefits."
        ),
    )


@bp.route("/programmes/<int:programme_id>/criteria", methods=["GET", "POST"])
def criteria(programme_id: int) -> Response:
    made = programmes.get_programme(programme_id)
    authorize(current_user, access.MANAGE, made)
    edition = programmes.newest_edition(made.id)
    return send_table(
        lambda text: service.look_at_criteria(made, edition, text),
        lambda text: service.write_criteria(made, edition=edition, text=text, actor=current_user),
        _("The requirements are kept. They hold once the rules are published."),
        after=url_for(".set_up", programme_id=made.id),
        rows=service.criteria_told(edition),
        title=_("Requirements"),
        crumbs=crumbs(made),
        button=_("Keep"),
        columns=rules.CRITERIA,
        help=_(
            "Each line is a requirement; the table is all of them. Where no role and no class stands, "
            "it is asked of all. “small” is how it reads for smaller firms."
        ),
    )
