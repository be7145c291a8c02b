"""What an adapter would make of what people say: for tests without a platform."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from handlers.talking.messages import Heard, Kind
from models.doors import WindowKind
from services.reception import inbox


def hear(payload: bytes) -> Heard:
    """Read what `Person` wrote."""
    fields = json.loads(payload)
    opens = fields["opens"] and WindowKind(fields["opens"])
    return Heard(**fields | {"kind": Kind(fields["kind"]), "opens": opens})


def wrap(
    keys: Iterator[int],
    heard: Heard,
    sender: str,
    group: str = "",
    *,
    is_group: bool = False,
) -> inbox.Envelope:
    """Wrap what was heard as an adapter does; `group` is the chat's id, if it is one."""
    return inbox.Envelope(
        event_key=str(next(keys)),
        payload=json.dumps(asdict(heard), ensure_ascii=False).encode(),
        sender=sender,
        chat=group or sender,
        is_private=not group,
        is_group=is_group,
    )
