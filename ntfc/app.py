"""The table of contents of the system. Putting it together never touches the database."""

from collections.abc import MutableMapping
from functools import cached_property
from typing import Any

from flask import Flask, request, url_for
from flask_login import LoginManager, current_user
from jinja2 import Environment, StrictUndefined, Template
from jinja2.runtime import Context
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]
from sqlalchemy.exc import OperationalError
from werkzeug.middleware.proxy_fix import ProxyFix

import ntfc.accounts.hooks
import ntfc.actions.hooks
import ntfc.admin.hooks
import ntfc.agendas.hooks
import ntfc.committees.hooks
import ntfc.decisions.hooks
import ntfc.documents.hooks
import ntfc.founding.hooks
import ntfc.home.hooks
import ntfc.horizon.hooks
import ntfc.imports.hooks
import ntfc.issues.hooks
import ntfc.links.hooks
import ntfc.lists.hooks
import ntfc.mandates.hooks
import ntfc.meetings.hooks
import ntfc.minutes.hooks
import ntfc.organisations.hooks
import ntfc.parking_lot.hooks
import ntfc.people.hooks
import ntfc.procedure.hooks
import ntfc.seats.hooks
import ntfc.shelf.hooks
import ntfc.speaking.hooks
import ntfc.trainings.hooks
from ntfc import (
    acts,
    assets,
    catalogues,
    clock,
    compiled,
    csrf,
    error_pages,
    headers,
    htmx,
    i18n,
    icons,
    jobs,
    mail,
    once,
    permissions,
    plugins,
    richtext,
    typed,
    urls,
    wayback,
)
from ntfc.accounts.rules import OWN_LASTS, roles_named
from ntfc.accounts.views import recognise
from ntfc.config import Config
from ntfc.db import db
from ntfc.paths import bundled
from ntfc.permissions import SITE, can
from ntfc.plugins import (
    NavItem,
    Plugin,
    installed,  # noqa: F401  -- its tables belong to every database
    loader,
)
from ntfc.seats import queries as seats
from ntfc.transaction import BEFORE_COMMIT, TransactionalFlask

STATEMENTS = (
    2000  # kept in a process: when more are asked than it keeps, each page makes its own anew
)
FEATURES = (
    ntfc.people.hooks,
    ntfc.links.hooks,
    ntfc.accounts.hooks,
    ntfc.organisations.hooks,
    ntfc.lists.hooks,
    ntfc.imports.hooks,
    ntfc.committees.hooks,
    ntfc.procedure.hooks,
    ntfc.mandates.hooks,
    ntfc.seats.hooks,
    ntfc.trainings.hooks,
    ntfc.documents.hooks,
    ntfc.issues.hooks,
    ntfc.founding.hooks,
    ntfc.meetings.hooks,
    ntfc.agendas.hooks,
    ntfc.decisions.hooks,
    ntfc.actions.hooks,
    ntfc.parking_lot.hooks,
    ntfc.speaking.hooks,
    ntfc.horizon.hooks,
    ntfc.minutes.hooks,
    ntfc.home.hooks,
    ntfc.admin.hooks,
    ntfc.shelf.hooks,
)


def create_app(config: Config) -> Flask:
    """Return the application for one instance."""
    app = TransactionalFlask("ntfc", template_folder=str(bundled("templates")), static_folder=None)
    configure(app, config)
    db.init_app(app)
    htmx.init_app(app)
    typed.init_app(app)
    core, added = loader.assemble(app, FEATURES, config.plugins, config.plugins_folder)
    app.extensions[BEFORE_COMMIT] = _tell_of_work
    app.extensions["ntfc.set_aside"].update(config.plugins_aside)
    declared = app.extensions["ntfc.declared"] = core + added
    # The core's come last: where both translate a sentence, the core's own translation stands.
    own = bundled("translations")
    for folder in (own, config.instance / "translations"):
        catalogues.compile_stale(folder)
    brought = [plugin.translations for plugin in added if plugin.translations]
    i18n.init_app(app, config, [*brought, str(own)])
    urls.init_app(app)
    assets.init_app(app)
    icons.init_app(app)
    csrf.init_app(app)
    headers.init_app(app)
    error_pages.init_app(app)
    set_up_login(app, config)
    app.extensions["ntfc.jobs"] = {
        kind.name: kind for kind in (mail.MAIL, jobs.SWEEP, *(j for p in declared for j in p.jobs))
    }
    acts.init_app(app, [act for plugin in declared for act in plugin.acts])
    for plugin in core:
        for blueprint in plugin.blueprints:
            app.register_blueprint(blueprint)
    for plugin in added:
        for blueprint in plugin.blueprints:
            app.register_blueprint(blueprint, url_prefix=f"/x/{plugin.name}")
    set_up_templates(app, config, declared)
    return app


