"""Visiting the pages of plugins on trial: as a stranger, and as a person who holds every role."""

import logging
from collections.abc import Iterator, Sequence

from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.routing import BuildError, Rule

from ntfc import clock
from ntfc.db import db
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.permissions import Insider, Role
from ntfc.plugins.contract import Plugin
from ntfc.plugins.declaration import Unfit
from ntfc.transaction import UNGUARDED, unit_of_work

NOWHERE = "999"  # stands for the number or word that an address asks for


def check_pages(app: Flask, plugins: Sequence[Plugin]) -> None:
    """Raise Unfit where a page lets strangers in or fails, or where a menu leads nowhere."""
    logging.getLogger("ntfc").setLevel(logging.CRITICAL)  # failures are what we look for here
    asked = [each for plugin in plugins for each in _requests(app, plugin)]
    for plugin in plugins:
        _check_open_pages(app, plugin)
    for plugin in plugins:
        _check_menu(app, plugin)
    _check_closed(app, asked)
    person = _someone(app)
    for method, url, _is_open in asked:
        if method == "GET" and NOWHERE not in url:
            _status(person, method, url)
    for url in ("/", "/sign-in"):
        if _status(person, "GET", url) >= 400:
            raise Unfit(_("With it the page %(page)s of the site fails.", page=url))


def _check_closed(app: Flask, asked: Sequence[tuple[str, str, bool]]) -> None:
    stranger = app.test_client()
    for method, url, is_open in asked:
        if _status(stranger, method, url) < 300 and not is_open:
            raise Unfit(_("Its page %(page)s opens to strangers.", page=url))


def _check_menu(app: Flask, plugin: Plugin) -> None:
    with app.test_request_context():
        for item in plugin.nav:
            try:
                url_for(item.endpoint)
            except BuildError as error:
                raise Unfit(
                    _("The menu entry %(entry)s leads nowhere.", entry=item.endpoint)
                ) from error


def _check_open_pages(app: Flask, plugin: Plugin) -> None:
    """Refuse a page that is open to everybody and is none, or takes more than it says it does."""
    for endpoint in (*plugin.open_pages, *plugin.open_forms):
        rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint]
        if not rules:
            raise Unfit(_("The open page %(page)s is no page of it.", page=endpoint))
        taken = {"GET", "HEAD", "OPTIONS"} | ({"POST"} if endpoint in plugin.open_forms else set())
        if any((rule.methods or set()) - taken for rule in rules):
            raise Unfit(_("The open page %(page)s may only be read.", page=endpoint))


def _requests(app: Flask, plugin: Plugin) -> Iterator[tuple[str, str, bool]]:
    """Yield how each page is asked for, and whether strangers may."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(f"{plugin.name}."):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield (
                    method,
                    _filled(rule),
                    rule.endpoint in {*plugin.open_pages, *plugin.open_forms},
                )


def _filled(rule: Rule) -> str:
    """Return an address of the rule, with numbers and words that exist nowhere."""
    parts = (NOWHERE if part.startswith("<") else part for part in rule.rule.split("/"))
    return "/".join(parts)


def _status(client: FlaskClient, method: str, url: str) -> int:
    try:
        answer = client.open(url, method=method, headers={"Sec-Fetch-Site": "same-origin"})
    except (Exception, SystemExit) as error:
        said = f"{type(error).__name__}: {error}"
        raise Unfit(_("Its page %(page)s fails: %(error)s", page=url, error=said)) from error
    if answer.status_code == 403 and answer.data == UNGUARDED.encode():
        raise Unfit(_("Its page %(page)s never calls authorize().", page=url))
    if answer.status_code >= 500:
        raise Unfit(_("Its page %(page)s fails.", page=url))
    return answer.status_code


def _someone(app: Flask) -> FlaskClient:
    """Return a browser in which a person with every role there is has signed in."""
    with app.app_context(), unit_of_work():
        person = Person(name="Trial", created_at=clock.now())
        db.session.add(person)
        db.session.flush()
        number = person.id
    everything = {0: frozenset(Role)}
    actor = Insider(
        person_id=number, name="Trial", token="", is_administrator=True, roles=everything
    )
    app.login_manager.user_loader(lambda _token: actor)  # type: ignore[attr-defined]
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = "trial", True
    return client
