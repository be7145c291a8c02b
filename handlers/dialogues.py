"""Every dialogue by its name: commands, buttons and stored frames know them by this alone."""

from collections.abc import Callable, Mapping

from handlers import (
    announcing,
    areas,
    binding,
    cases,
    danger,
    feedback,
    handling,
    languages,
    menu,
    people,
    supplements,
    transcripts,
)
from handlers.messages import Reply
from handlers.talk import Talk

TAKES_ATTACHMENTS = frozenset(
    {
        "report",
        "confirm_report",
        "danger",
        "supplement",
        "add_words",
        "not_solved",
        "nobody_came",
        "contact",
        "answer",
        "settle",
        "remark",
    }
)
"""Dialogues that photos and voices join, whichever of their questions is open."""

DIALOGUES: Mapping[str, Callable[[Talk], Reply]] = {
    "report": cases.report,
    "edited": cases.edited,
    "confirm_report": cases.confirm_report,
    "danger": danger.danger,
    "mine": feedback.mine,
    "case": feedback.case,
    "draft_or_new": cases.draft_or_new,
    "supplement": supplements.supplement,
    "add_words": supplements.add_words,
    "which_case": feedback.which_case,
    "urge": feedback.urge,
    "withdraw": feedback.withdraw,
    "solved": feedback.solved,
    "not_solved": feedback.not_solved,
    "nobody_came": feedback.nobody_came,
    "rate": feedback.rate,
    "todo": handling.todo,
    "received": handling.received,
    "handle": handling.handle,
    "sign": handling.sign,
    "contact": handling.contact,
    "settle": handling.settle,
    "return": handling.return_,
    "answer": handling.answer,
    "remark": handling.remark,
    "type_out": transcripts.type_out,
    "start": menu.start,
    "help": menu.help_,
    "call_back": menu.call_back,
    "cancel": menu.nothing_to_leave,
    "back": menu.nothing_to_leave,
    "posts": menu.later,
    "duty": menu.later,
    "cards": menu.later,
    "notices": menu.later,
    "bind": binding.bind,
    "bind_manual": binding.bind_manual,
    "announce": announcing.announce,
    "copy_text": announcing.copy_text,
    "forwarded": announcing.forwarded,
    "grid": areas.grid,
    "join": people.join,
    "me": people.me,
    "set_name": people.set_name,
    "set_phone": people.set_phone,
    "export": people.export,
    "erase": people.erase,
    "mute": people.mute,
    "language": languages.choose_language,
}
