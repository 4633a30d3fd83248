"""The meetings of eighteen months, in every state."""

from datetime import time

from ntfc.demo.country import Country
from ntfc.meetings import service as meetings
from ntfc.meetings.rules import DayPlan, Plan

ZONE = "Asia/Amman"
HALL = "Hall of the General Directorate, Madinat Qadria"


def ahead(country: Country) -> None:
    """Plan what comes next."""
    rana = country.acting("rana.odeh", 3)
    wanted = Plan(
        days=(DayPlan(country.day(-75), time(10), time(13)),),
        time_zone=ZONE,
        place=HALL,
        host_id=country.institution("GDC").id,
    )
    meetings.plan(country.body("national"), wanted=wanted, now=country.at(3), actor=rana)
