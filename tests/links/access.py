"""Who may do what with one-time links."""

from ntfc.links.models import Link
from ntfc.links.queries import visible
from ntfc.links.rules import MANAGE

# Behind /l/ the token itself decides: the holder's one permission on the one subject.
ROUTES = {
    "GET /l/<token>": "site.come_in",
    "POST /l/<token>": "site.come_in",
    "GET /l/<token>/papers/<int:document_id>": "site.come_in",
    "POST /l/<token>/again": "site.come_in",
    "GET /links/": "link.manage",
    "GET /links/invitations": "link.manage",
    "POST /links/<int:link_id>/revoke": "link.manage",
    "POST /links/<int:link_id>/renew": "link.manage",
    "POST /links/invite/<int:person_id>": "person.invite",
}
HOLDERS = {
    "link.issue": {"person"},
    "link.use": set(),  # by `holds`: who came by the link
    "link.manage": {"secretary"},
    "person.invite": {"secretary", "administrator"},
}
VISIBLE = [(visible, MANAGE, Link)]

EXAMPLES = {
    "GET /l/<token>/papers/<int:document_id>": {
        "token": "reading_token",
        "document_id": "open_document",
    },
}
