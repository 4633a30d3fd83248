"""The sections in their order: adding, naming, moving, taking out and bringing back."""

from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms import TitleForm
from ntfc.minutes.models import Minutes
from ntfc.minutes.service import record as service
from ntfc.minutes.views.common import crumbs, minutes, record_url, sections, today_in
from ntfc.permissions import authorize


@minutes.get("/minutes/<int:minutes_id>/sections")
def arrange(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.WRITE, found)
    return _arrange(found, TitleForm())


def _arrange(found: Minutes, form: TitleForm, status: int = 200) -> Response:
    lines = queries.record(found, clock.now())
    hints = [*rules.obstacles_to_writing(rules.stage_of(found), today_in(found))]
    return render(
        "minutes/arrange.html",
        "minutes/_sections.html",
        status=status,
        minutes=found,
        hints=hints,
        document=queries.approved_document(found) if hints else None,
        lines=[line for line in lines if not line.is_taken_out],
        taken_out=[line for line in lines if line.is_taken_out],
        form=form,
        crumbs=crumbs(found, below=True),
    )


@minutes.post("/minutes/<int:minutes_id>/sections")
def add(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.WRITE, found)
    form = TitleForm(request.form)
    if not form.validate():
        return _arrange(found, form, 422)
    section = service.add_section(
        found, title=form.title.data, actor=current_user, today=today_in(found)
    )
    if request.form.get("then") == "write":
        return done(record_url(found.id, section.id))
    return _arranged(found.id)


def _arranged(minutes_id: int) -> Response:
    return done(url_for("minutes.arrange", minutes_id=minutes_id))


@sections.get("/minutes/sections/<int:section_id>/title")
def title(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    return _title(section, TitleForm(data={"title": section.title}))


def _title(section: Any, form: TitleForm, status: int = 200) -> Response:
    found = queries.get_minutes(section.minutes_id)
    way = crumbs(found, below=True)
    return render("minutes/title.html", status=status, section=section, form=form, crumbs=way)


@sections.post("/minutes/sections/<int:section_id>/title")
def rename(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    form = TitleForm(request.form)
    if not form.validate():
        return _title(section, form, 422)
    service.rename(
        section, title=form.title.data, actor=current_user, today=today_in(section.minutes)
    )
    flash(_("The title is saved."), "success")
    return _arranged(section.minutes_id)


@sections.post("/minutes/sections/<int:section_id>/up")
def up(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    service.move(section, step=-1, actor=current_user, today=today_in(section.minutes))
    return _arranged(section.minutes_id)


@sections.post("/minutes/sections/<int:section_id>/down")
def down(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    service.move(section, step=1, actor=current_user, today=today_in(section.minutes))
    return _arranged(section.minutes_id)


@sections.post("/minutes/sections/<int:section_id>/take-out")
def take_out(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    service.take_out(section, actor=current_user, today=today_in(section.minutes), now=clock.now())
    flash(_("“%(title)s” is taken out. Its words stay below.", title=section.title), "success")
    return _arranged(section.minutes_id)


@sections.post("/minutes/sections/<int:section_id>/bring-back")
def bring_back(section_id: int) -> Response:
    section = queries.get_section(section_id)
    authorize(current_user, rules.WRITE, section)
    service.bring_back(section, actor=current_user, today=today_in(section.minutes))
    return _arranged(section.minutes_id)
