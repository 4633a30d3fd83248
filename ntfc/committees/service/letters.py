"""What the leaders of a body are told when an administrator of the site reaches into it."""

from collections.abc import Collection

from ntfc import addresses, audit, mail
from ntfc.committees import queries, rules
from ntfc.committees.models import Body
from ntfc.i18n import _, speaking
from ntfc.permissions import Actor, requires


@requires(rules.VIEW)
def tell_of_new_charge(body: Body, *, before: Collection[int | None], actor: Actor) -> None:
    """Tell those who lead the body, and who was in charge before, that this changed."""
    told = _("An administrator of the site changed who is in charge of %(body)s.", body=body.name)
    _tell(body, told, f"body-charge:{body.id}:{body.version}", before, actor)


@requires(rules.VIEW)
def tell_of_officer(body: Body, *, name: str, office: str, number: int, actor: Actor) -> None:
    """Tell those who lead the body, or stand behind it, who was named to its first office.

    *number* is that of the appointment: one mail for each.
    """
    told = _(
        "An administrator of the site named %(name)s to an office of %(body)s: %(office)s.",
        name=name,
        body=body.name,
        office=office,
    )
    _tell(body, told, f"first-officer:{number}", (), actor)


def _tell(body: Body, told: str, key: str, also: Collection[int | None], actor: Actor) -> None:
    """Mail those who lead the body, all but the actor; the trail keeps how many were told."""
    people = queries.to_be_told(body, also=also, but=actor.person_id)
    for person in people:
        with speaking(person.language):
            parts = (
                _("%(name)s,", name=person.name),
                told,
                _("If you did not expect this, ask the administrator why."),
                addresses.absolute(f"/bodies/{body.id}/"),
            )
            mail.send(
                to=person.email or "",
                name=person.name,
                subject=_("Changed by an administrator: %(body)s", body=body.name),
                body="\n\n".join(str(part) for part in parts) + "\n",
                key=f"{key}:{person.id}",
            )
    audit.record(actor, "body.leaders_told", body, people=len(people))
