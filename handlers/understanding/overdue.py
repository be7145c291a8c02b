"""What is said to a press on a question that has its answer already."""

from handlers.talking.conversation import Conversation
from models.cases import Case
from services.texts import talk as texts
from services.texts.casework import reporting
from services.texts.phrases import Phrase


def say_over(conversation: Conversation, turn: int) -> Phrase:
    """Say that a choice is out of date; of what was submitted with it, that it was."""
    case_id, me = conversation.state.find_filed(turn), conversation.caller.person_id
    case = None if case_id is None else conversation.session.get(Case, case_id)
    if case is None or me is None or case.reporter_id != me:
        return texts.OLD_BUTTON()
    return reporting.FILED_BEFORE(number=case.number)
