"""What holds for institutions: who may do what, when two names are the same, who sees a contact."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ntfc.i18n import _
from ntfc.names import by_language, called
from ntfc.organisations.models import LISTED, Camp, ChainPart, Choice, Contact, Organisation, Size
from ntfc.permissions import SEATED, Actor, Permission, Role
from ntfc.texts import LONGEST_KEY, SPACE, fold, one_line, tidy

SECRETARIES = frozenset({Role.SECRETARY, Role.ADMINISTRATOR})


def coordinates(actor: Actor, organisation: Any) -> bool:
    """Tell whether *actor* is a coordinator who works for this very institution."""
    contacts = organisation.contacts if isinstance(organisation, Organisation) else ()
    return Role.COORDINATOR in actor.roles_in(None) and _works_among(actor, contacts)


def works_there(actor: Actor, organisation: Any) -> bool:
    """Tell whether *actor* works for this institution."""
    contacts = organisation.contacts if isinstance(organisation, Organisation) else ()
    return _works_among(actor, contacts)


def _works_among(actor: Actor, contacts: Iterable[Contact]) -> bool:
    return actor.person_id is not None and any(
        contact.person_id == actor.person_id and contact.ended_on is None for contact in contacts
    )


LIST = Permission("organisation.list", _("Find institutions"), frozenset({Role.PERSON}))
VIEW = Permission(
    "organisation.view", _("Read about an institution"), frozenset({Role.PERSON}), hides=True
)
EDIT = Permission("organisation.edit", _("Add and change institutions"), SECRETARIES)
EDIT_CONTACTS = Permission(
    "organisation.contacts", _("Keep the contacts of an institution"), SECRETARIES, coordinates
)
# Many contacts never sign in and never agreed to be listed: their address and telephone are for
# those who work with them in a body, not for everybody with an account.
READ_DETAILS = Permission(
    "organisation.contact_details",
    _("Read address and telephone of contacts"),
    (SEATED - {Role.GUEST, Role.OBSERVER}) | SECRETARIES,
    works_there,
)
PERMISSIONS = (LIST, VIEW, EDIT, EDIT_CONTACTS, READ_DETAILS)

CAMPS = {Camp.PUBLIC: _("Public"), Camp.PRIVATE: _("Private"), Camp.OTHER: _("Other")}
PARTS = {
    ChainPart.MAKERS: _("Makers"),
    ChainPart.MOVERS: _("Movers"),
    ChainPart.INTERMEDIARIES: _("Intermediaries"),
    ChainPart.REGULATORS: _("Regulators"),
}
SIZES = {
    Size.MICRO: _("Micro (under 10 people)"),
    Size.SMALL: _("Small (10 to 49 people)"),
    Size.MEDIUM: _("Medium (50 to 249 people)"),
    Size.LARGE: _("Large (250 people or more)"),
}


def choice_name(choice: Choice) -> str:
    """Return the name of an entry of a list in the language of whoever reads it."""
    return _(choice.main_name) if choice.is_built_in else called(choice)


LONG = frozenset({"address", "competence", "represents", "delegates_chosen"})
TEXTS = LONG | {
    "short_name",
    "other_name",
    "other_language",
    "country",
    "registration_number",
    "website",
}
EMAIL = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\".]+")


def name_key(name: str) -> str:
    """Return what must be unique of a name: “Chamber of  Trade” and “chamber of trade” are one.

    Accents count here: two firms may differ by one. Folding can lengthen a name; cut is what no
    two real names share.
    """
    return SPACE.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()[:LONGEST_KEY]


def derive(organisation: Organisation) -> None:
    """Set what follows from the names: the unique key, the searched text, the languages."""
    names = (organisation.main_name, organisation.short_name, organisation.other_name)
    organisation.name_key = name_key(organisation.main_name)
    organisation.search_text = " | ".join(fold(n or "") for n in (*names, organisation.code))
    organisation.names_by_language = by_language(
        [(organisation.other_language or "", organisation.other_name or "")]
    )


def as_kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed as the columns keep it: tidy, and no code as none."""
    kept = {
        name: "" if value is None and name in TEXTS else value for name, value in values.items()
    }
    for name, value in kept.items():
        if isinstance(value, str):
            kept[name] = (tidy if name in LONG else one_line)(value)
    if "code" in kept:
        kept["code"] = kept["code"] or None
    return kept


