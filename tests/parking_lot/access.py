from ntfc.parking_lot import queries, rules
from ntfc.parking_lot.models import Parking

ROUTES = {
    "GET /parking-lot/": "parking.read_all",
    "GET /bodies/<int:body_id>/parking-lot": "body.read_papers",
    "GET /bodies/<int:body_id>/parking-lot/list": "body.read_papers",
    "GET /bodies/<int:body_id>/parking-lot/ageing": "body.read_papers",
    "GET /issues/<int:issue_id>/park": "parking.park",
    "POST /issues/<int:issue_id>/park": "parking.park",
    "POST /agenda-items/<int:item_id>/park": "parking.park",
    "GET /agenda-items/<int:item_id>/park/new": "parking.park",
    "POST /agenda-items/<int:item_id>/park/new": "parking.park",
    "GET /agenda-items/<int:item_id>/hand-over": "parking.park",
    "POST /agenda-items/<int:item_id>/hand-over": "parking.park",
    "GET /parkings/<int:parking_id>": "parking.amend",
    "POST /parkings/<int:parking_id>": "parking.amend",
    "POST /parkings/<int:parking_id>/ideas": "parking.leave",
    "GET /parkings/<int:parking_id>/out/<way>": "parking.leave",
    "POST /parkings/<int:parking_id>/out/<way>": "parking.leave",
}
LEADING = {"chair", "vice_chair", "moderator", "secretary"}
HOLDERS = {
    "parking.read_all": {"person"},
    "parking.view": set(),  # whoever reads the issue
    # Of a proposal, whoever decides on proposals; the secretary on the word of one of them.
    "parking.park": LEADING,
    "parking.amend": LEADING,  # and the owner, also by one-time link
    "parking.leave": LEADING,
}
VISIBLE = [(queries.visible, rules.VIEW, Parking)]
