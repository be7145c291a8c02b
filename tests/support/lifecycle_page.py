"""Draws docs/lifecycle.md from the code; tests/test_lifecycle_page.py holds it to that."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from models.access import GRANTS, Action
from models.cases import ENDED, STEPS, TRANSITIONS, UNANSWERED, Status, Step
from services.texts.labels import STATUS_LABELS, STEP_LABELS
from services.texts.menu import ROLE_LABELS
from services.texts.phrases import Template, put_into_words

PAGE = Path(__file__).parents[2] / "docs" / "lifecycle.md"
Edge = tuple[Status, Status]

REPORTER = "反映人"
OWNER = "承办人"
PROGRAM = "本程序，到期时"
WHO: Mapping[str, tuple[str, Action | str]] = {
    "sign_case": ("签收", Action.SIGN_CASE),
    "settle_case": ("当场办结", Action.SETTLE_CASE),
    "answer_case": ("答复", OWNER),
    "return_case": ("退回", Action.RETURN_CASE),
    "assign_case": ("转办", Action.ASSIGN_CASE),
    "reassign_case": ("改派", Action.ASSIGN_CASE),
    "shelve_case": ("列入计划", OWNER),
    "take_up_case": ("提前办理", OWNER),
    "confirm_solved": ("解决了", REPORTER),
    "reopen_case": ("重办", REPORTER),
    "withdraw_case": ("撤回", REPORTER),
    "record_call": ("电话回访", Action.VIEW_CONTACT),
    "answer_objection": ("异议成立", Action.PUBLISH),
    "recur_case": ("算复发", Action.MERGE_CASE),
    "lapse_info": ("补充期满", PROGRAM),
    "review_shelved": ("复查日到", PROGRAM),
    "end_notice_period": ("公示期满", PROGRAM),
    "close_tracked": ("跟踪期满", PROGRAM),
    "accept_case": ("受理", Action.TRIAGE_CASE),
    "ask_info": ("请补充", Action.TRIAGE_CASE),
    "supplement_case": ("补充", REPORTER),
    "decline_case": ("不予受理", Action.TRIAGE_CASE),
    "dispute_case": ("不同意", REPORTER),
    "merge_case": ("合并", Action.MERGE_CASE),
    "part_case": ("分开", Action.MERGE_CASE),
}
"""The verbs of services/ that move a case: the word for each, and who does it."""

S = Status
TAKEN: Mapping[str, tuple[Edge, ...]] = {
    "sign_case": (
        (S.SUBMITTED, S.ACCEPTED),
        (S.NEEDS_INFO, S.ACCEPTED),
        (S.ACCEPTED, S.ASSIGNED),
        (S.ASSIGNED, S.HANDLING),
        (S.SHELVED, S.HANDLING),
        (S.HANDLING, S.ACCEPTED),
    ),
    "settle_case": (
        (S.SUBMITTED, S.ANSWERED),
        (S.NEEDS_INFO, S.ACCEPTED),
        (S.ACCEPTED, S.ANSWERED),
        (S.ASSIGNED, S.HANDLING),
        (S.HANDLING, S.ANSWERED),
        (S.SHELVED, S.ANSWERED),
    ),
    "answer_case": ((S.HANDLING, S.ANSWERED),),
    "return_case": (
        (S.ASSIGNED, S.ACCEPTED),
        (S.HANDLING, S.ACCEPTED),
        (S.SHELVED, S.HANDLING),
    ),
    "assign_case": (
        (S.SUBMITTED, S.ACCEPTED),
        (S.NEEDS_INFO, S.ACCEPTED),
        (S.ACCEPTED, S.ASSIGNED),
    ),
    "reassign_case": (
        (S.ASSIGNED, S.ASSIGNED),
        (S.HANDLING, S.ASSIGNED),
        (S.SHELVED, S.HANDLING),
    ),
    "shelve_case": ((S.HANDLING, S.SHELVED),),
    "take_up_case": ((S.SHELVED, S.HANDLING),),
    "confirm_solved": ((S.ANSWERED, S.TRACKING),),
    "reopen_case": ((S.ANSWERED, S.ACCEPTED), (S.TRACKING, S.ACCEPTED)),
    "withdraw_case": (
        (S.SUBMITTED, S.CLOSED),
        (S.NEEDS_INFO, S.CLOSED),
        (S.ACCEPTED, S.CLOSED),
        (S.ASSIGNED, S.CLOSED),
        (S.HANDLING, S.CLOSED),
        (S.SHELVED, S.CLOSED),
        (S.MERGED, S.CLOSED),
    ),
    "record_call": (
        (S.ANSWERED, S.TRACKING),
        (S.ANSWERED, S.ACCEPTED),
        (S.TRACKING, S.ACCEPTED),
    ),
    "answer_objection": ((S.ANSWERED, S.ACCEPTED), (S.TRACKING, S.ACCEPTED)),
    "recur_case": (
        (S.TRACKING, S.ACCEPTED),
        *((old, S.MERGED) for old in sorted(UNANSWERED)),
    ),
    "lapse_info": ((S.NEEDS_INFO, S.ACCEPTED),),
    "review_shelved": ((S.SHELVED, S.HANDLING), (S.HANDLING, S.ACCEPTED)),
    "end_notice_period": ((S.ANSWERED, S.TRACKING),),
    "close_tracked": ((S.TRACKING, S.CLOSED),),
    "accept_case": ((S.SUBMITTED, S.ACCEPTED), (S.NEEDS_INFO, S.ACCEPTED)),
    "ask_info": ((S.SUBMITTED, S.NEEDS_INFO), (S.ACCEPTED, S.NEEDS_INFO)),
    "supplement_case": ((S.NEEDS_INFO, S.ACCEPTED),),
    "decline_case": (
        (S.SUBMITTED, S.DECLINED),
        (S.NEEDS_INFO, S.DECLINED),
        (S.ACCEPTED, S.DECLINED),
    ),
    "dispute_case": ((S.DECLINED, S.SUBMITTED),),
    "merge_case": tuple((old, S.MERGED) for old in sorted(UNANSWERED)),
    "part_case": ((S.MERGED, S.ACCEPTED),),
}
"""The steps each verb takes; a test runs every verb in every state to see that it is so."""

TEXT = """\
# The life of a case

