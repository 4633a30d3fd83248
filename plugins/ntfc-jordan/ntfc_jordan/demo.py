"""What the demonstration shows: the council that was started from Jordan's has formal partners."""

from ntfc.plugins import DemoCountry
from ntfc_jordan import service

PARTNERS = (("GDC", 5, 5), ("QCC", 5, 4))  # institutions with their importance and impact


def fill(country: DemoCountry) -> None:
    """Have the office of the council enter its first partners."""
    rana, body = country.acting("rana.odeh", 12), country.body("council")
    for code, importance, impact in PARTNERS:
        values = {"importance": importance, "impact": impact, "note": ""}
        number = country.institution(code).id
        service.add_partner(body, values={**values, "organisation_id": number}, actor=rana)
