"""Reading papers: each function loads all that its page shows, in a fixed number of queries."""

from ntfc.documents.queries.lists import PER_PAGE, DocumentRow, Filters, listed, shown_with
from ntfc.documents.queries.personal import added_by, named_for, opened_by, versions_by
from ntfc.documents.queries.reading import (
    find_document,
    get_body,
    get_document,
    get_reader,
    get_version,
    latest_of,
    next_number,
    people_named,
    readings_of,
    to_sign,
    versions_of,
    visible,
)
from ntfc.documents.queries.who import Answer, who_reads

__all__ = [
    "PER_PAGE",
    "Answer",
    "DocumentRow",
    "Filters",
    "added_by",
    "find_document",
    "get_body",
    "get_document",
    "get_reader",
    "get_version",
    "latest_of",
    "listed",
    "named_for",
    "next_number",
    "opened_by",
    "people_named",
    "readings_of",
    "shown_with",
    "to_sign",
    "versions_by",
    "versions_of",
    "visible",
    "who_reads",
]
