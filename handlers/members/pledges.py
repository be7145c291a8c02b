"""Pledges (承诺) in the chat: written by members, confirmed by the office."""

from handlers.casework.handling import worker
from handlers.members.member_cards import somebody
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Words
from handlers.talking.talk import Talk
from services import facts
from services.clock import today
from services.delivery.messages import Choice, Command
from services.identity import people
from services.members.members import require_member
from services.points import pledges
from services.points.pledges import Pledged
from services.texts.members import member_cards as card_texts
from services.texts.members import pledges as texts
from services.texts.phrases import Phrase

SHOWN = 10


def pledges_(talk: Talk) -> Reply:
    """Show somebody what they promised this year.

    Raises:
        NotAllowed: members_only.
    """
    me = somebody(talk)
    require_member(talk.session, me)
    made = pledges.list_pledges(talk.session, me, today(talk.clock).year)
    said = [_line(number, each) for number, each in enumerate(made, 1)]
    open_ = [(number, each) for number, each in enumerate(made, 1) if not each.is_kept]
    choices = [
        Choice(label(number=number), Command(dialogue, {"pledge": each.id}))
        for number, each in open_
        for label, dialogue in ((texts.ASK, "ask_pledge"), (texts.DROP, "drop_pledge"))
    ]
    write = Choice(card_texts.WRITE_PLEDGE(), Command("write_pledge", {}))
    return Reply(tuple(said) or (card_texts.NO_PLEDGES(),), (*choices, write))


def write_pledge(talk: Talk) -> Reply:
    """Take a pledge in the member's own words."""
    me = somebody(talk)
    require_member(talk.session, me)
    words = talk.ask("words", Words((texts.WRITE(),), least=4))
    talk.do("make", lambda: pledges.make_pledge(talk.session, me, words, talk.clock))
    return reply(texts.MADE(words=words), choices=(_TO_PLEDGES,))


def drop_pledge(talk: Talk) -> Reply:
    """Take a pledge off that is not kept."""
    me, pledge_id = worker(talk), talk.number("pledge")
    talk.do("drop", lambda: pledges.drop_pledge(talk.session, pledge_id, me, talk.clock))
    return reply(texts.DROPPED(), choices=(_TO_PLEDGES,))


def ask_pledge(talk: Talk) -> Reply:
    """Ask the office to confirm a pledge."""
    me, pledge_id = worker(talk), talk.number("pledge")
    told = talk.do("ask", lambda: pledges.ask_kept(talk.session, pledge_id, me, talk.clock))
    if not told:
        return reply(texts.ASK_NOBODY(phone=facts.office_phone(talk.session)))
    return reply(texts.ASK_SENT())


def pledges_to_confirm(talk: Talk) -> Reply:
    """List the pledges that somebody of the office may confirm (看承诺)."""
    waiting = pledges.list_to_confirm(talk.session, worker(talk), talk.clock)
    if not waiting:
        return reply(texts.NOTHING_TO_CONFIRM())
    after = max(int(talk.about.get("from", 0)), 0)
    shown = list(enumerate(waiting, 1))[after : after + SHOWN]
    said = [
        texts.OF_MEMBER(
            number=number,
            name=people.contact_of(talk.session, each.person_id).name,
            words=each.words,
        )
        for number, each in shown
    ]
    choices = [
        Choice(texts.CONFIRM_NUMBER(number=number), Command("confirm_pledge", {"pledge": each.id}))
        for number, each in shown
    ]
    left = len(waiting) - after - len(shown)
    if left > 0:
        onward = Command("pledges_to_confirm", {"from": after + SHOWN})
        choices.append(Choice(texts.MORE(count=left), onward))
    return Reply((texts.TO_CONFIRM(count=len(waiting)), *said), tuple(choices))


def confirm_pledge(talk: Talk) -> Reply:
    """Confirm that a pledge was kept (确认兑现)."""
    me, pledge_id = worker(talk), talk.number("pledge")
    points = talk.do(
        "confirm", lambda: pledges.confirm_kept(talk.session, pledge_id, me, talk.clock)
    )
    return reply(texts.CONFIRMED(points=points))


def _line(number: int, pledge: Pledged) -> Phrase:
    state = texts.IS_KEPT() if pledge.is_kept else texts.NOT_YET()
    return texts.MINE(number=number, words=pledge.words, state=state)


_TO_PLEDGES = Choice(card_texts.MY_PLEDGES(), Command("pledges", {}))
