"""One form, one deed: what is sent again, also at the same moment, does nothing twice.

A form that makes something new brings a `key` of its own, and is known by it and by all it says:
one that was changed since is another.
"""

from sqlmodel import Session

from services import leases
from services.clock import Clock
from services.sealing import vault_of

_MARK = 28
"""Signs of a form's hash that are kept, to know it again."""


def find_before(session: Session, kind: str, form: str, clock: Clock) -> str | None:
    """Give what the same form became; None for the first time: do it, and `keep` what it became.

    Who comes second while the first is still at it waits here for how that ends.

    Args:
        session: the open transaction.
        kind: of form, in ten letters at most.
        form: all that it says: who sent it, its key, its fields.
        clock: tells the time.
    """
    mark = _mark(session, kind, form)
    if leases.take_slot(session, kind, mark, clock):
        return None
    return next(iter(leases.list_periods(session, f"{kind}:{mark}")), "")


def keep(session: Session, kind: str, form: str, became: str, clock: Clock) -> None:
    """Keep what a form became, in 40 letters at most."""
    leases.take_slot(session, f"{kind}:{_mark(session, kind, form)}", became, clock)


def _mark(session: Session, kind: str, form: str) -> str:
    return vault_of(session).find_hash(f"form {kind}", form)[:_MARK]