Drawn from the code by `make docs`; do not edit. A case changes its state through `Case.move_to`
alone, and only along these arrows. An arrow with a word is taken today; a bare one is permitted
and waits for its verb.

```mermaid
{diagram}
```

## States

| state | 状态 | step | 环节 | |
|---|---|---|---|---|
{states}

## Verbs

| word | verb | who | steps it takes |
|---|---|---|---|
{verbs}

签收 and 当场办结 walk on along their steps in one press.

## Permitted, not yet taken

{waiting}
"""


def draw() -> str:
    """Give the page as it must be."""
    return TEXT.format(
        diagram="\n".join(_diagram()),
        states="\n".join(_states()),
        verbs="\n".join(_verbs()),
        waiting="\n".join(_waiting()),
    )


def edges() -> Iterable[Edge]:
    """Give every permitted change, in the order of the states."""
    return [(old, new) for old in Status for new in Status if new in TRANSITIONS[old]]


def _diagram() -> Iterator[str]:
    yield "stateDiagram-v2"
    yield "    direction LR"
    yield f"    [*] --> {Status.SUBMITTED}: 反映"
    for step in Step:
        yield f'    state "{_label(STEP_LABELS[step])}" as step_{step} {{'
        for status in (each for each in Status if STEPS[each] is step):
            yield f'        state "{_name(status)}" as {status}'
        yield "    }"
    for edge in edges():
        words = "、".join(WHO[verb][0] for verb, taken in TAKEN.items() if edge in taken)
        yield f"    {edge[0]} --> {edge[1]}" + (f": {words}" if words else "")


def _states() -> Iterator[str]:
    for status in Status:
        step, end = STEPS[status], " an end |" if status in ENDED else " |"
        yield f"| `{status}` | {_name(status)} | `{step}` | {_label(STEP_LABELS[step])} |{end}"


def _verbs() -> Iterator[str]:
    for verb, (word, who) in WHO.items():
        steps = " · ".join(f"{_name(old)} → {_name(new)}" for old, new in TAKEN[verb])
        yield f"| {word} | `{verb}` | {_who(who)} | {steps} |"


def _waiting() -> Iterator[str]:
    taken = {edge for verb in TAKEN.values() for edge in verb}
    for status in Status:
        new = [_name(edge[1]) for edge in edges() if edge[0] is status and edge not in taken]
        if new:
            yield f"- {_name(status)} → {'、'.join(new)}"


def _who(who: Action | str) -> str:
    if not isinstance(who, Action):
        return who
    return "、".join(_label(ROLE_LABELS[role]) for role in GRANTS if who in GRANTS[role])


def _name(status: Status) -> str:
    return _label(STATUS_LABELS[status])


def _label(template: Template) -> str:
    return put_into_words(template())


if __name__ == "__main__":
    PAGE.write_text(draw(), "utf-8")
