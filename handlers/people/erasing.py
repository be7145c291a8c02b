"""Being forgotten (删除): explained first; what becomes of open matters is theirs to choose."""

from handlers.talking.asking import Option
from handlers.talking.frames import Json
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick
from handlers.talking.talk import Talk
from services.erasing import erasure
from services.reporters import own_cases
from services.texts import erasing as texts
from services.texts import menu
from services.texts.phrases import put_into_words, verbatim

WITHDRAW, GO_ON, NOTHING = "withdraw", "go_on", ""
"""What becomes of open matters when somebody is erased."""


def erase(talk: Talk) -> Reply:
    """Withdraw consent and forget this person, once they are sure (删除)."""
    person_id, account_id = talk.caller.person_id, talk.caller.account_id
    if person_id is None:
        return reply(menu.NOTHING_STORED())
    waiting = len(own_cases.list_own_waiting(talk.session, person_id))
    wish = talk.ask("sure", _choose(waiting))
    if wish == NOTHING:
        return reply(menu.NOT_ERASED())
    goes_on = wish == GO_ON
    said = texts.ERASED_GOES_ON(count=waiting) if goes_on else menu.ERASED()
    told = verbatim(put_into_words(said, language=talk.caller.language))

    def forget() -> Json:
        sealer = erasure.erase_person(
            talk.session, person_id, account_id, talk.clock, goes_on=goes_on
        )
        talk.forget(sealer)
        return True

    talk.do("erase", forget)
    return reply(told)  # in the language that is forgotten too


def _choose(waiting: int) -> Pick[str]:
    """Explain what erasing does to what still waits, and let the person choose."""
    no = Option(menu.ERASE_NO(), NOTHING)
    if not waiting:
        return Pick[str]((menu.ERASE_SURE(),), (Option(menu.ERASE_YES(), WITHDRAW), no))
    ways = (
        Option(texts.WITHDRAW_THESE(), WITHDRAW),
        Option(texts.GO_ON_WITHOUT_ME(), GO_ON),
    )
    return Pick[str]((texts.ASK_OPEN(count=waiting),), (*ways, no))
