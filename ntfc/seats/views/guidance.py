"""The guidance card for those who speak for the public side: to read, to print, to write anew."""

from flask import Response, current_app, url_for
from flask_login import current_user

from ntfc import clock, paper
from ntfc.committees.models import Body
from ntfc.files import download
from ntfc.forms import typed
from ntfc.htmx import render
from ntfc.i18n import _, direction, language, tag_of
from ntfc.permissions import authorize
from ntfc.seats import queries, rules
from ntfc.seats.forms.conduct import GuidanceForm
from ntfc.seats.service import conduct as service
from ntfc.seats.views.common import ask, bp, crumb, today_in

PDF = "application/pdf"


def points_of(body: Body) -> list[str]:
    """Return the points of the card as they read now."""
    own = queries.guidance_of(body.id)
    return rules.guidance_points(own.text if own else None)


@bp.get("/bodies/<int:body_id>/guidance")
def guidance(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.VIEW, body)
    return render(
        "seats/guidance.html",
        body=body,
        crumb=crumb(body),
        points=points_of(body),
        own=queries.guidance_of(body.id),
    )


@bp.get("/bodies/<int:body_id>/guidance.pdf")
def guidance_pdf(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.VIEW, body)
    made = paper.Paper(
        title=str(_("For those who speak for the public side")),
        language=tag_of(language()),
        direction=direction(),
        letterhead=(body.name,),
        blocks=(
            paper.Bullets(tuple((paper.Para(paper.text(point)),) for point in points_of(body))),
        ),
    )
    fonts = current_app.extensions["ntfc.config"].instance / "fonts"
    at = clock.now().replace(microsecond=0)
    return download(paper.pdf(made, at=at, more_fonts=fonts), f"guidance-{body.id}.pdf", PDF)


@bp.route("/bodies/<int:body_id>/guidance/edit", methods=["GET", "POST"])
def edit_guidance(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.CONDUCT, body)
    form = typed(GuidanceForm, text="\n".join(points_of(body)))
    back = url_for(".guidance", body_id=body.id)

    def act() -> str:
        text = form.text.data or ""
        service.write_guidance(body, text=text, today=today_in(body), actor=current_user)
        return back

    return ask(
        form,
        act,
        _("The guidance was written."),
        title=_("Write the guidance for public members"),
        lead=_("It is shown with each call to those who speak for the public side."),
        button=_("Save"),
        back=back,
        crumbs=[crumb(body), (_("For those who speak for the public side"), back)],
    )
