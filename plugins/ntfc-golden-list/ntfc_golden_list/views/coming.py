"""How somebody comes in whom nobody knows: by a mail that proves the own address."""

from flask import Response, flash, g, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.forms import typed
from ntfc.htmx import done, render
from ntfc.i18n import language
from ntfc.mail import is_written
from ntfc.people import queries as people
from ntfc.permissions import COME_IN, SITE, authorize
from ntfc_golden_list import forms
from ntfc_golden_list.queries import programmes as queries
from ntfc_golden_list.rules.coming import ON_ITS_WAY, Comer
from ntfc_golden_list.service import coming as service
from ntfc_golden_list.views.common import bp


@bp.route("/programmes/<int:programme_id>/come", methods=["GET", "POST"])
def come(programme_id: int) -> Response:
    """Ask for a name and an address. Whether it is known here, nobody learns."""
    authorize(current_user, COME_IN, SITE)
    made = queries.get_programme(programme_id)
    if current_user.is_authenticated:
        return done(url_for(".interest", programme_id=made.id))
    form, sends_mail = typed(forms.AskForm), is_written()
    is_sent = request.method == "POST"
    if is_sent and sends_mail and form.validate():
        who = Comer(form.name.data, form.email.data.lower(), language())
        place = request.remote_addr or ""
        service.write_to(made, who=who, place=place, now=clock.now(), actor=current_user)
        flash(ON_ITS_WAY, "success")
        return done(url_for(".programme", programme_id=made.id))
    page = {"programme": made, "form": form, "sends_mail": sends_mail}
    return render("golden_list/come.html", status=422 if is_sent else 200, **page)


@bp.route("/programmes/<int:programme_id>/l/<token>", methods=["GET", "POST"])
def come_by_mail(programme_id: int, token: str) -> Response:
    """Ask who opened the mail to go on; only the button writes, for scanners of mails open links."""
    authorize(current_user, COME_IN, SITE)
    made = queries.get_programme(programme_id)
    try:
        who = service.comer_by(token, made)
    except Refused as refusal:
        why = refusal.reasons[0]
        return render("golden_list/come_on.html", programme=made, who=None, why=why)
    g.language = who.language
    if request.method == "POST":
        issued = service.let_in(made, who=who, now=clock.now(), actor=current_user)
        return done(url_for("links.open_link", token=issued.url.rpartition("/")[2]))
    known = people.by_email(who.email)
    name = known.name if known else who.name
    return render("golden_list/come_on.html", programme=made, who=who, name=name)
