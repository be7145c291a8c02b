"""Claims as those see them who confirm: one press, or one press and a sentence."""

from handlers.casework.handling import worker
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Words
from handlers.talking.talk import Talk
from models.posts import Claim
from services import waiting
from services.delivery.messages import Choice, Command
from services.posts import claim_messages, claim_rows, claims, openings
from services.texts.casework import claiming as texts
from services.texts.phrases import Phrase, Template

PAGE = 5
"""Claims at once: each has two buttons."""


def confirm_claim(talk: Talk) -> Reply:
    """Confirm a claim (确认)."""
    claim_id, me = talk.number("claim"), worker(talk)
    talk.do("confirm", lambda: claims.confirm_claim(talk.session, claim_id, me, talk.clock).id)
    return _done(talk, claim_id, texts.IS_CONFIRMED)


def decline_claim(talk: Talk) -> Reply:
    """Decline a claim, and say why (不同意)."""
    claim_id, me = talk.number("claim"), worker(talk)
    talk.once("may", lambda: _check(talk, claim_id, me))
    words = talk.ask("words", Words((texts.DECLINE_WHY(),), least=2))

    def write() -> int:
        return claims.decline_claim(talk.session, claim_id, me, words, talk.clock).id

    talk.do("decline", write)
    return _done(talk, claim_id, texts.IS_DECLINED)


def pending_claims(talk: Talk) -> Reply:
    """List what waits to be confirmed, a page at a time."""
    after = int(talk.about.get("after", 0))
    found = claim_rows.list_pending(talk.session, worker(talk))
    if not found:
        return reply(texts.NOTHING_PENDING())
    said: list[Phrase] = [texts.PENDING_HEAD(count=len(found))]
    choices: list[Choice] = []
    for number, (claim, opening) in enumerate(found[after : after + PAGE], after + 1):
        what = claim_messages.describe(talk.session, claim, opening)
        said.append(texts.PENDING_LINE(number=number, what=what))
        choices += _to_decide(number, claim)
    if len(found) > after + PAGE:
        rest = texts.THE_REST(count=len(found) - after - PAGE)
        choices.append(Choice(rest, Command("pending_claims", {"after": after + PAGE})))
    return Reply(tuple(said), tuple(choices))


def list_to_do(talk: Talk) -> tuple[Choice, ...]:
    """Give what waits for somebody who confirms (待办), as one press."""
    me = talk.caller.person_id
    return () if me is None else waiting.list_claims(talk.session, me)


def _check(talk: Talk, claim_id: int, me: int) -> None:
    """Refuse before anything is asked who may not decide, and what is decided."""
    claims.check_may_decide(talk.session, claim_id, me)


def _to_decide(number: int, claim: Claim) -> tuple[Choice, ...]:
    about = {"claim": claim.id}
    return (
        Choice(texts.CONFIRM_NUMBER(number=number), Command("confirm_claim", about)),
        Choice(texts.DECLINE_NUMBER(number=number), Command("decline_claim", about)),
    )


def _done(talk: Talk, claim_id: int, said: Template) -> Reply:
    claim = claim_rows.get_claim(talk.session, claim_id)
    opening = openings.get_opening(talk.session, claim.opening_id)
    who = claim_messages.real_name(talk.session, claim.person_id)
    words = said(who=who, opening=openings.name_of(talk.session, opening))
    return reply(words, choices=list_to_do(talk))
