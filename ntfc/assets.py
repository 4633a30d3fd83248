"""What travels over a slow line: files are sent once and kept, pages are packed.

The address of a file carries the hash of its content as `?v=`, not as a folder: there is one route,
a file may refer to its neighbour by a relative address, and a page from before an update still gets
the file it asks for. Only the hash that is true now makes an answer permanent.
"""

import gzip
import hashlib
import os
import stat
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from flask import Flask, Response, abort, has_request_context, request, url_for
from werkzeug.security import safe_join

STATIC = Path(__file__).resolve().parent / "static"
FOREVER = "public, max-age=31536000, immutable"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".woff2": "font/woff2",
}
ALREADY_SMALL = frozenset({".png", ".woff2"})
WORTH_PACKING = 1000  # below this a packed page fills as many network packets as the plain one
OUR_OWN = frozenset({"same-origin", "none"})


@dataclass(frozen=True)
class Asset:
    """One file as browsers get it."""

    path: Path
    body: bytes

    @cached_property
    def version(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:12]

    @cached_property
    def packed(self) -> bytes:
        # No clock in it: every worker must make the same bytes, as they share one ETag.
        return gzip.compress(self.body, compresslevel=9, mtime=0)

    @property
    def packs(self) -> bool:
        return self.path.suffix not in ALREADY_SMALL

    @property
    def content_type(self) -> str:
        return TYPES.get(self.path.suffix, "application/octet-stream")


def init_app(app: Flask) -> None:
    """Serve the static folder at /static/ and give templates `static_url`."""
    if "static" not in app.view_functions:
        app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=serve)
    app.view_functions["static"] = serve
    app.jinja_env.globals["static_url"] = static_url
    app.after_request(pack_page)


def static_url(name: str) -> str:
    """Return the address of the file *name*, which changes whenever its content does."""
    if not has_request_context():
        return _address_of(name)
    # A page names the file of its icons a hundred times: one look at the disk will do for it.
    known: dict[str, str] = request.environ.setdefault("ntfc.static", {})
    if name not in known:
        known[name] = _address_of(name)
    return known[name]


def _address_of(name: str) -> str:
    asset = find(name)
    if asset is None:
        raise LookupError(f"There is no static file {name!r}.")
    return _address(request.script_root if has_request_context() else "", name, asset.version)


@lru_cache(maxsize=256)
def _address(_root: str, name: str, version: str) -> str:
    return url_for("static", filename=name, v=version)


def find(name: str) -> Asset | None:
    """Return the file *name* of the static folder, or None when there is none."""
    path = safe_join(str(STATIC), name)
    try:
        state = os.stat(path or "")  # noqa: PTH116  -- a Path takes as long again to make
    except OSError:
        return None
    if not stat.S_ISREG(state.st_mode):
        return None
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=256)
def _read(path: str, _changed: int, _size: int) -> Asset:
    """Keep each file in memory until it changes on disk."""
    return Asset(Path(path), Path(path).read_bytes())


def serve(filename: str) -> Response:
    """Answer with a file, packed for whoever can unpack it."""
    asset = find(filename)
    if asset is None:
        abort(404)
    pack = asset.packs and _unpacks()
    response = Response(asset.packed if pack else asset.body, content_type=asset.content_type)
    if pack:
        response.headers["Content-Encoding"] = "gzip"
    if asset.packs:
        response.vary.add("Accept-Encoding")
    response.set_etag(f"{asset.version}-gz" if pack else asset.version)
    permanent = request.args.get("v") == asset.version
    response.headers["Cache-Control"] = FOREVER if permanent else "no-cache"
    response.make_conditional(request)
    return response


def pack_page(response: Response) -> Response:
    """Pack a page for whoever can unpack it.

    Not when another site sent the browser here: from the size of packed pages it could work out,
    try by try, what stands on them, such as a one-time link.
    """
    if response.mimetype != "text/html" or response.is_streamed or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if "Content-Encoding" in response.headers or len(body) < WORTH_PACKING:
        return response
    if _unpacks() and request.headers.get("Sec-Fetch-Site", "none") in OUR_OWN:
        response.set_data(gzip.compress(body, compresslevel=6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _unpacks() -> bool:
    return request.accept_encodings["gzip"] > 0
