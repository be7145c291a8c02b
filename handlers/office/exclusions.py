"""Leaving a case out of the figures (剔除): asked with a reason, decided by somebody else."""

from handlers.casework.handling import worker
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Words
from handlers.talking.talk import Talk
from models.access import Action
from services.casework import cases, permits
from services.delivery.messages import Choice, Command
from services.figures import exclusions
from services.texts import figures as texts


def exclude(talk: Talk) -> Reply:
    """Ask that a case be left out (申请剔除)."""
    case_id, me = talk.number("case"), worker(talk)
    case = cases.get_visible_case(talk.session, case_id, me)
    permits.require(talk.session, me, Action.ANSWER_CASE, case)
    reason = talk.ask("words", Words((texts.EXCLUDE_WHY(number=case.number),), least=2))
    talk.do("ask", lambda: exclusions.ask(talk.session, case_id, me, reason, talk.clock))
    return reply(texts.EXCLUDE_SENT(number=case.number), case_id=case_id)


def exclusions_(talk: Talk) -> Reply:
    """List the appeals that wait for this person, each with its two answers."""
    waiting = exclusions.list_undecided(talk.session, worker(talk))
    if not waiting:
        return reply(texts.NO_EXCLUSIONS())
    asked = [
        (appeal.id, case, exclusions.reason_of(talk.session, case)) for appeal, case in waiting
    ]
    said = tuple(
        texts.EXCLUSION_ASKED(number=case.number, reason=reason) for _, case, reason in asked
    )
    choices = tuple(
        Choice(label(number=case.number), Command(dialogue, {"exclusion": appeal_id}))
        for appeal_id, case, _ in asked
        for label, dialogue in (
            (texts.EXCLUDE_YES_NUMBER, "exclude_yes"),
            (texts.EXCLUDE_NO_NUMBER, "exclude_no"),
        )
    )
    return Reply(said, choices)


def exclude_yes(talk: Talk) -> Reply:
    """Leave a case out, with one press (同意剔除)."""
    return _decide(talk, "", accepts=True)


def exclude_no(talk: Talk) -> Reply:
    """Keep a case in, with one sentence (不同意)."""
    worker(talk)
    reason = talk.ask("words", Words((texts.EXCLUDE_NO_WHY(),), least=2))
    return _decide(talk, reason, accepts=False)


def _decide(talk: Talk, reason: str, *, accepts: bool) -> Reply:
    exclusion_id, me = talk.number("exclusion"), worker(talk)

    def decide() -> str:
        return exclusions.decide(
            talk.session, exclusion_id, me, talk.clock, accepts=accepts, reason=reason
        )

    return reply(texts.EXCLUSION_DONE(number=talk.do("decide", decide)))
