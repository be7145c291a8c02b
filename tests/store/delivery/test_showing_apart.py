"""Doors on which each photo is a message of its own: counted, and never shown again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from typing_extensions import override

from bot.doors import Button, Outgoing, Picture
from bot.speaking.speaker import Speaker
from models.errors import PlatformDown
from models.media import MediaKind
from models.outbox import MessageState
from models.people import Language
from services.clock import SHANGHAI, SetClock
from services.delivery.dispatch import Leased
from services.delivery.messages import Choice, Saying, seal_body
from services.sealing import Vault
from services.texts import talk
from tests.support.builders import MONDAY, SECRET
from tests.support.mouths import Mouth

VAULT = Vault(SECRET)
WRAPPED = VAULT.wrap_new_key()
CLOCK = SetClock(MONDAY)


class Charges:
    """The budget: lets so many parts through, then names a time."""

    def __init__(self, free: int) -> None:
        self.free = free
        self.charged = 0

    async def next_part(self, message: Leased, parts_sent: int) -> datetime | None:
        assert message.id == 17
        assert parts_sent > 0
        if self.charged == self.free:
            return MONDAY + timedelta(seconds=3.7)
        self.charged += 1
        return None


def find(ids: Sequence[int]) -> list[Picture]:
    """Find photo 1 and 3; 2 is gone."""
    return [Picture(MediaKind.PHOTO, "image/jpeg", b"x", str(it)) for it in ids if it != 2]


def a_speaker(mouth: Mouth, charges: Charges) -> Speaker:
    return Speaker(mouth, VAULT, SHANGHAI, charges.next_part, find)


SAYING = Saying((talk.SKIP(),), (Choice(talk.YES()),), attachments=(1, 2, 3))


def a_leased(saying: Saying = SAYING) -> Leased:
    return Leased(
        id=17,
        account_id=1,
        chat="7",
        topic="",
        conversation_id=1,
        turn=1,
        body=seal_body(VAULT.sealer(WRAPPED), saying),
        parts_sent=0,
        tries=1,
        fault=None,
        wrapped=WRAPPED,
        outer_id="7",
        language=Language.SIMPLIFIED,
        is_group=False,
    )


@pytest.fixture
def mouth() -> Mouth:
    mouth = Mouth()
    mouth.shows_apart = True
    return mouth


def shown(outgoing: Outgoing) -> str:
    return "".join(it.content for it in outgoing.pictures) or outgoing.text


async def test_each_photo_is_charged_and_the_words_come_last(mouth: Mouth) -> None:
    charges = Charges(free=9)
    outcome = await a_speaker(mouth, charges).say(a_leased(), CLOCK.now)
    assert [shown(it) for it in mouth.sent] == ["1", "3", "跳过"]
    assert [len(it.buttons) for it in mouth.sent] == [0, 0, 1]
    assert (outcome.state, outcome.parts_sent, charges.charged) == (MessageState.SENT, 4, 3)


async def test_where_few_messages_may_follow_few_photos_do_and_the_rest_is_counted(
    mouth: Mouth,
) -> None:
    mouth.has_windows = True
    saying = Saying((talk.SKIP(),), attachments=(1, 3, 4, 5, 6))
    message = replace(a_leased(), body=seal_body(VAULT.sealer(WRAPPED), saying))
    await a_speaker(mouth, Charges(free=9)).say(message, CLOCK.now)
    *photos, words = (shown(it) for it in mouth.sent)
    assert photos == ["1", "3", "4"]
    assert "另有 2 张" in words


async def test_what_was_shown_is_not_shown_again(mouth: Mouth) -> None:
    message = a_leased()
    waits = await a_speaker(mouth, Charges(free=1)).say(message, CLOCK.now)
    assert (waits.state, waits.parts_sent) == (MessageState.WAITING, 2)
    assert waits.due_at == MONDAY + timedelta(seconds=3.7)
    mouth.failures = [PlatformDown("no answer")]
    again = replace(message, parts_sent=waits.parts_sent)
    down = await a_speaker(mouth, Charges(free=9)).say(again, CLOCK.now)
    assert (down.state, down.parts_sent) == (MessageState.WAITING, 2)
    await a_speaker(mouth, Charges(free=9)).say(again, CLOCK.now)
    assert [shown(it) for it in mouth.sent] == ["1", "3", "跳过"]


async def test_a_message_keeps_its_key_over_tries_and_no_other_has_it(mouth: Mouth) -> None:
    message = a_leased()
    for again in (message, message, a_leased()):  # the third is sealed anew, as in another store
        await a_speaker(mouth, Charges(free=9)).say(replace(again, parts_sent=3), CLOCK.now)
    first, second, other = (it.key for it in mouth.sent)
    assert first == second != other


async def test_a_door_that_shows_them_together_gets_them_together() -> None:
    mouth = Mouth()
    await a_speaker(mouth, Charges(free=9)).say(a_leased(), CLOCK.now)
    [sent] = mouth.sent
    assert ([it.content for it in sent.pictures], sent.text) == (["1", "3"], "跳过")


class Cards(Mouth):
    """A door on whose cards a single letter fits."""

    @override
    def shows_buttons(self, text: str, buttons: Sequence[Button]) -> bool:
        return True

    @override
    def split_above_buttons(self, text: str) -> Sequence[str]:
        return [text[:-1], text[-1]]


async def test_only_what_has_buttons_under_it_is_cut_for_them() -> None:
    asking, telling = Saying((talk.SKIP(),), (Choice(talk.YES()),)), Saying((talk.SKIP(),))
    said: list[list[str]] = []
    for saying in (asking, telling):
        mouth = Cards(is_numbered=True)
        message = replace(a_leased(saying), first_number=1)
        await a_speaker(mouth, Charges(free=9)).say(message, CLOCK.now)
        said.append(mouth.said)
    assert said == [["跳", "过"], ["跳过"]]


async def test_a_groups_words_are_not_cut_for_a_card() -> None:
    mouth = Cards(is_numbered=True)
    asking = Saying((talk.SKIP(),), (Choice(talk.YES(), link="case_7"),))
    message = replace(a_leased(asking), is_group=True, turn=None)
    await a_speaker(mouth, Charges(free=9)).say(message, CLOCK.now)
    assert mouth.said == ["跳过"]
