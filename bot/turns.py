"""Turns: what waits in the inbox is taken, thought about, and answered into the outbox.

One transaction holds reading the events, everything they change and everything to be said about
it. Many conversations share a transaction. On SQLite each turn that writes has a savepoint. On
PostgreSQL a transaction ends with the first turn that writes: counters locked in arbitrary order
by shared transactions deadlock. So as many conversations are taken as went well the last time.
"""

import faulthandler
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.batches import Batch, Run
from bot.replying import opened_by, rows_of
from bot.savepoints import Before, Savepoint
from handlers.talking.conversation import Conversation
from handlers.talking.frames import State
from handlers.talking.frames_json import state_from_json, state_to_json
from handlers.talking.messages import Heard, Kind
from handlers.talking.talk import Caller
from handlers.understanding import router
from handlers.understanding.labels import count_choices
from models.people import Door
from services import facts
from services.clock import Clock
from services.delivery import outbox
from services.identity import people
from services.members import touch
from services.reception import turns
from services.reception.turnarounds import Turnaround, Waiting
from services.rules import rules_of
from services.sealing import Sealer
from services.store import Store, is_transient
from services.texts import talk as texts

logger = logging.getLogger(__name__)

ENDED_US = "the process ended"
"""Fault of an event during whose tries the process ended each time."""

BATCH = 40
"""Conversations in one transaction; 20 to 50 keep reception waiting for under 20 ms."""

HEARD_EVERY = timedelta(minutes=5)

STUCK = timedelta(seconds=60)
"""A batch that takes longer ends the process; after the restart each event is taken alone."""


