"""Errors the way the Bot API words them: code, description, parameters."""

from typing import Any, TypeAlias

JsonObject: TypeAlias = dict[str, Any]

BAD_REQUEST = 400
FORBIDDEN = 403
CONFLICT = 409
TOO_MANY_REQUESTS = 429


class ApiError(Exception):
    """A refusal of one call; becomes `{"ok": false, ...}` with the same HTTP status."""

    def __init__(self, code: int, description: str, parameters: JsonObject | None = None) -> None:
        """Keep the words for the answer."""
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> JsonObject:
        """Return the answer's JSON object."""
        body: JsonObject = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str) -> ApiError:
    """Return a 400 whose description starts as the real one's."""
    return ApiError(BAD_REQUEST, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """Return a 403 whose description starts as the real one's."""
    return ApiError(FORBIDDEN, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """Return a 409 whose description starts as the real one's."""
    return ApiError(CONFLICT, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> ApiError:
    """Return a 429 that says how many seconds to wait."""
    return ApiError(
        TOO_MANY_REQUESTS,
        f"Too Many Requests: retry after {retry_after}",
        {"retry_after": retry_after},
    )


def upgraded(new_chat_id: int) -> ApiError:
    """Return the 400 of a basic group that has become a supergroup."""
    return ApiError(
        BAD_REQUEST,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": new_chat_id},
    )