def _tell_of_work(bodies: frozenset[int]) -> None:
    """Let the features know in which bodies something was done, while it can still have effects."""
    plugins.notify("ntfc_bodies_at_work", bodies=bodies)


def configure(app: Flask, config: Config) -> None:
    app.extensions["ntfc.config"] = config
    app.config.update(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.url,
        # What people wrote, and the hash of a password, never stand in a log or an error.
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True, "query_cache_size": STATEMENTS},
        SESSION_COOKIE_NAME="ntfc",
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=OWN_LASTS,
        SESSION_COOKIE_SECURE=config.https_only,
        TRUSTED_HOSTS=config.trusted_hosts,
        TESTING=config.testing,
    )
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]


def set_up_login(app: Flask, config: Config) -> None:
    login = LoginManager(app)
    login.anonymous_user = permissions.Nobody
    login.user_loader(load_person)
    app.extensions["ntfc.standing_of"] = standing_of
    app.extensions["ntfc.bodies_apart"] = bodies_apart
    app.extensions["ntfc.second_factor_roles"] = roles_named(config.second_factor_roles)


def load_person(token: str) -> permissions.Insider | None:
    """Return who has signed in; nobody while the database is away, so that error pages work."""
    try:
        return recognise(token)
    except OperationalError:
        db.session.rollback()
        return None


def standing_of(person_id: int) -> permissions.Standing:
    """Return what a person is by seats: what accounts, lying below seats, must be told."""
    return seats.standing_of(person_id, clock.today("UTC"))


def bodies_apart() -> frozenset[int]:
    """Return the bodies that see to themselves, for telling administrators where they are none."""
    return seats.bodies_apart(clock.today("UTC"))


def escaped(value: object) -> str:
    """Return a value as HTML says it; what Jinja takes makes a new Markup of each of a thousand."""
    if type(value) is str:  # not isinstance: a Markup is one too
        return str(_escape_inner(value))
    return value if type(value) is Markup else escape(value)


class KnowingTemplate(Template):
    """A template that remembers what it knows; Jinja compares it word by word at each import."""

    @classmethod
    def _from_namespace(
        cls, environment: Environment, namespace: MutableMapping[str, Any], *known: Any
    ) -> Template:
        namespace["escape"] = escaped
        return super()._from_namespace(environment, namespace, *known)

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.globals)

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        has_all = ctx is not None and ctx.globals_keys <= self.known
        return super()._get_default_module(None if has_all else ctx)


def set_up_templates(app: Flask, config: Config, declared: tuple[Plugin, ...]) -> None:
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.template_class = KnowingTemplate
    env.trim_blocks = env.lstrip_blocks = True
    compiled.init_app(app, config.instance)
    env.filters["rich"] = richtext.shown
    env.filters["as_typed"] = richtext.as_typed
    everything = [*permissions.PERMISSIONS, *(p for plugin in declared for p in plugin.permissions)]
    named = app.extensions["ntfc.permissions"] = {p.name: p for p in everything}
    items = sorted((n for plugin in declared for n in plugin.nav), key=lambda item: item.order)
    env.globals.update(
        site={"name": config.site_name, "country": config.country, "demo": config.demo},
        languages=i18n.names_of(config.languages),
        new_ticket=once.new_ticket,
        way_back=wayback.way_back,
        with_way=wayback.with_way,
        # The person behind the proxy: asking that for each line of a page takes longer than can().
        can=lambda name, subject=SITE: can(
            current_user._get_current_object(),  # noqa: SLF001  -- so Werkzeug names it
            named[name],
            subject,
        ),
    )

    @app.context_processor
    def per_page() -> dict[str, Any]:
        person = current_user._get_current_object()  # noqa: SLF001  -- not anew for each entry
        return {
            "lang": i18n.tag_of(i18n.language()),
            "direction": i18n.direction(),
            "nav": [entry(item) for item in items if can(person, item.permission, SITE)],
        }


def entry(item: NavItem) -> dict[str, Any]:
    """Return an entry of the menu as the page shows it."""
    url = url_for(item.endpoint)
    here = (request.endpoint or "").partition(".")[0] == item.endpoint.partition(".")[0]
    return {
        "title": item.title,
        "url": url,
        "icon": item.icon,
        "active": here or request.path.startswith(f"{url}/"),
    }
