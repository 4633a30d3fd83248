"""Work that waits and work that failed."""

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.admin import queries, rules, service
from ntfc.admin.views.common import bp
from ntfc.htmx import done, render
from ntfc.i18n import _, ngettext
from ntfc.permissions import SITE, authorize


@bp.get("/jobs")
def jobs() -> Response:
    authorize(current_user, rules.MANAGE_JOBS, SITE)
    failed = request.args.get("state") != "waiting"
    after = request.args.get("after", 0, type=int)
    rows, following = queries.open_jobs(failed=failed, after=after)
    return render(
        "admin/jobs.html",
        "admin/_jobs.html",
        rows=rows,
        failed=failed,
        following=following,
        meaning_of=rules.meaning_of,
    )


@bp.post("/jobs/<int:job_id>/repeat")
def repeat(job_id: int) -> Response:
    job = queries.get_job(job_id)
    authorize(current_user, rules.MANAGE_JOBS, job)
    service.retry(job, now=clock.now(), actor=current_user)
    flash(_("It is tried again now."), "success")
    return done(url_for(".jobs"))


@bp.post("/jobs/repeat-all")
def repeat_all() -> Response:
    authorize(current_user, rules.MANAGE_JOBS, SITE)
    count = service.retry_all(SITE, now=clock.now(), actor=current_user)
    flash(
        ngettext("%(num)d job is tried again now.", "%(num)d jobs are tried again now.", count),
        "success",
    )
    return done(url_for(".jobs", state="waiting"))


@bp.get("/jobs/<int:job_id>/drop")
def ask_to_drop(job_id: int) -> Response:
    job = queries.get_job(job_id)
    authorize(current_user, rules.MANAGE_JOBS, job)
    obstacles = list(rules.obstacles_to_touching(job, clock.now()))
    return render(
        "admin/drop.html", job=job, obstacles=obstacles, meaning=rules.meaning_of(job.error)
    )


@bp.post("/jobs/<int:job_id>/drop")
def drop(job_id: int) -> Response:
    job = queries.get_job(job_id)
    authorize(current_user, rules.MANAGE_JOBS, job)
    service.drop(job, now=clock.now(), actor=current_user)
    flash(_("The job is dropped; it will not be done."), "success")
    return done(url_for(".jobs"))