class Turns:
    """Works off the inbox of one store.

    Args:
        store: where everything lies.
        hear: how each door's payloads are read.
        clock: tells the time.
        batch: most conversations in one transaction.
    """

    def __init__(
        self,
        store: Store,
        hear: Mapping[Door, Callable[[bytes], Heard]],
        clock: Clock,
        batch: int = BATCH,
    ) -> None:
        self._store = store
        self._hear = hear
        self._clock = clock
        self._batch = batch
        self._most = batch

    def run_once(self) -> int:
        """Take up to `batch` conversations; give how many events were handled or put aside."""
        run = Run()
        faulthandler.dump_traceback_later(STUCK.total_seconds(), exit=True)
        try:
            while run.conversations < self._batch and not run.is_over:
                self._run_batch(run)
        finally:
            faulthandler.cancel_dump_traceback_later()
        return run.events

    def run_carefully(self) -> int:
        """Handle what an unclean stop left, one event at a time, its try committed before.

        If an event kills the process it is known by its tries, and becomes a dead letter.
        """
        handled = 0
        while True:
            with self._store.write() as session:
                taken = turns.take(session, 1)
                if not taken:
                    return handled
                event = taken[0].events[0]
                turns.count_try(session, event.event_id)
            handled += 1
            faulthandler.dump_traceback_later(STUCK.total_seconds(), exit=True)
            try:
                self._run_alone(taken[0], event)
            except DBAPIError as error:
                if is_transient(error):
                    with self._store.write() as session:
                        turns.count_try(session, event.event_id, by=-1)
                raise
            finally:
                faulthandler.cancel_dump_traceback_later()

    def _run_batch(self, run: Run) -> None:
        """Handle one transaction's worth."""
        most = self._most
        try:
            with self._store.write() as session:
                taken = turns.take(session, most, besides=run.failed)
                batch = Batch(session, run.failed, ends_with_a_write=not self._store.is_sqlite)
                for work in taken:
                    self._converse(batch, work, work.events, is_alone=most == 1)
                    if batch.is_full:
                        break
                batch.write(self._clock.now())
        except DBAPIError as error:
            if is_transient(error) or most == 1:
                raise
            self._most = 1  # somebody spoilt what they shared: let the next turn be alone
            return
        run.conversations += batch.conversations
        run.events += batch.events
        run.is_over = len(taken) < most and not batch.is_full
        self._most = batch.conversations if batch.is_full else min(2 * most, self._batch)

    def _run_alone(self, work: Turnaround, event: Waiting) -> None:
        with self._store.write() as session:
            batch = Batch(session, set())
            again = turns.take_again(session, work.conversation_id, [event])
            if again is not None:
                self._converse(batch, again, [event], is_alone=True)
            batch.write(self._clock.now())

    def _converse(
        self, batch: Batch, work: Turnaround, events: Sequence[Waiting], *, is_alone: bool
    ) -> None:
        """Take a conversation's waiting events in order, until one fails or the batch is full."""
        is_sqlite = self._store.is_sqlite
        savepoint = Savepoint(
            batch.session, is_early=is_alone and not is_sqlite, is_sqlite=is_sqlite
        )
        batch.conversations += 1
        conversation = self._open(batch, work, savepoint)
        sealed_with = conversation.caller.sealer  # erasing gives the caller another
        finished: list[int] = []
        answered: Waiting | None = None
        for event in events:
            batch.events += 1
            if event.tries >= rules_of(batch.session).tries:
                self._put_aside(batch, conversation, event, event.tries, ENDED_US)
                answered = event
                continue
            before = Before.of(conversation)
            savepoint.begin()
            try:
                heard = self._read(batch, work, event, sealed_with)
                self._listen(conversation, work, event, heard)
                savepoint.release()
                finished.append(event.event_id)
                answered = event
            except Exception as error:
                if is_transient(error) or (
                    isinstance(error, DBAPIError) and not savepoint.can_undo
                ):
                    raise
                savepoint.roll_back()
                before.restore(conversation)
                tries = event.tries + 1
                logger.exception("event %s failed (try %s)", event.event_id, tries)
                self._put_aside(batch, conversation, event, tries, type(error).__name__)
                if tries < rules_of(batch.session).tries:
                    batch.failed.add(work.conversation_id)
                    break
                answered = event
                continue
            if savepoint.has_written and batch.ends_with_a_write:
                batch.is_full = True
                break
        if finished or conversation.said:
            self._gather(batch, work, conversation, finished, answered)

    def _read(self, batch: Batch, work: Turnaround, event: Waiting, sealer: Sealer) -> Heard:
        heard = self._hear[event.door](sealer.open_bytes(event.payload))
        batch.note_opened(opened_by(work, event, heard))
        return replace(heard, received_at=event.received_at)

    def _listen(
        self, conversation: Conversation, work: Turnaround, event: Waiting, heard: Heard
    ) -> None:
        conversation.caller.name = heard.name
        is_proof = work.is_private or work.is_group  # who speaks in a group may still shut us out
        if work.is_unreachable and is_proof and heard.kind is not Kind.LEFT:
            conversation.act(lambda: self._note_reachable(conversation.session, work))
        if self._is_to_be_noted(work):
            conversation.act(lambda: self._note_heard(conversation.session, work))
        asked = work.asked_after if conversation.turn == work.turn else None
        is_early = conversation.state.question is not None and (
            asked is None or event.event_id <= asked
        )
        router.hear(conversation, heard, is_early=is_early)
        member_id = touch.find_unheard(work.member_id, work.member_heard_at, self._clock)
        if member_id is not None:  # at the end: whoever joins people has them locked before it
            conversation.act(
                lambda: touch.note_heard(conversation.session, member_id, self._clock)
            )
            work.member_heard_at = self._clock.now()

    def _is_to_be_noted(self, work: Turnaround) -> bool:
        """Of several browsers of a person the one they are at is told what happens."""
        is_browser = work.events[0].door is Door.BROWSER and work.person_id is not None
        age = None if work.heard_at is None else self._clock.now() - work.heard_at
        return is_browser and (age is None or abs(age) > HEARD_EVERY)

    def _note_heard(self, session: Session, work: Turnaround) -> None:
        people.note_heard(session, work.account_id, self._clock)
        work.heard_at = self._clock.now()

    def _note_reachable(self, session: Session, work: Turnaround) -> None:
        """Who writes to us can be written to, whatever a platform said before."""
        people.note_reachable(session, work.account_id, self._clock, is_reachable=True)
        work.is_unreachable = False

    def _open(self, batch: Batch, work: Turnaround, savepoint: Savepoint) -> Conversation:
        sealer = self._store.vault.sealer(work.wrapped)
        caller = Caller(
            account_id=work.account_id,
            key_id=work.key_id,
            sealer=sealer,
            door=work.events[0].door,
            person_id=work.person_id,
            has_consented=work.has_consented,
            is_staff=work.is_staff,
            area_id=work.area_id,
            is_group=work.is_group,
            language=work.language,
        )
        state = State() if work.state is None else state_from_json(sealer.open(work.state))
        return Conversation(
            batch.session,
            self._clock,
            caller,
            work.conversation_id,
            work.turn,
            state,
            savepoint.act,
            chat=work.chat,
            topic=work.topic,
            is_private=work.is_private,
        )

    def _gather(
        self,
        batch: Batch,
        work: Turnaround,
        conversation: Conversation,
        finished: Sequence[int],
        answered: Waiting | None,
    ) -> None:
        now = self._clock.now()
        sealer = conversation.caller.sealer
        state = state_to_json(conversation.state)
        is_open = bool(conversation.state.frames)
        batch.finished.extend(finished)
        batch.states.append(
            {
                "which": work.conversation_id,
                "state": None if state is None else sealer.seal(state),
                "turn": conversation.turn,
                "idle_since": None if state is None else now,
                "reminded_at": None if is_open else now,
                "choices_open": count_choices(conversation.state.question),
            }
        )
        is_over = conversation.turn != work.turn or conversation.state.question is None
        if work.asked_after is None and work.turn and is_over:
            batch.replaced.append({"asked_in": work.conversation_id, "at_turn": work.turn})
        for row in rows_of(work, conversation, answered, now):
            if row["subject"] is not None:
                outbox.cancel(batch.session, row["subject"])
            batch.messages.append(row)

    def _put_aside(
        self, batch: Batch, conversation: Conversation, event: Waiting, tries: int, fault: str
    ) -> None:
        is_dead = tries >= rules_of(batch.session).tries
        now = self._clock.now()
        turns.put_aside(batch.session, event.event_id, tries, fault, now, is_dead=is_dead)
        if is_dead:
            phone = facts.office_phone(batch.session)
            conversation.say(texts.DEAD_LETTER(phone=phone))
