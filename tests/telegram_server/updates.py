"""The queue of what happened: numbered, filtered by kind, kept until confirmed."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import cast

from tests.telegram_server.errors import JsonObject

_ALL_KINDS = (
    "message edited_message channel_post edited_channel_post business_connection "
    "business_message edited_business_message deleted_business_messages guest_message "
    "message_reaction message_reaction_count inline_query chosen_inline_result callback_query "
    "shipping_query pre_checkout_query purchased_paid_media poll poll_answer my_chat_member "
    "chat_member chat_join_request chat_boost removed_chat_boost managed_bot"
)
KINDS = frozenset(_ALL_KINDS.split())
DEFAULT_KINDS = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(slots=True)
class Pending:
    """An update that is not confirmed yet."""

    update_id: int
    body: bytes
    lane: int
    is_repeat: bool = False
    was_delivered: bool = False


def dumps(value: object) -> bytes:
    """Return compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class Updates:
    """Updates in order; the caller holds the server's lock."""

    def __init__(self, first_id: int) -> None:
        """Start numbering at `first_id`."""
        self.next_id = first_id
        self.allowed: frozenset[str] = DEFAULT_KINDS
        self.allowed_given: list[str] = []
        self.on_new: Callable[[], None] | None = None
        self._pending: dict[int, Pending] = {}
        self._serial = 0

    def __len__(self) -> int:
        """Return how many wait for confirmation."""
        return len(self._pending)

    def allow(self, kinds: list[str] | None) -> None:
        """Keep only these kinds from now on; an empty list means the usual ones."""
        if kinds is None:
            return
        known = frozenset(kinds) & KINDS
        self.allowed = known or DEFAULT_KINDS
        self.allowed_given = sorted(known)

    def add(self, kind: str, content: JsonObject, lane: int) -> int | None:
        """Queue an update of a kind; None where the bot did not ask for that kind."""
        if kind not in self.allowed:
            return None
        return self.add_raw({kind: content}, lane)

    def add_raw(self, update: JsonObject, lane: int = 0) -> int:
        """Queue an update as it is; it gets the next number unless it brings its own."""
        update_id = self._put(update, lane)
        self._tell()
        return update_id

    def add_many(self, updates: Iterable[JsonObject]) -> int:
        """Queue many at once and wake the reader once; return how many."""
        before = self._serial
        for update in updates:
            self._put(update, lane_of(update))
        self._tell()
        return self._serial - before

    def take(self, offset: int, limit: int) -> list[bytes]:
        """Confirm everything below `offset`; return the next ones, which stay until confirmed.

        A negative offset keeps only so many from the end.
        """
        if offset < 0:
            for serial in list(islice(self._pending, max(len(self._pending) + offset, 0))):
                del self._pending[serial]
        else:
            self._confirm(offset)
        batch = list(islice(self._pending.values(), limit))
        for pending in batch:
            pending.was_delivered = True
        return [pending.body for pending in batch]

    def waiting(self, after: int) -> Iterator[tuple[int, Pending]]:
        """Return what was queued after this serial number, with its own."""
        return iter([(serial, it) for serial, it in self._pending.items() if serial > after])

    def done(self, serial: int) -> None:
        """Take out an update that a webhook has accepted."""
        self._pending.pop(serial, None)

    def clear(self) -> None:
        """Drop everything that is pending."""
        self._pending.clear()

    def _put(self, update: JsonObject, lane: int) -> int:
        given = update.get("update_id")
        update_id = given if isinstance(given, int) else self.next_id
        is_repeat = update_id < self.next_id
        self.next_id = max(self.next_id, update_id + 1)
        self._serial += 1
        body = dumps({"update_id": update_id} | update)
        self._pending[self._serial] = Pending(update_id, body, lane, is_repeat)
        return update_id

    def _confirm(self, offset: int) -> None:
        while self._pending:
            serial = next(iter(self._pending))
            head = self._pending[serial]
            # A repeat has an old number; it must reach the bot once before it goes.
            if head.update_id >= offset or (head.is_repeat and not head.was_delivered):
                return
            del self._pending[serial]

    def _tell(self) -> None:
        if self.on_new is not None:
            self.on_new()


def lane_of(update: JsonObject) -> int:
    """Return the chat or person whose updates must stay in order."""
    for content in update.values():
        if not isinstance(content, dict):
            continue
        inner = cast("JsonObject", content)
        message = inner.get("message", inner)
        chat = cast("JsonObject", message).get("chat") if isinstance(message, dict) else None
        owner = chat or inner.get("from")
        found = cast("JsonObject", owner).get("id") if isinstance(owner, dict) else None
        if isinstance(found, int):
            return found
    return 0
