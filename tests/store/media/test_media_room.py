"""How much somebody may send before they hand it in."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from models.cases import Case
from models.errors import Invalid
from models.media import MediaKind
from services.attachments import fetching, media
from services.clock import SetClock
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident
from tests.support.senders import account_of
from tests.support.towns import a_town

PHOTO, VOICE = MediaKind.PHOTO, MediaKind.VOICE


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.write() as session:
        a_town(session)
        yield session


@pytest.fixture
def zhang(session: Session) -> int:
    return a_resident(session)


@pytest.fixture
def case(session: Session, zhang: int, clock: SetClock) -> Case:
    return a_case(session, zhang, clock)


def test_a_voice_may_have_five_megabytes(session: Session, zhang: int, clock: SetClock) -> None:
    account = account_of(session, zhang)
    with pytest.raises(Invalid) as caught:
        media.keep(session, account.id, VOICE, clock, handle="f", size=5 * 2**20 + 1)
    assert caught.value.fields == {"size": 6, "limit": 5}
    media.keep(session, account.id, VOICE, clock, handle="f", size=5 * 2**20)


@pytest.mark.parametrize(("size", "most"), [(0, 60), (1, 60), (5 * 2**20, 20), (9 * 2**20, 12)])
def test_who_hands_nothing_in_may_not_fill_the_disk(
    session: Session, zhang: int, case: Case, clock: SetClock, size: int, most: int
) -> None:
    account = account_of(session, zhang)

    def send() -> int:
        return media.keep(session, account.id, PHOTO, clock, handle="f", size=size)

    ids = [send() for _ in range(most)]
    assert not media.has_room(session, account.id)
    with pytest.raises(Invalid) as caught:
        send()
    assert caught.value.reason == "attachments_too_many"
    media.keep(session, account.id, PHOTO, clock, content="c" * 64)  # what we drew for them
    other = account_of(session, a_resident(session, "lisi"))
    assert media.has_room(session, other.id)
    fetching.settle_lost(session, ids[0], "gone", clock)
    assert media.has_room(session, account.id)
    send()
    media.attach(session, ids, case, clock)
    assert media.has_room(session, account.id)


def test_what_we_drew_for_somebody_leaves_their_room_alone(
    session: Session, zhang: int, clock: SetClock
) -> None:
    account = account_of(session, zhang)
    for _ in range(70):
        media.keep(session, account.id, PHOTO, clock, content="c" * 64)
    assert media.has_room(session, account.id)
