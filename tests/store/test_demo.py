from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bot import demo as demo_window
from bot.setting_groups import Settings, Telegram, Wechat
from bot.setting_wecom import Wecom
from handlers.talking.buttons import MessageButton, read_token
from models.access import Appointment, Role
from models.areas import Area, Level
from models.cases import Case, Escalation, Outcome, Status
from models.errors import Conflict
from models.media import Attachment
from models.notices import Notice, NoticeState
from models.outbox import MessageState, OutMessage
from models.people import Account, Door
from models.units import Unit, UnitKind
from scheduler.timetable import TIMETABLE, run_job, run_period
from services import demo
from services.areas import areas
from services.attachments import pictures
from services.attachments.shelf import Shelf
from services.case_files import timeline
from services.casework import alerts, todo
from services.clock import SetClock
from services.delivery import cards, screens
from services.delivery.outbox import find_offer
from services.delivery.screens import Line
from services.demo.drawings import Scene
from services.identity import accounts
from services.notices import notice_board
from services.office import units
from services.sealing import Vault, sealer_of
from services.store import Store
from tests.support.builders import MONDAY, SECRET, a_store, an_account

CLOCK = SetClock(MONDAY)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    store = a_store(store_url)
    yield store
    store.close()


def lines_of(store: Store, key: str) -> list[Line]:
    with store.read() as session:
        account = accounts.find_account(session, Door.BROWSER, "web", f"demo:{key}")
        assert account is not None
        return list(screens.list_newest(session, account))


def test_an_empty_store_becomes_the_demonstration(store: Store) -> None:
    with store.write() as session:
        areas.ensure_street(session, "JD", "本街道")
    assert demo_window.fill_if_new(store, Settings(), CLOCK, cases=0)
    with store.read() as session:
        codes = session.exec(select(Area.code)).all()
        assert codes
        assert all(code.startswith(demo.STREET_CODE) for code in codes)
        assert "演示" in areas.get_street(session).name
        cases = session.exec(select(Case)).all()
        wanted = {Status.SUBMITTED, Status.HANDLING, Status.ANSWERED, Status.TRACKING}
        assert wanted <= {case.status for case in cases}
        assert all(timeline.is_intact(session, case) for case in cases)
        assert all(case.due_at > CLOCK.now() or case.answered_at for case in cases)
    assert "演示" in store.rules.street_name


def test_it_has_the_size_of_a_street_and_a_year_behind_it(sqlite_url: str, tmp_path: Path) -> None:
    vault = Vault(SECRET)
    store = Store(sqlite_url, vault, shelf=Shelf(tmp_path / "media", vault))
    assert demo_window.fill_if_new(store, Settings(), CLOCK)
    with store.read() as session:
        levels = Counter(session.exec(select(Area.level)).all())
        assert (levels[Level.COMMUNITY], levels[Level.GRID], levels[Level.PATCH]) == (8, 8, 7)
        assert len(session.exec(select(Unit.id)).all()) == 90
        members = select(Appointment.id).where(Appointment.role == Role.MEMBER)
        assert len(session.exec(members).all()) == 1601
        cases = session.exec(select(Case)).all()
        assert len(cases) > demo.CASES
        assert {case.status for case in cases} == set(Status)
        assert {case.level for case in cases} == set(Escalation)
        assert {case.outcome for case in cases} >= set(Outcome)
        assert all(timeline.is_intact(session, case) for case in cases)
        drafts = select(Notice.case_id).where(Notice.state == NoticeState.DRAFT)
        assert len(session.exec(drafts).all()) == 2, "those of the story"
        played = areas.get_area(session, "YSHF")
        assert len(notice_board.list_in_force(session, played, CLOCK)[0]) >= 4
        on_notice = select(Area.code).join(Notice).where(Notice.state == NoticeState.PUBLISHED)
        assert len({code[:4] for code in session.exec(on_notice)}) == 8
        for key in ("sun", "gao", "li"):
            account = accounts.find_account(session, Door.BROWSER, "web", f"demo:{key}")
            assert account is not None
            page = todo.list_items(session, account.person_id or 0, CLOCK)
            assert 3 <= page.total <= 7
            assert todo.Wait.CALL not in {item.wait for item in page.items}
    has_photos(store)
    store.close()


def has_photos(store: Store) -> None:
    """Hold that photos came with cases, before and after, and that the album shows some."""
    with store.read() as session:
        photos = session.exec(select(Attachment)).all()
        shelf = store.shelf
        assert shelf is not None
        contents = {it.content for it in photos}
        assert 10 <= len(contents) <= 2 * len(Scene), "a dozen drawings, used again and again"
        for content in contents:
            assert pictures.sniff(shelf.get(content or "")) == "image/jpeg"
        assert all(it.case_id is not None and it.passed_at is not None for it in photos)
        assert len([it for it in photos if it.is_for_reporter]) >= 24
        assert len(notice_board.list_pictured(session, CLOCK, limit=12) or ()) == 12
    for key in ("zhang", "li"):
        assert any(line.shown.pictures for line in lines_of(store, key))


