"""The pages, below /x/golden_list/. Each view loads, authorizes, validates, does, answers."""

from ntfc_golden_list.views import (  # noqa: F401  -- each adds its pages
    benefits,
    building,
    checking,
    coming,
    describing,
    filing,
    found,
    knowing,
    papers,
    people,
    printing,
    programmes,
    public,
    registers,
    reports,
    sending,
    setting_up,
)
from ntfc_golden_list.views.common import bp

__all__ = ["bp"]
