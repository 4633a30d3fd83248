from tests.committees.access import SEATED

ROUTES = {
    "GET /bodies/<int:body_id>/horizon": "body.read_papers",
    "POST /bodies/<int:body_id>/horizon": "horizon.add",
    "POST /bodies/<int:body_id>/horizon/close": "horizon.settle",
}
HOLDERS = {
    "horizon.add": SEATED - {"expert", "observer", "guest"},
    "horizon.settle": {"secretary", "chair", "vice_chair", "moderator"},
}
