"""Changing bodies. Each function is one thing a person does; the request commits it."""

from ntfc.committees.service.bodies import (
    add_contact,
    change_identity,
    change_mandate,
    change_place,
    end_contact,
    put_in_charge,
    start,
    start_at_places,
)
from ntfc.committees.service.life import (
    change_state,
    close,
    end_what_is_over,
    file_final_report,
    retitle_what_was_handed_over,
)
from ntfc.committees.service.names import add_name, remove_name, rename
from ntfc.committees.service.setup import (
    add_step,
    begin_checklist,
    change_step,
    finish_step,
    skip_step,
)
from ntfc.committees.service.succession import merge, move, succeed
from ntfc.committees.service.terms import (
    ask_to_confirm,
    confirm_priority,
    deliver_priority,
    name_priority,
    set_end_of_term,
    start_term,
    withdraw_priority,
)

__all__ = [
    "add_contact",
    "add_name",
    "add_step",
    "ask_to_confirm",
    "begin_checklist",
    "change_identity",
    "change_mandate",
    "change_place",
    "change_state",
    "change_step",
    "close",
    "confirm_priority",
    "deliver_priority",
    "end_contact",
    "end_what_is_over",
    "file_final_report",
    "finish_step",
    "merge",
    "move",
    "name_priority",
    "put_in_charge",
    "remove_name",
    "rename",
    "retitle_what_was_handed_over",
    "set_end_of_term",
    "skip_step",
    "start",
    "start_at_places",
    "start_term",
    "succeed",
    "withdraw_priority",
]
