"""What the demonstration shows of trusted traders."""

from ntfc.permissions import SITE
from ntfc.plugins import DemoCountry
from ntfc_golden_list.service import programmes

QADRIA = "XQ"  # of the codes that stand for no real country


def fill(country: DemoCountry) -> None:
    """Have customs begin a plain programme, whose figures go to the national committee."""
    head = country.acting("bilal.hariri", 90)
    made = programmes.begin(SITE, profile="safe", country=QADRIA, now=country.at(90), actor=head)
    national = {"of_body_id": country.body("national").id}
    programmes.set_up(made, values=national, actor=head)
