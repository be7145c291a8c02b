"""The demonstration street, made and shown: what its story told stands on the screens at once."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from bot.platforms.browser import BrowserAdapter
from bot.setting_groups import Settings
from handlers.talking.buttons import message_token
from models.groups import Card
from models.media import MediaKind
from models.outbox import MessageState, OutMessage
from models.people import Account
from scheduler.timetable import TIMETABLE
from services import demo
from services.attachments import media
from services.clock import Clock
from services.delivery import screens
from services.delivery.messages import open_body
from services.delivery.screens import ScreenButton, Shown
from services.leases import take_slot
from services.sealing import sealer_of
from services.store import Store
from services.texts.phrases import join_words, put_into_words


def fill_if_new(store: Store, settings: Settings, clock: Clock, cases: int = demo.CASES) -> bool:
    """Fill a store in which nobody has done anything, where no platform is configured.

    Returns:
        Whether the store holds the demonstration, now or since an earlier start.
    """
    with store.read() as session:
        is_demo = demo.is_demo(session)
        is_new = not is_demo and demo.is_empty(session)
    if is_new and not _has_platform(settings):
        fill(store, clock, cases)
        is_demo = True
    if is_demo:
        store.rules = demo.rules_for_demo(store.rules)
    return is_demo


def fill(store: Store, clock: Clock, cases: int = 0) -> None:
    """Fill an empty store; with so many cases of the year before.

    Raises:
        Conflict: somebody has put something into it.
    """
    store.rules = demo.rules_for_demo(store.rules)
    with store.write() as session:
        demo.fill_demo(session, clock, lambda at: _show(session, at), cases)
        for entry in TIMETABLE:  # the lists of this morning are read already
            if (period := entry.period(clock)) is not None:
                take_slot(session, entry.name, period, clock)


def _has_platform(settings: Settings) -> bool:
    return any((settings.telegram.token, settings.wechat.app_id, settings.wecom.corp_id))


def _show(session: Session, clock: Clock) -> None:
    """Put every message that waits onto its screen."""
    session.flush()
    waiting = session.exec(
        select(OutMessage, Account)
        .join(Account, col(Account.id) == OutMessage.account_id)
        .where(OutMessage.state == MessageState.WAITING, Account.door == BrowserAdapter.door)
        .order_by(col(OutMessage.id))
    ).all()
    for message, account in waiting:
        saying = open_body(sealer_of(session, account.key_id), message.body or b"")
        language = account.reads
        buttons = tuple(
            ScreenButton(
                put_into_words(choice.label, clock.zone, language),
                "" if choice.link else message_token(message.id, index),
                link=choice.link,
            )
            for index, choice in enumerate(saying.choices)
        )
        words = join_words(saying.phrases, clock.zone, language)
        shown = Shown(words, buttons, pictures=_pictures(session, saying.attachments))
        message.state = MessageState.SENT
        message.sent_at = clock.now()
        message.outer_id = _put(session, account, message, shown, clock)
    session.flush()


def _pictures(session: Session, attachment_ids: Sequence[int]) -> tuple[str, ...]:
    found = media.list_stored(session, attachment_ids) if attachment_ids else ()
    return tuple(content for kind, content in found if kind is MediaKind.PHOTO)


def _put(
    session: Session, account: Account, message: OutMessage, shown: Shown, clock: Clock
) -> str:
    """Put one message onto a screen, a card in the place of its older look; give its line."""
    card = None if message.card_id is None else session.get(Card, message.card_id)
    old = "" if card is None else card.outer_id or ""
    if old and screens.replace_line(session, account, int(old), shown):
        return old
    source = f"o{message.id}.0"
    line_id = str(screens.append_line(session, account, source, shown, clock, is_ours=True))
    if card is not None:
        card.outer_id = line_id
    return line_id
