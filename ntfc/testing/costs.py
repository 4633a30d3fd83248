"""What a page costs: the same number of statements for few rows and for many."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient


@pytest.fixture
def assert_constant_queries(
    count_queries: Callable[[], object],
) -> Callable[[FlaskClient, str, Callable[[], object]], None]:
    """Return a check: a page costs as many statements before `grow()` adds rows as after it.

    Call it with some rows there already, so that every part of the page is shown both times.
    """

    def assert_constant_queries(client: FlaskClient, url: str, grow: Callable[[], object]) -> None:
        few = _statements(count_queries, client, url)
        grow()
        many = _statements(count_queries, client, url)
        if len(many) != len(few):
            frequent = max(many, key=many.count)
            pytest.fail(f"{url}: {len(few)} statements became {len(many)}, mostly {frequent}")

    return assert_constant_queries


def _statements(count: Callable[[], object], client: FlaskClient, url: str) -> list[str]:
    client.get(url)  # once before: what is remembered for good must not count
    with count() as seen:  # type: ignore[attr-defined]
        answer = client.get(url)
    if answer.status_code != 200:
        pytest.fail(f"{url} answered {answer.status_code}")
    return list(seen)
