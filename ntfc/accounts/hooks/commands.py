"""`ntfc users`: what an administrator of the machine does for the people of the site."""

from collections.abc import Callable

import click

from ntfc import clock
from ntfc.accounts import queries, rules
from ntfc.accounts.service import credentials, failures
from ntfc.accounts.service.setup import setup_link
from ntfc.errors import Refused
from ntfc.i18n import _, with_commas
from ntfc.links import service as links
from ntfc.links.rules import ACCEPT_INVITATION
from ntfc.people import queries as find
from ntfc.people import service as people
from ntfc.people.models import Person
from ntfc.permissions import SITE, SYSTEM
from ntfc.transaction import unit_of_work


@click.group()
def users() -> None:
    """The people who sign in."""


def _person(email: str) -> Person:
    person = find.by_email(email)
    if person is None:
        raise click.ClickException(
            _(
                "Nobody here has the e-mail address %(email)s. “ntfc users list” shows who is "
                "here.",
                email=email,
            )
        )
    return person


def _do(email: str, act: Callable[[Person], object]) -> str:
    """Do one thing for one person in one transaction; return the name."""
    try:
        with unit_of_work():
            person = _person(email)
            name = person.name
            act(person)
    except Refused as refused:
        raise click.ClickException(" ".join(str(reason) for reason in refused.reasons)) from refused
    return name


@users.command("list")
def list_people() -> None:
    """List everybody: number, name, e-mail address, and how they come in."""
    for row in queries.everybody():
        told = [
            _("administrator") if row.is_administrator else "",
            _("password") if row.password_set_at else _("one-time links only"),
            _("second factor") if row.totp_confirmed_at else "",
            _("last seen %(day)s", day=clock.day_of(row.last_seen_at, "").isoformat())
            if row.last_seen_at
            else "",
        ]
        how = with_commas(t for t in told if t)
        click.echo(f"{row.id}\t{row.name}\t{row.email or '-'}\t{how}")


@users.command("setup-link")
def show_setup_link() -> None:
    """Show the link by which the first administrator sets the site up."""
    url = setup_link(SITE, actor=SYSTEM, now=clock.now())
    if url is None:
        raise click.ClickException(
            _("The site has an administrator. “ntfc users grant-admin EMAIL” names another one.")
        )
    click.echo(_("Open this address within 24 hours; it works once:"))
    click.echo(url)


@users.command("reset-link")
@click.argument("email")
def show_reset_link(email: str) -> None:
    """Show a link by which the person with EMAIL chooses a password. Hand it over safely."""
    urls = []

    def issue(person: Person) -> None:
        known = queries.password_of_person(person.id) is not None
        act = rules.RESET_PASSWORD if known else ACCEPT_INVITATION
        issued = links.issue(person, act, person, actor=SYSTEM, now=clock.now())
        urls.append(issued.url)

    name = _do(email, issue)
    click.echo(_("Only %(name)s may get this address; it works once:", name=name))
    click.echo(urls[0])


@users.command("grant-admin")
@click.argument("email")
def grant(email: str) -> None:
    """Make the person with EMAIL an administrator of the site."""
    name = _do(email, lambda person: people.make_administrator(person, actor=SYSTEM))
    click.echo(_("%(name)s is an administrator now.", name=name))


@users.command("revoke-admin")
@click.argument("email")
def revoke(email: str) -> None:
    """Take the administration of the site from the person with EMAIL."""
    name = _do(email, lambda person: people.withdraw_administrator(person, actor=SYSTEM))
    click.echo(_("%(name)s is no longer an administrator.", name=name))


@users.command()
@click.argument("email")
def unlock(email: str) -> None:
    """Forget the failed tries of the person with EMAIL."""
    name = _do(email, lambda person: failures.unlock(person, actor=SYSTEM))
    click.echo(_("%(name)s can try again at once.", name=name))


@users.command("second-factor-off")
@click.argument("email")
def second_factor_off(email: str) -> None:
    """Turn the second factor of a person off who lost telephone and recovery codes."""
    now = clock.now()
    name = _do(email, lambda person: credentials.take_second_factor(person, actor=SYSTEM, now=now))
    click.echo(
        _(
            "%(name)s signs in with the password alone now; a new second factor can be set up.",
            name=name,
        )
    )
