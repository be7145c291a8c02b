"""Routes of calls with a JSON body that the one who answers reads."""

from collections.abc import Callable

from tests.servers.api import Ask, File, Route
from tests.servers.errors import JsonObject


def post(
    answer: Callable[[Ask], JsonObject | File],
    *names: str,
    optional: str = "",
    needs_token: bool = True,
) -> Route:
    """Return the route of a POST with these names in its query, besides the token."""
    return Route(
        "POST",
        answer,
        query=frozenset(names) | ({"access_token"} if needs_token else set()),
        shape={},
        optional=frozenset(filter(None, [optional])),
        needs_token=needs_token,
        takes_escapes=True,
        reads_itself=True,
    )
