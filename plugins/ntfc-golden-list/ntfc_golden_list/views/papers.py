"""Evidence of a firm, and what was seen on visits: sent and taken away."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock, storage
from ntfc.files import download
from ntfc.forms import options, typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc.uploads import Sent, sent, taken_with_file
from ntfc_golden_list import forms, words
from ntfc_golden_list.models import File, Visited
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.queries import findings
from ntfc_golden_list.rules import access
from ntfc_golden_list.service import judging as service
from ntfc_golden_list.views.common import bp, crumbs, for_customs, page_of, seen

PICTURES = "image/jpeg,image/png,application/pdf"  # by it a phone offers its camera


@bp.get("/papers/<int:paper_id>")
def paper(paper_id: int) -> Response:
    row = queries.get_paper(paper_id)
    found = seen(row.file_id)
    if row.visit_id is not None:
        for_customs(found)
    return download(storage.get(row.stored), row.name, row.media)


@bp.route("/files/<int:file_id>/papers", methods=["GET", "POST"])
def evidence(file_id: int) -> Response:
    def allowed() -> File:
        file = seen(file_id)
        authorize(current_user, access.SPEAK, file)
        return file

    content = sent("file", allowed)
    found = allowed()
    form = _form(found)

    def act(kept: Sent) -> str:
        service.add_evidence(
            found,
            content=kept,
            criterion_id=form.criterion_id.data,
            valid_until=form.valid_until.data,
            now=clock.now(),
            actor=current_user,
        )
        return page_of(found)

    return _page(found, form, content, act, _("Send a file"))


@bp.route("/visits/<int:visit_id>/photos", methods=["GET", "POST"])
def photos(visit_id: int) -> Response:
    """Keep one photo after the other: a phone takes them, and nothing needs a script."""

    def allowed() -> tuple[Visited, File]:
        visit = queries.get_visit(visit_id)
        file = seen(visit.file_id)
        authorize(current_user, access.VISIT, file)
        return visit, file

    content = sent("file", allowed)
    visit, found = allowed()
    form = _form(found, criterion_id=request.args.get("criterion", type=int))
    del form.valid_until
    form.criterion_id.label.text, form.file.label.text = _("Shows"), _("Photo")
    form.file.description = _("A photo or a paper. One at a time: keep it, then take the next.")
    form.file.render_kw = {"accept": PICTURES}

    def act(kept: Sent) -> str:
        service.add_photo(
            found,
            visit=visit,
            content=kept,
            criterion_id=form.criterion_id.data,
            now=clock.now(),
            actor=current_user,
        )
        return url_for(".photos", visit_id=visit.id, criterion=form.criterion_id.data)

    return _page(
        found,
        form,
        content,
        act,
        _("Add a photo"),
        kept=findings.photos_of(visit.id),
        codes={one.id: one.code for one in queries.questions(found)},
        back=url_for(".findings_of", file_id=found.id) + f"#visit-{visit.id}",
    )


def _form(found: File, **chosen: Any) -> forms.PaperForm:
    form: forms.PaperForm = typed(forms.PaperForm, **chosen)
    asked = [
        (one.id, f"{one.code} · {words.AREAS.get(one.area, one.area)}")
        for one in queries.questions(found)
    ]
    form.criterion_id.choices = options([("", _("The firm as a whole")), *asked])
    return form


def _page(
    found: File,
    form: forms.PaperForm,
    content: Sent | None,
    act: Callable[[Sent], str],
    title: str,
    **more: Any,
) -> Response:
    after, status = taken_with_file(form, content, act)
    if after is not None:
        flash(_("The file is kept."), "success")
        return done(after)
    shown = {"kept": (), "codes": {}, "back": page_of(found), **more}
    return render(
        "golden_list/paper.html",
        status=status,
        form=form,
        title=title,
        crumbs=crumbs(found.programme, found),
        button=_("Keep"),
        **shown,
    )