def is_email(text: str) -> bool:
    """Tell whether *text* has the shape of an e-mail address."""
    return len(text) <= 254 and EMAIL.fullmatch(text) is not None


def obstacles_to_closing(organisation: Organisation, on: date, today: date) -> Iterator[str]:
    """Yield why an institution cannot be closed on that day."""
    if organisation.closed_on is not None:
        yield _("This institution is closed already.")
    if on > today:
        yield _("The closing day is in the future. Close the institution when that day has come.")


def obstacles_to_representing(
    association: Organisation, member_id: int | None, group_name: str
) -> Iterator[str]:
    """Yield why an association cannot be said to speak for this member or group."""
    if (member_id is None) == (not group_name):
        yield _("Name either one institution or one group for which this institution speaks.")
    if member_id is not None and member_id == association.id:
        yield _("An institution cannot be a member of itself.")
    for known in association.representations:
        same_member = member_id is not None and known.organisation_id == member_id
        if same_member or (group_name and name_key(known.group_name) == name_key(group_name)):
            yield LISTED


def differences(organisation: Organisation, typed: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Return field, stored value and typed value wherever the two differ."""
    pairs = ((name, getattr(organisation, name), value) for name, value in typed.items())
    return [
        (name, stored, value) for name, stored, value in pairs if (stored or "") != (value or "")
    ]


# The built-in names, marked for translation: the database keeps them in English.
BUILT_IN_NAMES = (
    _("Customs"),
    _("Other government agencies"),
    _("Business"),
    _("Labour"),
    _("Academia"),
    _("Civil society"),
    _("Donors and partners"),
    _("Media"),
    _("Customs administration"),
    _("Ministry"),
    _("Other border agency"),
    _("Standards, health or plant inspection"),
    _("Port or airport authority"),
    _("Central bank"),
    _("Single window operator"),
    _("Regional or local government"),
    _("Other public body"),
    _("Business association"),
    _("Association of small and medium enterprises"),
    _("Association of women in business"),
    _("Chamber of commerce or industry"),
    _("Firm"),
    _("Customs broker"),
    _("Freight forwarder"),
    _("Carrier"),
    _("Warehouse or terminal operator"),
    _("Bank or insurer"),
    _("Software firm"),
    _("Association of informal operators"),
    _("Informal operator"),
    _("Trade union"),
    _("University or research institute"),
    _("School or training centre"),
    _("Circle of experts"),
    _("Non-governmental organisation"),
    _("Consumer association"),
    _("Donor"),
    _("International organisation"),
    _("Newspaper or broadcaster"),
    _("Association of journalists"),
    _("Other business organisation"),
    _("Other organisation"),
    _("Producer or farmer"),
    _("Manufacturer"),
    _("Exporter"),
    _("Importer"),
    _("Wholesaler or retailer"),
    _("Express or postal operator"),
    _("Port or airport operator"),
    _("Bank"),
    _("Insurer"),
    _("Information or inspection service"),
    _("Regulator at the border"),
    _("Policy maker"),
    _("Agriculture and food"),
    _("Livestock and fish"),
    _("Textiles and clothing"),
    _("Pharmaceuticals and health"),
    _("Chemicals and plastics"),
    _("Machinery and electronics"),
    _("Vehicles and parts"),
    _("Minerals and metals"),
    _("Energy and fuels"),
    _("Wood and paper"),
    _("Construction materials"),
    _("Trade and retail"),
    _("Electronic commerce"),
    _("Transport and logistics"),
    _("Finance and insurance"),
    _("Information technology"),
    _("Tourism"),
    _("Handicrafts"),
    _("All sectors"),
)
