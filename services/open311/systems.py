"""Other systems that may hand in cases (外部系统): each has an area, a way in and a key.

The code of a system is the `source` of the cases it hands in. Its key is shown once; only a
keyed hash is stored.
"""

import re
import secrets
from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from models.areas import Area
from models.cases import Channel
from models.errors import Conflict, Invalid, NotAllowed, NotFound
from models.systems import OuterSystem
from services.areas.areas import tidy
from services.clock import Clock
from services.sealing import vault_of
from services.wording import clean

CODE = re.compile(r"[\w.-]{1,40}")
LONGEST_NAME = 80
KEY_BYTES = 24


def add_system(
    session: Session, code: str, name: str, area: Area, channel: Channel, clock: Clock
) -> str:
    """Let a system hand in cases of an area; give its key, which nobody can look up again.

    One that was ended may be added again, with a new key: what it handed in stays its own.

    Raises:
        Invalid: system_code or system_name.
        Conflict: system_exists.
    """
    code, name = tidy(code), clean(name)
    if not CODE.fullmatch(code):
        raise Invalid("system_code", code=code)
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid("system_name", code=code)
    key = secrets.token_urlsafe(KEY_BYTES)
    known = _find(session, code)
    if known is not None and known.ended_at is None:
        raise Conflict("system_exists", code=known.code)
    row = known or OuterSystem(
        code=code, name=name, key_hash="", area_id=area.id, created_at=clock.now()
    )
    row.name, row.area_id, row.channel, row.ended_at = name, area.id, channel, None
    row.key_hash = _hash(session, key)
    session.add(row)
    session.flush()
    return key


def end_system(session: Session, code: str, clock: Clock) -> OuterSystem:
    """Take no more from a system, and tell it no more; its cases go on.

    Raises:
        NotFound: system_unknown.
    """
    row = _find(session, tidy(code))
    if row is None or row.ended_at is not None:
        raise NotFound("system_unknown", code=tidy(code))
    row.ended_at = clock.now()
    session.flush()
    return row


def list_systems(session: Session) -> Sequence[OuterSystem]:
    """List every system, also those that were ended."""
    return session.exec(select(OuterSystem).order_by(col(OuterSystem.code))).all()


def find_system(session: Session, key: str) -> OuterSystem:
    """Find the system that a key belongs to.

    Raises:
        NotAllowed: api_key_missing or api_key_wrong.
    """
    if not key:
        raise NotAllowed("api_key_missing")
    found = session.exec(
        select(OuterSystem).where(
            OuterSystem.key_hash == _hash(session, key), col(OuterSystem.ended_at).is_(None)
        )
    ).first()
    if found is None:
        raise NotAllowed("api_key_wrong")
    return found


def _find(session: Session, code: str) -> OuterSystem | None:
    return session.exec(
        select(OuterSystem).where(func.lower(col(OuterSystem.code)) == code.lower())
    ).first()


def _hash(session: Session, key: str) -> str:
    return vault_of(session).find_hash("api_key", key)
