from ntfc.seats import queries, rules
from ntfc.seats.models import Declaration, Seat

ROUTES = {
    "GET /bodies/<int:body_id>/seats": "seats.view",
    "GET /bodies/<int:body_id>/seats/new": "seats.edit",
    "POST /bodies/<int:body_id>/seats/new": "seats.edit",
    "GET /bodies/<int:body_id>/seats/several": "seats.edit",
    "POST /bodies/<int:body_id>/seats/several": "seats.edit",
    "GET /bodies/<int:body_id>/seats/first": "appointment.set_up",
    "POST /bodies/<int:body_id>/seats/first": "appointment.set_up",
    "GET /seats/<int:seat_id>": "seats.view",
    "GET /seats/<int:seat_id>/edit": "seats.edit",
    "POST /seats/<int:seat_id>/edit": "seats.edit",
    "GET /seats/<int:seat_id>/close": "seats.edit",
    "POST /seats/<int:seat_id>/close": "seats.edit",
    "GET /seats/<int:seat_id>/review": "seats.review",
    "POST /seats/<int:seat_id>/review": "seats.review",
    "GET /seats/expiring": "seats.expiring",
    "GET /seats/<int:seat_id>/nominate": "appointment.nominate",
    "POST /seats/<int:seat_id>/nominate": "appointment.nominate",
    "GET /seats/<int:seat_id>/appoint": "appointment.make",
    "POST /seats/<int:seat_id>/appoint": "appointment.make",
    "GET /appointments/<int:appointment_id>": "seats.view",
    "GET /appointments/<int:appointment_id>/appoint": "appointment.make",
    "POST /appointments/<int:appointment_id>/appoint": "appointment.make",
    "GET /appointments/<int:appointment_id>/end": "appointment.end",
    "POST /appointments/<int:appointment_id>/end": "appointment.end",
    "GET /appointments/<int:appointment_id>/instrument": "appointment.instrument",
    "POST /appointments/<int:appointment_id>/ask": "appointment.make",
    "POST /appointments/<int:appointment_id>/accept": "appointment.accept",
    "GET /bodies/<int:body_id>/conduct": "seats.view",
    "POST /bodies/<int:body_id>/conduct": "conduct.accept",
    "GET /bodies/<int:body_id>/conduct/edit": "conduct.edit",
    "POST /bodies/<int:body_id>/conduct/edit": "conduct.edit",
    "GET /bodies/<int:body_id>/guidance": "seats.view",
    "GET /bodies/<int:body_id>/guidance.pdf": "seats.view",
    "GET /bodies/<int:body_id>/guidance/edit": "conduct.edit",
    "POST /bodies/<int:body_id>/guidance/edit": "conduct.edit",
    "GET /bodies/<int:body_id>/declarations": "seats.view",
    "POST /bodies/<int:body_id>/declarations": "declarations.make",
    "POST /declarations/<int:declaration_id>/withdraw": "declarations.withdraw",
}
EVERYBODY_SEATED = {
    "chair",
    "vice_chair",
    "secretary",
    "moderator",
    "coordinator",
    "member",
    "alternate",
    "facilitator",
    "expert",
    "observer",
    "guest",
}
OFFICE = {"secretary"}
HOLDERS = {
    "seats.view": EVERYBODY_SEATED,  # and who has signed in, unless the body is restricted
    "seats.edit": OFFICE,
    "seats.review": OFFICE,  # and whoever sits in the seat
    "seats.expiring": OFFICE | {"chair", "vice_chair", "moderator", "administrator"},
    "appointment.nominate": OFFICE,  # and a coordinator who works for the seat's institution
    "appointment.make": OFFICE,
    "appointment.set_up": {"administrator"},  # and the body's coordinator, and chairs above it
    "appointment.end": OFFICE,  # and the person
    "appointment.accept": set(),  # the person alone
    "appointment.instrument": OFFICE
    | {"chair", "vice_chair", "moderator", "coordinator", "member"},  # and the person
    "conduct.edit": {"chair", "moderator", "secretary"},
    "conduct.accept": EVERYBODY_SEATED,
    "declarations.make": EVERYBODY_SEATED,
    "declarations.view": OFFICE | {"chair", "vice_chair", "moderator"},  # and its author
    "declarations.withdraw": set(),  # its author alone
}

VISIBLE = [
    (queries.visible, rules.VIEW, Seat),
    (queries.visible_declarations, rules.DECLARATIONS, Declaration),
]
