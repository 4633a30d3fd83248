from ntfc.documents import queries, rules
from ntfc.documents.models import Document
from tests.committees.access import SEATED

ROUTES = {
    "GET /documents/": "document.read_all",
    "GET /bodies/<int:body_id>/documents": "body.read_papers",
    "GET /bodies/<int:body_id>/documents/new": "document.add",
    "POST /bodies/<int:body_id>/documents/new": "document.add",
    "GET /bodies/<int:body_id>/documents/send-in": "document.send_in",
    "POST /bodies/<int:body_id>/documents/send-in": "document.send_in",
    "GET /documents/<int:document_id>/take-in": "document.settle",
    "POST /documents/<int:document_id>/take-in": "document.settle",
    "GET /documents/<int:document_id>/send-back": "document.settle",
    "POST /documents/<int:document_id>/send-back": "document.settle",
    "GET /documents/<int:document_id>": "document.view",
    "GET /documents/<int:document_id>/who": "document.who",
    "GET /documents/<int:document_id>/versions/new": "document.keep",
    "POST /documents/<int:document_id>/versions/new": "document.keep",
    "GET /documents/<int:document_id>/edit": "document.keep",
    "POST /documents/<int:document_id>/edit": "document.keep",
    "POST /documents/<int:document_id>/give-out": "document.keep",
    "GET /documents/<int:document_id>/withdraw": "document.keep",
    "POST /documents/<int:document_id>/withdraw": "document.keep",
    "GET /documents/<int:document_id>/readers": "document.keep",
    "POST /documents/<int:document_id>/readers": "document.keep",
    "POST /document-readers/<int:reader_id>/remove": "document.keep",
    "POST /document-readers/<int:reader_id>/signed": "document.keep",
    "GET /documents/<int:document_id>/non-disclosure": "document.sign",
    "POST /documents/<int:document_id>/non-disclosure": "document.sign",
    "GET /document-versions/<int:version_id>/file": "document.take",
    "GET /document-versions/<int:version_id>/erase": "document.keep",
    "POST /document-versions/<int:version_id>/erase": "document.keep",
    "GET /bodies/<int:body_id>/documents/write": "document.add",
    "POST /bodies/<int:body_id>/documents/write": "document.add",
    "GET /documents/<int:document_id>/rewrite": "document.keep",
    "POST /documents/<int:document_id>/rewrite": "document.keep",
    "GET /documents/<int:document_id>/way": "document.keep",
    "POST /documents/<int:document_id>/way": "document.keep",
    "POST /documents/<int:document_id>/send": "document.keep",
    "GET /document-steps/<int:document_step_id>": "document.endorse",
    "POST /document-steps/<int:document_step_id>": "document.endorse",
}
HEADS = {"chair", "vice_chair", "moderator", "secretary"}
HOLDERS = {
    "document.read_all": {"person"},
    # And, by the class of the paper: who leads the body, sits in it, reads its papers, is named.
    "document.view": {"secretary"},
    "document.take": {"secretary"},  # and whoever reads it, unless it was withdrawn
    "document.who": {"secretary"},  # and whoever reads it and the papers of the body
    "document.sign": set(),  # whoever is named for a paper under non-disclosure
    "document.add": HEADS,
    "document.send_in": SEATED,
    "document.settle": {"secretary"},
    "document.keep": {"secretary"},  # and who leads the body, if the paper is open to them
    "document.endorse": set(),  # who leads and serves the body that has the paper now
}
VISIBLE = [(queries.visible, rules.VIEW, Document)]
EXAMPLES = {
    "GET /documents/<int:document_id>/non-disclosure": {"document_id": "secret_document"},
    "GET /documents/<int:document_id>/take-in": {"document_id": "sent_document"},
    "GET /documents/<int:document_id>/send-back": {"document_id": "sent_document"},
}
