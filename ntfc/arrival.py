"""How a request comes in: whole before anything is locked, and never more of it than we can bear.

On a weak line a form takes minutes to arrive. It is read before the transaction of the request
begins, so nobody else waits for it. What is too large is read a good deal further than it is
accepted, without keeping files: so the page can say so (a server that stops reading is seen as a
broken line) and the form comes back with all that was typed.
"""

from collections.abc import Callable, Iterator
from typing import IO, Any

from flask import current_app, has_request_context, request
from htmx_flask.requests import HtmxAwareRequest
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

MB = 1024 * 1024
MOST_TEXT = 4 * MB  # all texts of one form together: some thousand pages
TEXT_READ = 4  # times as much text is read and given back, though not accepted
FILES_READ = 10  # times as much of files is read, and forgotten


class BoundedRequest(HtmxAwareRequest):  # type: ignore[misc]
    """A request that knows whether it is too large."""

    files_size = 0
    arriving: tuple[IO[bytes], ...] = ()

    @property
    def file_limit(self) -> int:
        """Return how many bytes the files of one form may have together."""
        return int(current_app.extensions["ntfc.config"].max_upload_mb) * MB

    @property
    def text_limit(self) -> int:
        """Return how long the texts of one form may be together."""
        return min(MOST_TEXT, self.file_limit)

    @property
    def max_content_length(self) -> int:
        text = self.text_limit * TEXT_READ
        return text + self.file_limit * FILES_READ if "multipart/" in self.mimetype else text

    @property
    def max_form_memory_size(self) -> int:
        return self.text_limit * TEXT_READ

    @property
    def is_too_large(self) -> bool:
        """Tell whether more came than is accepted; then nothing may be done with it."""
        text = sum(len(value) for _name, value in self.form.items(multi=True))
        return text > self.text_limit or self.files_size > self.file_limit

    def make_form_data_parser(self) -> FormDataParser:
        return _Parser(
            self._get_file_stream,
            max_form_memory_size=self.max_form_memory_size,
            max_content_length=self.max_content_length,
            max_form_parts=self.max_form_parts,
            cls=self.parameter_storage_class,
            most=lambda: self.max_form_memory_size + self.files_size,
        )

    def _get_file_stream(self, *args: Any, **values: Any) -> Any:
        kept = super()._get_file_stream(*args, **values)
        self.arriving = (*self.arriving, kept)
        return _File(self, kept)

    def close(self) -> None:
        """Let go of every file, also of one that was cut off while it arrived."""
        super().close()
        for file in self.arriving:
            file.close()


class _Parser(FormDataParser):
    """Refuses more text than can be borne in all fields together; files are not counted."""

    def __init__(self, *args: Any, most: Callable[[], int], **values: Any) -> None:
        super().__init__(*args, **values)
        self.most = most

    def parse(self, stream: IO[bytes], *args: Any, **values: Any) -> Any:
        return super().parse(_Counted(stream, self.most), *args, **values)  # type: ignore[arg-type]


class _Counted:
    def __init__(self, stream: IO[bytes], most: Callable[[], int]) -> None:
        self.stream, self.most, self.size = stream, most, 0

    def read(self, size: int = -1) -> bytes:
        piece = self.stream.read(size)
        self.size += len(piece)
        if self.size > self.most() + MB:  # what lies in between: names of fields, a buffer
            raise RequestEntityTooLarge
        return piece


class _File:
    """A file as it arrives; once all files are too large together, it is empty and stays so."""

    def __init__(self, request: BoundedRequest, kept: IO[bytes]) -> None:
        self._request, self._kept = request, kept

    def write(self, piece: bytes) -> int:
        self._request.files_size += len(piece)
        if self._request.files_size <= self._request.file_limit:
            return self._kept.write(piece)
        self._kept.seek(0)
        self._kept.truncate()
        return len(piece)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._kept, name)

    def __enter__(self) -> IO[bytes]:
        return self._kept

    def __exit__(self, *_error: object) -> None:
        self._kept.close()

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._kept)


def receive() -> None:
    """Have the whole form arrive."""
    request.form  # noqa: B018  -- reading it is what takes the time


def is_too_large() -> bool:
    """Tell whether more came with this request than is accepted."""
    return has_request_context() and bool(request.is_too_large)  # type: ignore[attr-defined]


def largest() -> int:
    """Return how large a file may be, in megabytes."""
    return int(current_app.extensions["ntfc.config"].max_upload_mb)