@pytest.mark.parametrize("hours", [-1.5, 142.5])
def test_for_hours_nothing_happens_by_itself(sqlite_url: str, hours: float) -> None:
    store, clock = a_store(sqlite_url), SetClock(MONDAY + timedelta(hours=hours))
    begun = clock.now()
    demo_window.fill(store, clock, cases=80)
    with store.read() as session:
        before = [case.model_dump() for case in session.exec(select(Case)).all()]
    for _ in range(6):
        for entry in TIMETABLE:
            if entry.every is not None:
                run_job(store, entry.job, clock)
            elif entry.grace is not None and clock.now() == begun:
                assert run_period(store, entry, clock) == 0
        clock.move(timedelta(minutes=20))
    with store.read() as session:
        assert [case.model_dump() for case in session.exec(select(Case)).all()] == before
        waiting = select(OutMessage.id).where(OutMessage.state == MessageState.WAITING)
        assert session.exec(waiting).all() == []
    store.close()


def test_the_returned_case_of_the_story_can_be_handed_to_whom_it_concerns(store: Store) -> None:
    demo_window.fill(store, CLOCK)
    with store.read() as session:
        [bus] = units.find_units(session, "公交")
        assert bus.kind is UnitKind.OUTSIDE
        cases = session.exec(select(Case)).all()
        places = [alerts.words_of(session, case)[1] for case in cases]
        assert all(places)
        assert "桂园" in places


def test_everybody_has_something_on_their_screen_in_the_order_it_happened(store: Store) -> None:
    demo_window.fill(store, CLOCK)
    for person in demo.PLAYED:
        told = lines_of(store, person.key)
        assert told
        assert [it.at for it in told] == sorted(it.at for it in told)
        assert told[-1].at > MONDAY - timedelta(days=3)
        assert told[-1].at <= MONDAY
    with store.read() as session:
        waiting = select(OutMessage.id).where(OutMessage.state == MessageState.WAITING)
        assert session.exec(waiting).all() == []


def test_every_button_of_the_demonstration_works(store: Store) -> None:
    demo_window.fill(store, CLOCK)
    with store.read() as session:
        rows = session.exec(select(Account).order_by(col(Account.id))).all()
        buttons = 0
        for account in rows:
            sealer = sealer_of(session, account.key_id)
            for line in screens.list_newest(session, account):
                for button in line.shown.buttons:
                    if button.link:
                        continue
                    token = read_token(button.token)
                    assert isinstance(token, MessageButton)
                    at = (token.message_id, token.index)
                    if account.is_group:
                        found = cards.find_offer(session, account.id, *at)
                    else:
                        found = find_offer(session, account.id, sealer, *at)
                    assert found is not None
                    buttons += 1
        assert buttons > 20


def test_it_is_made_once(store: Store) -> None:
    demo_window.fill(store, CLOCK)
    before = {person.key: len(lines_of(store, person.key)) for person in demo.PEOPLE}
    assert demo_window.fill_if_new(store, Settings(), CLOCK)
    assert {person.key: len(lines_of(store, person.key)) for person in demo.PEOPLE} == before
    with pytest.raises(Conflict):
        demo_window.fill(store, CLOCK)


@pytest.mark.parametrize(
    "platform",
    [
        {"telegram": Telegram.model_validate({"token": "1:abc"})},
        {"wechat": Wechat(app_id="wx1")},
        {"wecom": Wecom(corp_id="ww1")},
    ],
)
def test_nothing_is_invented_where_a_platform_is_configured(
    store: Store, platform: Mapping[str, Any]
) -> None:
    assert not demo_window.fill_if_new(store, Settings(**platform), CLOCK)
    with store.read() as session:
        assert session.exec(select(Account)).all() == []
        assert not demo.is_demo(session)


def test_nothing_is_invented_beside_what_is_real(store: Store) -> None:
    with store.write() as session:
        an_account(session)
    assert not demo_window.fill_if_new(store, Settings(), CLOCK)
    with pytest.raises(Conflict):
        demo_window.fill(store, CLOCK)
    with store.read() as session:
        assert not demo.is_demo(session)


def test_who_plays_at_night_is_answered(store: Store) -> None:
    demo_window.fill(store, CLOCK)
    assert store.rules.quiet_from == store.rules.quiet_until
