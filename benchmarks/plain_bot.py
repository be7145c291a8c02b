"""The yardstick: the same dialogue as a plain python-telegram-bot bot with SQLModel.

Written as a good tutorial would: a ConversationHandler, a session and a commit in each callback.
What it says is put into words and dropped, where ours ends at the commit of the outbox.
"""

import asyncio
import secrets
import time
import warnings
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import BigInteger, event
from sqlalchemy.orm import registry
from sqlmodel import Field, Session, SQLModel, create_engine, select
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update, User
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ContextTypes,
    ConversationHandler,
    ExtBot,
    MessageHandler,
    filters,
)
from telegram.warnings import PTBUserWarning
from typing_extensions import override

from benchmarks import updates
from benchmarks.reports import place_of, words_of
from services.store import normalise_url
from services.triage.triage import guess_category

AGREEING, PLACING, CHECKING = range(3)
TOKEN = "700000001:AAF-a_token_that_only_measurements_use"

Context = ContextTypes.DEFAULT_TYPE


class PlainTable(SQLModel, registry=registry()):
    """Tables of their own, apart from the program's."""


class PlainDraft(PlainTable, table=True):
    """What somebody is about to hand in."""

    id: int | None = Field(default=None, primary_key=True)
    telegram_id: int = Field(unique=True, sa_type=cast("Any", BigInteger))
    words: str
    place: str = ""
    agreed_at: datetime | None = None


class PlainCase(PlainTable, table=True):
    """A case."""

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    receipt: str
    telegram_id: int = Field(index=True, sa_type=cast("Any", BigInteger))
    category: str
    place: str
    status: str = "submitted"
    reported_at: datetime
    due_at: datetime


class PlainLine(PlainTable, table=True):
    """One line of a case's file."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="plaincase.id", index=True)
    at: datetime
    act: str
    words: str


class PlainBot:
    """The plain bot over a database of its own tables.

    Args:
        url: the database.
        keeps_drafts: whether each turn is stored; else drafts live in memory until handed in.
    """

    def __init__(self, url: str, *, keeps_drafts: bool) -> None:
        self._engine = create_engine(normalise_url(url))
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _prepare_sqlite)
        PlainTable.metadata.create_all(self._engine)
        self._keeps_drafts = keeps_drafts
        self._said: list[tuple[str, InlineKeyboardMarkup | None]] = []
        self._runner = asyncio.Runner()
        self._application = self._runner.run(self._open())

    def play(self, residents: Sequence[int]) -> float:
        """Let each resident file one report in four turns; give the seconds it took."""
        waves = (
            [updates.message(it, words_of(it)) for it in residents],
            [updates.press(it, "同意", "agree") for it in residents],
            [updates.message(it, place_of(it)) for it in residents],
            [updates.press(it, "提交", "submit") for it in residents],
        )
        seconds = 0.0
        for wave in waves:
            started = time.perf_counter()
            self._runner.run(self._process(wave))
            seconds += time.perf_counter() - started
        if len(self._said) != len(waves) * len(residents):
            raise AssertionError("the plain bot did not answer everybody")
        self._said.clear()
        return seconds

    def close(self) -> None:
        """Let go of everything."""
        self._runner.close()
        self._engine.dispose()

    async def _open(self) -> Application[Any, Any, Any, Any, Any, Any]:
        bot = _Nobody(TOKEN)
        # It misses per_message, which a conversation of texts and buttons cannot have.
        warnings.filterwarnings("ignore", category=PTBUserWarning)
        application = Application.builder().bot(bot).updater(None).job_queue(None).build()
        application.add_handler(
            ConversationHandler(
                entry_points=[MessageHandler(filters.TEXT & ~filters.COMMAND, self._begin)],
                states={
                    AGREEING: [CallbackQueryHandler(self._agree, pattern="^agree$")],
                    PLACING: [MessageHandler(filters.TEXT & ~filters.COMMAND, self._place)],
                    CHECKING: [CallbackQueryHandler(self._submit, pattern="^submit$")],
                },
                fallbacks=[],
            )
        )
        await application.initialize()
        return application

    async def _process(self, wave: Sequence[updates.Update]) -> None:
        bot = self._application.bot
        for update in wave:
            await self._application.process_update(Update.de_json(update, bot))

    async def _begin(self, update: Update, context: Context) -> int:
        words = _text(update)
        if self._keeps_drafts:
            with Session(self._engine) as session:
                session.add(PlainDraft(telegram_id=_sender(update), words=words))
                session.commit()
        _memory(context)["words"] = words
        self._say(
            "街道为办理您反映的事，记录您的原话和联系方式，只给承办人员看。", {"同意": "agree"}
        )
        return AGREEING

    async def _agree(self, update: Update, context: Context) -> int:
        now = datetime.now(UTC)
        if self._keeps_drafts:
            with Session(self._engine) as session:
                self._draft(session, update).agreed_at = now
                session.commit()
        _memory(context)["agreed_at"] = now
        self._say("哪个小区，几号楼附近？")
        return PLACING

    async def _place(self, update: Update, context: Context) -> int:
        place = _text(update)
        if self._keeps_drafts:
            with Session(self._engine) as session:
                self._draft(session, update).place = place
                session.commit()
        memory = _memory(context)
        memory["place"] = place
        category = guess_category(memory["words"])
        self._say(
            f"请看一下，对的话点“提交”：\n\n{memory['words']}\n\n地点：{place}\n类别：{category}",
            {"提交": "submit", "改": "change", "更多": "more"},
        )
        return CHECKING

    async def _submit(self, update: Update, context: Context) -> int:
        memory = _memory(context)
        now = datetime.now(UTC)
        with Session(self._engine) as session:
            case = PlainCase(
                number=secrets.token_hex(8),
                receipt=secrets.token_hex(4),
                telegram_id=_sender(update),
                category=guess_category(memory["words"]),
                place=memory["place"],
                reported_at=now,
                due_at=now + timedelta(days=7),
            )
            session.add(case)
            session.flush()
            case.number = f"QH-{now.year}-{case.id:06}"
            line = PlainLine(case_id=case.id or 0, at=now, act="reported", words=memory["words"])
            session.add(line)
            if self._keeps_drafts:
                session.delete(self._draft(session, update))
            session.commit()
            self._say(f"已提交，编号 {case.number}，查询码 {case.receipt}。")
        memory.clear()
        return ConversationHandler.END

    def _draft(self, session: Session, update: Update) -> PlainDraft:
        return session.exec(
            select(PlainDraft).where(PlainDraft.telegram_id == _sender(update))
        ).one()

    def _say(self, text: str, buttons: Mapping[str, str] | None = None) -> None:
        row = [
            InlineKeyboardButton(label, callback_data=pressed)
            for label, pressed in (buttons or {}).items()
        ]
        self._said.append((text, InlineKeyboardMarkup([row]) if row else None))


class _Nobody(ExtBot[None]):
    """A bot that never calls anybody."""

    @override
    async def initialize(self) -> None:
        """Be somebody without asking who."""
        self._bot_user = User(700000001, "民情直通车", is_bot=True, username="mq_bot")
        self._initialized = True


def _sender(update: Update) -> int:
    return update.effective_user.id if update.effective_user else 0


def _text(update: Update) -> str:
    return (update.effective_message.text if update.effective_message else None) or ""


def _memory(context: Context) -> dict[str, Any]:
    return cast("dict[str, Any]", context.user_data)


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - of any driver
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
