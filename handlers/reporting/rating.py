"""How satisfied a reporter is, and what was not good."""

from handlers.reporting.supplements import person
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Words
from handlers.talking.talk import Talk
from services.reporters import feedback
from services.texts import talk as talk_texts
from services.texts.casework import cases as texts
from services.texts.casework import judging as judging_texts

UNSATISFIED = 1


def rate(talk: Talk) -> Reply:
    """Keep how satisfied the reporter is."""
    me, case_id = person(talk), talk.number("case")
    round_, satisfaction = talk.number("round"), talk.number("satisfaction")
    talk.do(
        "rate",
        lambda: feedback.rate_case(talk.session, case_id, me, round_, satisfaction, talk.clock),
    )
    if satisfaction == UNSATISFIED:
        skip = Option(talk_texts.SKIP(), "")
        why = talk.ask("words", Words((judging_texts.WHY_UNSATISFIED(),), extra=(skip,)))
        if why:
            _explain(talk, why)
    return reply(texts.RATED(), case_id=case_id)


def _explain(talk: Talk, why: str) -> None:
    me, case_id, round_ = person(talk), talk.number("case"), talk.number("round")
    session, clock = talk.session, talk.clock
    talk.do("why", lambda: feedback.explain_rating(session, case_id, me, round_, why, clock))
