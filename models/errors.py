"""What can go wrong, as one tree.

    MinqingError
    ├── Refusal                 a rule says no: told to the person, or 403/404/409; never a bug
    │   ├── NotAllowed          the person may not do this here
    │   ├── NotFound            there is no such thing, or not for this person
    │   ├── Invalid             what was given cannot be used
    │   ├── Conflict            the thing is no longer in a state that permits this
    │   │   └── WrongStatus     the lifecycle has no such step
    │   └── TooSoon             may be done again later
    ├── OperatorError           one clear line for the person at the shell
    │   └── WrongKey            the store was written with another SECRET_KEY
    └── DeliveryError           a platform did not take a message
        ├── RetryAfter          it names a time to wait; this chat only
        ├── Unreachable         this person or chat cannot be reached any more
        ├── WindowClosed        they can be written to only after they write again
        ├── Moved               the chat has another id now
        ├── Rejected            it will never take this message as it is
        └── PlatformDown        it does not answer, or not sensibly; it may have the message
            └── NotTaken        nor does it have the message: it said so, or was never asked

A refusal carries fields, not sentences: services/texts puts it into words.
"""

from collections.abc import Mapping
from datetime import timedelta


class MinqingError(Exception):
    """Anything this program raises on purpose."""


class Refusal(MinqingError):
    """A rule says no.

    Args:
        reason: key of the sentence in services/texts/refusals/refusals.py.
        fields: what the sentence names.
    """

    def __init__(self, reason: str, **fields: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fields: Mapping[str, str | int] = fields


class NotAllowed(Refusal):
    """The person may not do this here."""


class NotFound(Refusal):
    """There is no such thing, or not for this person."""


class Invalid(Refusal):
    """What was given cannot be used."""


class Conflict(Refusal):
    """The thing is no longer in a state that permits this."""


class WrongStatus(Conflict):
    """The lifecycle has no such step."""


class TooSoon(Refusal):
    """May be done again later."""


class OperatorError(MinqingError):
    """One clear line for the person at the shell; the command exits with 1."""


class WrongKey(OperatorError):
    """The store was written with another SECRET_KEY."""


class DeliveryError(MinqingError):
    """A platform did not take a message."""


class RetryAfter(DeliveryError):
    """The platform names a time to wait; it blocks this chat only."""

    def __init__(self, delay: timedelta) -> None:
        super().__init__(f"wait {delay.total_seconds():.0f} s")
        self.delay = delay


class Unreachable(DeliveryError):
    """This person or chat cannot be reached any more (blocked, deleted, thrown out)."""


class WindowClosed(DeliveryError):
    """Nothing more can be said to this person until they write again."""


class Moved(DeliveryError):
    """The chat has another id now (a group became a supergroup)."""

    def __init__(self, chat: str) -> None:
        super().__init__(f"moved to {chat}")
        self.chat = chat


class Rejected(DeliveryError):
    """The platform will never take this message as it is."""


class PlatformDown(DeliveryError):
    """The platform does not answer, or not sensibly; whether it took the message is unknown."""


class NotTaken(PlatformDown):
    """The platform is down, and surely did not take the message: to ask again does no harm."""
