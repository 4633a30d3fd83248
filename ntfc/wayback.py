"""The way back to where somebody was, carried from a page through the forms it leads to.

It stands in the address, so that it works without scripts and in a window of its own.
"""

from urllib.parse import quote

from flask import request

FIELD = "way_back"


def with_way(url: str, back: str) -> str:
    """Return an address that remembers where one was; as it is when one was nowhere in particular."""
    if not back:
        return url
    return f"{url}{'&' if '?' in url else '?'}{FIELD}={quote(back, safe='')}"


def way_back() -> str:
    """Return where one was, as the address has it: a page of this site, or nothing."""
    back = request.args.get(FIELD, "")
    leads_out = back[1:2] in {"/", "\\"}  # browsers read both as the name of another site
    return back if back.startswith("/") and back.isprintable() and not leads_out else ""
