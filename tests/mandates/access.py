from ntfc.mandates import queries, rules
from ntfc.mandates.models import TermsComment, TermsOfReference

ROUTES = {
    "GET /bodies/<int:body_id>/terms-of-reference/": "body.read_papers",
    "POST /bodies/<int:body_id>/terms-of-reference/": "terms.edit",
    "GET /terms-of-reference/<int:terms_id>/": "terms.view",
    "GET /terms-of-reference/<int:terms_id>/print": "terms.view",
    "GET /terms-of-reference/<int:terms_id>/compare": "terms.view",
    "GET /terms-of-reference/<int:terms_id>/edit/<section>": "terms.edit",
    "POST /terms-of-reference/<int:terms_id>/edit/<section>": "terms.edit",
    "POST /terms-of-reference/<int:terms_id>/matters": "terms.edit",
    "POST /matters/<int:matter_id>/remove": "terms.edit",
    "POST /terms-of-reference/<int:terms_id>/withdraw": "terms.edit",
    "POST /terms-of-reference/<int:terms_id>/adopt": "terms.adopt",
    "GET /terms-of-reference/<int:terms_id>/review": "terms.review_open",
    "POST /terms-of-reference/<int:terms_id>/review": "terms.review_open",
    "GET /terms-of-reference/<int:terms_id>/review/extend": "terms.review_open",
    "POST /terms-of-reference/<int:terms_id>/review/extend": "terms.review_open",
    "GET /terms-of-reference/<int:terms_id>/comments": "terms.comments_view",
    "POST /terms-of-reference/<int:terms_id>/comments": "terms.comment",
    "POST /comments/<int:comment_id>/answer": "terms.dispose",
}

CIRCLE = {
    "chair",
    "vice_chair",
    "secretary",
    "moderator",
    "coordinator",
    "member",
    "alternate",
    "facilitator",
}
LEADING = {"chair", "secretary", "moderator"}
HOLDERS = {
    "terms.view": CIRCLE,
    "terms.comments_view": CIRCLE,
    "terms.comment": CIRCLE,
    "terms.edit": LEADING,
    "terms.review_open": LEADING,
    "terms.dispose": LEADING,
    "terms.adopt": LEADING,
}
# Besides: experts, observers and guests read what their body adopted; so does anyone signed in,
# of a body that is not restricted. Without a seat: whoever
# coordinates the body (a field of the body) reads, drafts, opens reviews and answers comments;
# the holder of a one-time link for the act terms.comment comments on just that draft.
# Of those who hold terms.adopt, the secretary is refused while somebody sits as chair or moderator,
# and a moderator while somebody sits as chair.

VISIBLE = [
    (queries.visible, rules.VIEW, TermsOfReference),
    (queries.visible_comments, rules.VIEW_COMMENTS, TermsComment),
]
