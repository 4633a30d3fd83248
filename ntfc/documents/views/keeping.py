"""Changing what is said of a paper, who is named to read it, giving it out, withdrawing it."""

from flask import Response, flash
from flask_login import current_user

from ntfc import clock
from ntfc.committees.queries import person_choices
from ntfc.documents import queries, rules
from ntfc.documents.forms import ChangeForm, EraseForm, ReadersForm, SignForm, WithdrawForm
from ntfc.documents.models import Document
from ntfc.documents.service import erasing
from ntfc.documents.service import keeping as service
from ntfc.documents.views.common import ask, bp, crumbs_of, page_url, seen
from ntfc.errors import Overtaken
from ntfc.forms import typed
from ntfc.htmx import done
from ntfc.i18n import _
from ntfc.permissions import authorize

SAID = ("title", "source", "access")


@bp.route("/documents/<int:document_id>/edit", methods=["GET", "POST"])
def edit(document_id: int) -> Response:
    document = seen(document_id)
    authorize(current_user, rules.KEEP, document)
    form = typed(
        ChangeForm, **{name: getattr(document, name) for name in SAID}, seen=document.version
    )

    def act() -> str:
        before = form.seen.data or ""
        try:
            service.change(
                document,
                facts={name: form[name].data or "" for name in SAID},
                seen=int(before) if before.isdecimal() else 0,
                actor=current_user,
                now=clock.now(),
            )
        except Overtaken:
            _show_difference(form, document)
            raise
        return page_url(document)

    return ask(
        form,
        act,
        _("Saved."),
        title=_("Change the paper"),
        lead=document.title,
        button=_("Save"),
        crumbs=crumbs_of(document.body, document),
        back=page_url(document),
    )


def _show_difference(form: ChangeForm, document: Document) -> None:
    """Say at each field that differs what it reads now; saved once more, what was typed stands."""
    form.seen.data = str(document.version)
    for name in SAID:
        now = getattr(document, name)
        if form[name].data != now:
            shown = rules.word(now) if name == "access" else now
            form.refuse(name, _("It reads now: “%(now)s”.", now=shown))


@bp.post("/documents/<int:document_id>/give-out")
def give_out(document_id: int) -> Response:
    document = seen(document_id)
    authorize(current_user, rules.KEEP, document)
    service.give_out(document, actor=current_user, now=clock.now())
    flash(_("The paper is with its readers."), "success")
    return done(page_url(document))


@bp.route("/documents/<int:document_id>/withdraw", methods=["GET", "POST"])
def withdraw(document_id: int) -> Response:
    document = seen(document_id)
    authorize(current_user, rules.KEEP, document)
    form = typed(WithdrawForm)

    def act() -> str:
        service.withdraw(document, reason=form.reason.data, actor=current_user, now=clock.now())
        return page_url(document)

    return ask(
        form,
        act,
        _("The paper is withdrawn. Its versions stay with the secretariat."),
        title=_("Withdraw the paper"),
        lead=document.title,
        button=_("Withdraw"),
        tone="danger",
        crumbs=crumbs_of(document.body, document),
        back=page_url(document),
    )


@bp.route("/documents/<int:document_id>/readers", methods=["GET", "POST"])
def readers(document_id: int) -> Response:
    """Name readers; see who is named, who signed, and who opened what."""
    document = seen(document_id)
    authorize(current_user, rules.KEEP, document)
    form = typed(ReadersForm)
    form.offer(person_choices(), {reader.person_id for reader in document.readers})

    def act() -> str:
        service.name_readers(
            document,
            person_ids=form.reader_ids.data,
            is_told=form.is_told.data,
            actor=current_user,
            now=clock.now(),
        )
        return page_url(document)

    return ask(
        form,
        act,
        _("They are named. Whoever has to sign finds the paper on the first page."),
        title=_("Readers of the paper"),
        lead=document.title,
        beside="documents/_readers.html",
        document=document,
        names=queries.people_named(document),
        readings=queries.readings_of(document),
        button=_("Name them"),
        crumbs=crumbs_of(document.body, document),
        back=page_url(document),
    )


@bp.post("/document-readers/<int:reader_id>/remove")
def unname(reader_id: int) -> Response:
    reader = queries.get_reader(reader_id)
    authorize(current_user, rules.KEEP, reader)
    document = reader.document
    service.unname(reader, actor=current_user)
    flash(_("Named no longer. What was opened before stays in the log."), "success")
    return done(page_url(document))


@bp.post("/document-readers/<int:reader_id>/signed")
def signed_on_paper(reader_id: int) -> Response:
    reader = queries.get_reader(reader_id)
    authorize(current_user, rules.KEEP, reader)
    service.note_signed_on_paper(reader, actor=current_user, now=clock.now())
    flash(_("Noted: the undertaking is signed on paper."), "success")
    return done(page_url(reader.document))


@bp.route("/documents/<int:document_id>/non-disclosure", methods=["GET", "POST"])
def sign(document_id: int) -> Response:
    """Ask a named reader for the undertaking; nothing of what the paper says stands here."""
    document = queries.get_document(document_id)
    authorize(current_user, rules.SIGN, document)
    form = typed(SignForm)

    def act() -> str:
        service.sign(document, actor=current_user, now=clock.now())
        return page_url(document)

    return ask(
        form,
        act,
        _("Thank you. The paper is open to you now."),
        title=_("Before you open this paper"),
        lead=document.title,
        button=_("I undertake it"),
        crumbs=[],
        back=None,
    )


@bp.route("/document-versions/<int:version_id>/erase", methods=["GET", "POST"])
def erase(version_id: int) -> Response:
    """Ask once more, then erase what a version of a withdrawn paper said."""
    version = queries.get_version(version_id)
    authorize(current_user, rules.KEEP, version)
    document, form = version.document, typed(EraseForm)

    def act() -> str:
        erasing.erase(version, reason=form.reason.data, actor=current_user, now=clock.now())
        return page_url(document)

    return ask(
        form,
        act,
        _("It is erased. The reason stays."),
        title=_("Erase version %(number)s for good", number=version.number),
        lead=document.title,
        button=_("Erase it"),
        tone="danger",
        crumbs=crumbs_of(document.body, document),
        back=page_url(document),
    )
