"""Frames written as JSON and read again, by this release or another."""

import json
from collections.abc import Mapping
from typing import Any, cast

from handlers.talking.frames import Frame, Question, State


def state_to_json(state: State) -> str | None:
    """Write a state; None when nothing is open or kept."""
    if not (state.frames or state.kept or state.taken or state.filed):
        return None
    kept = None if state.kept is None else _frame_to_json(state.kept)
    frames = [_frame_to_json(frame) for frame in state.frames]
    written = {"frames": frames, "kept": kept, "taken": state.taken, "filed": state.filed}
    return _ENCODER.encode(written)


def state_from_json(stored: str | None) -> State:
    """Read what `state_to_json` wrote.

    Fields of another release are passed over, and so is a frame that makes no sense: whatever
    is stored, the person can go on.
    """
    try:
        written = json.loads(stored or "{}")
        frames = [_frame_from_json(each) for each in written.get("frames", [])]
        kept = _frame_from_json(written.get("kept"))
        taken = [str(token) for token in written.get("taken", [])]
        filed = [(int(first), int(last), int(it)) for first, last, it in written.get("filed", [])]
    except (ValueError, AttributeError, TypeError):
        return State()
    return State([frame for frame in frames if frame is not None], kept, taken, filed)


def _frame_to_json(frame: Frame) -> dict[str, Any]:
    written = {
        name: value
        for name in _FRAME_FIELDS
        if name not in _QUESTIONS and (value := getattr(frame, name))
    }
    for each in _QUESTIONS:
        question = getattr(frame, each)
        if question is not None:
            written[each] = {name: getattr(question, name) for name in _QUESTION_FIELDS}
    return written


def _frame_from_json(written: Any) -> Frame | None:  # noqa: ANN401 - JSON of any release
    if not isinstance(written, dict):
        return None
    fields = cast("dict[str, Any]", written)
    known = {name: value for name, value in fields.items() if name in _FRAME_FIELDS}
    questions = {name: _question_from_json(known.pop(name, None)) for name in _QUESTIONS}
    is_whole = isinstance(known.get("dialogue"), str) and all(
        isinstance(known[name], kind) for name, kind in _KINDS.items() if name in known
    )
    if not is_whole:
        return None
    frame = Frame(**known)
    frame.question, frame.card = questions["question"], questions["card"]
    return frame


def _question_from_json(asked: Any) -> Question | None:  # noqa: ANN401 - as above
    if not isinstance(asked, dict):
        return None
    fields = cast("dict[str, Any]", asked)
    try:
        question = Question(**{k: v for k, v in fields.items() if k in _QUESTION_FIELDS})
    except TypeError:
        return None
    count = len(question.values)
    is_whole = len(question.labels) == count and len(question.english) in (0, count)
    return question if is_whole else None


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_QUESTIONS = ("question", "card")
_FRAME_FIELDS = frozenset(Frame.__dataclass_fields__)
_QUESTION_FIELDS = frozenset(Question.__dataclass_fields__)
_KINDS: Mapping[str, type] = {
    **dict.fromkeys(("about", "answers", "notes", "acts", "refused", "partial", "sources"), dict),
    "pin": list,
    "pin_label": str,
    "attachments": list,
    "settled": int,
}
