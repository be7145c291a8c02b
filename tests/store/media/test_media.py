"""Photos and voices: kept, handed in, passed on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case
from models.errors import Invalid
from models.media import AttachmentState, MediaKind
from models.people import Person
from services.attachments import fetching, media
from services.attachments.shelf import Shelf
from services.casework import enclosures, handling
from services.clock import SetClock
from services.store import Store
from services.texts.phrases import put_into_words
from tests.support.builders import MONDAY, ROBOT
from tests.support.offices import a_case, a_resident, a_worker, hear_all, sayings_for, words_for
from tests.support.senders import account_of, row, sent, shown_to, stored
from tests.support.towns import a_town

PHOTO, VOICE = MediaKind.PHOTO, MediaKind.VOICE


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


@pytest.fixture
def shelf(store: Store, tmp_path: Path) -> Shelf:
    store.shelf = Shelf(tmp_path / "media", store.vault)
    return store.shelf


@pytest.fixture
def session(store: Store, shelf: Shelf) -> Iterator[Session]:
    assert store.shelf is shelf
    with store.write() as session:
        a_town(session)
        yield session


@pytest.fixture
def zhang(session: Session) -> int:
    return a_resident(session)


@pytest.fixture
def wang(session: Session) -> int:
    return a_worker(session, Role.GRID_MANAGER, "XF-1")


@pytest.fixture
def case(session: Session, zhang: int, wang: int, clock: SetClock) -> Case:
    assert wang
    return a_case(session, zhang, clock)


def test_what_a_door_must_fetch_waits_and_what_it_stored_is_stored(
    session: Session, zhang: int
) -> None:
    (waiting,), (here,) = (
        sent(session, zhang, PHOTO),
        sent(session, zhang, PHOTO, content="c" * 64),
    )
    assert row(session, waiting).state is AttachmentState.WAITING
    assert (row(session, here).state, row(session, here).mime) == (
        AttachmentState.STORED,
        "image/jpeg",
    )


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_fetched(
    session: Session, zhang: int, clock: SetClock
) -> None:
    account = account_of(session, zhang)
    with pytest.raises(Invalid) as caught:
        media.keep(session, account.id, PHOTO, clock, handle="f", size=50 * 2**20 + 1)
    assert (caught.value.reason, caught.value.fields) == (
        "attachment_too_large",
        {"size": 51, "limit": 20},
    )
    media.keep(session, account.id, PHOTO, clock, handle="f", size=20 * 2**20)


@pytest.mark.parametrize("handle", ["", "x" * 401])
def test_what_cannot_be_fetched_is_not_kept(
    session: Session, zhang: int, clock: SetClock, handle: str
) -> None:
    with pytest.raises(Invalid):
        media.keep(session, account_of(session, zhang).id, PHOTO, clock, handle=handle)


def test_photos_sent_together_are_passed_on_together(
    session: Session, case: Case, zhang: int, wang: int, clock: SetClock
) -> None:
    ids = sent(session, zhang, PHOTO, PHOTO, VOICE)
    media.attach(session, ids, case, clock)
    stored(session, clock, ids[0])
    stored(session, clock, ids[2])
    assert shown_to(session, wang) == []
    stored(session, clock, ids[1])
    assert shown_to(session, wang) == [tuple(ids)]
    assert "照片 2 张，语音 1 段（6 秒）" in words_for(session, wang)
    assert case.number in words_for(session, wang)
    media.pass_on(session, case, clock, to_reporter=False)
    assert len(shown_to(session, wang)) == 1


def test_what_is_stored_already_is_passed_on_at_once_and_to_who_has_the_case(
    session: Session, case: Case, zhang: int, wang: int, clock: SetClock
) -> None:
    li = a_worker(session, Role.GRID_MANAGER, "XF-1", "李网格")
    handling.sign_case(session, case.id, li, clock)
    hear_all(session)
    ids = sent(session, zhang, *[PHOTO] * 12, content="c" * 64)
    media.attach(session, ids, case, clock)
    assert shown_to(session, li) == [tuple(ids[:10]), tuple(ids[10:])]
    assert shown_to(session, wang) == []
    assert list(enclosures.list_of_case(session, case.id)) == [row(session, each) for each in ids]


def test_one_in_trouble_does_not_hold_up_the_others(
    session: Session, case: Case, zhang: int, wang: int, clock: SetClock
) -> None:
    slow, quick = sent(session, zhang, PHOTO, PHOTO)
    media.attach(session, [slow, quick], case, clock)
    fetching.lease_waiting(session, account_of(session, zhang).door, ROBOT, 9, clock)
    stored(session, clock, quick)
    assert shown_to(session, wang) == []
    fetching.settle_later(session, slow, "no answer", clock)
    assert shown_to(session, wang) == [(quick,)]
    stored(session, clock, slow)
    assert shown_to(session, wang) == [(quick,), (slow,)]


def test_nobody_hands_in_what_another_sent_or_twice(
    session: Session, case: Case, zhang: int, wang: int, clock: SetClock
) -> None:
    li = a_resident(session, "李四")
    theirs, own = (sent(session, who, PHOTO, content="c" * 64) for who in (li, zhang))
    media.attach(session, [*theirs, *own, 4711], case, clock)
    assert (row(session, theirs[0]).case_id, row(session, own[0]).case_id) == (None, case.id)
    other = a_case(session, li, clock)
    media.attach(session, [*own, *theirs], other, clock)
    assert (row(session, theirs[0]).case_id, row(session, own[0]).case_id) == (other.id, case.id)
    assert shown_to(session, wang) == [tuple(theirs)]
    media.attach(session, own, a_case(session, zhang, clock), clock)
    assert row(session, own[0]).case_id == case.id


def test_who_was_joined_with_another_hands_in_what_the_other_sends(
    session: Session, case: Case, zhang: int, clock: SetClock
) -> None:
    elder = a_resident(session, "张三")
    before = session.get(Person, zhang)
    assert before is not None
    before.merged_into_id = elder
    session.flush()
    (photo,) = sent(session, elder, PHOTO)
    media.attach(session, [photo], case, clock)
    assert row(session, photo).case_id == case.id


def test_what_the_office_shows_goes_to_the_reporter_alone(
    session: Session, case: Case, zhang: int, wang: int, clock: SetClock
) -> None:
    handling.sign_case(session, case.id, wang, clock)
    hear_all(session)
    one, two = sent(session, wang, PHOTO, PHOTO)
    media.attach(session, [one, two], case, clock, to_reporter=True)
    stored(session, clock, one, two)
    assert shown_to(session, zhang) == [(one, two)]
    assert shown_to(session, wang) == []


def test_who_may_not_see_a_case_is_not_shown_its_photos(
    session: Session, zhang: int, clock: SetClock
) -> None:
    admin = a_worker(session, Role.ADMIN, "NS")
    case = a_case(session, zhang, clock)
    media.attach(session, sent(session, zhang, PHOTO, content="c" * 64), case, clock)
    assert shown_to(session, admin) == []


@pytest.mark.parametrize("settle", [fetching.settle_refused, fetching.settle_lost])
def test_what_could_not_be_taken_is_told_and_stands_in_the_file(
    session: Session,
    case: Case,
    zhang: int,
    wang: int,
    clock: SetClock,
    settle: Callable[[Session, int, str, SetClock], None],
) -> None:
    broken, whole = sent(session, zhang, PHOTO, PHOTO)
    media.attach(session, [broken, whole], case, clock)
    stored(session, clock, whole)
    settle(session, broken, "why", clock)
    assert "照常办理" in words_for(session, zhang)
    assert "有一张照片" in words_for(session, zhang)
    assert shown_to(session, wang) == [(whole,)]
    told = enclosures.describe_case(session, case.id)
    assert told is not None
    assert put_into_words(told) == "照片 1 张，没能收到的 1 个"
    settle(session, broken, "again", clock)
    assert len(sayings_for(session, zhang)) == 1


def test_thirty_broken_photos_are_told_of_once(
    session: Session, case: Case, zhang: int, clock: SetClock
) -> None:
    ids = sent(session, zhang, *[PHOTO] * 30)
    media.attach(session, ids, case, clock)
    for each in ids:
        fetching.settle_refused(session, each, "attachment_type", clock)
    assert len(sayings_for(session, zhang)) == 1


def test_what_was_not_handed_in_yet_may_be_sent_again(
    session: Session, zhang: int, clock: SetClock
) -> None:
    (voice,) = sent(session, zhang, VOICE)
    fetching.settle_refused(session, voice, "attachment_type", clock)
    assert words_for(session, zhang) == (
        "有一段语音打不开，没有收下。\n可以再发一次，也可以用文字说。"
    )


def test_nothing_is_described_as_nothing(session: Session, case: Case) -> None:
    assert enclosures.describe(session, []) is None
    assert enclosures.describe(session, [4711]) is None
    assert enclosures.describe_case(session, case.id) is None
