"""Posts as members find them: what is near and fits, one press to claim, and giving it up."""

from collections.abc import Sequence

from handlers.casework.offered_cases import to_cases
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from models.errors import Conflict, Invalid, NotAllowed, Refusal
from models.posts import Claim, ClaimState, Opening, ShownAs
from services.delivery.messages import Choice, Command
from services.identity import people
from services.members import members
from services.posts import (
    claim_messages,
    claim_rows,
    claims,
    eligibility,
    near,
    openings,
    waiting_list,
)
from services.posts.near import Near
from services.texts.casework import claiming as texts
from services.texts.phrases import Phrase, Template, verbatim
from services.texts.posts import posts as post_texts
from services.texts.refusals import refusals

PAGE = 5
"""Openings at once: each has a button."""

NO_REASON, SAYING = "-", "saying"

JOIN = Choice(texts.TO_JOIN(), Command("join", {}))
OTHERS = Choice(texts.OTHER_POSTS(), Command("posts", {}))
MINE = Choice(texts.MY_POSTS(), Command("duty", {}))


def posts(talk: Talk) -> Reply:
    """Show own claims and what may be claimed, a page at a time (岗位)."""
    me, words = talk.caller.person_id, str(talk.about.get("argument", ""))
    after = int(talk.about.get("after", 0))
    if me is None:
        return _refused(NotAllowed("claim_not_member"))
    try:
        found = near.list_near(talk.session, me, talk.clock, words)
    except NotAllowed as refusal:
        return _refused(refusal)
    own = claim_rows.list_own(talk.session, me) if not after and not words else ()
    shown = list(enumerate(found[after : after + PAGE], after + 1))
    said = (
        *list_own(talk, own),
        _head(len(found), words),
        *(_line(talk, number, it) for number, it in shown),
    )
    choices = (
        *(_to_claim(number, it) for number, it in shown),
        *_onward(len(found), after, words),
        *_of_own(talk, own),
        *(() if after or words else to_cases(talk)),
    )
    return Reply(said, choices)


def post(talk: Talk) -> Reply:
    """Show one opening, with its button."""
    return show_opening(talk, talk.number("opening"))


def show_link(talk: Talk, opening_id: str) -> Reply:
    """Show the opening that a link names."""
    if not opening_id.isdecimal():
        raise Invalid("button_outdated")
    return show_opening(talk, int(opening_id))


def show_opening(talk: Talk, opening_id: int) -> Reply:
    """Show one opening: to who has it how it stands, to others the button that claims it."""
    me = talk.caller.person_id
    opening = openings.get_opening(talk.session, opening_id)
    try:
        eligibility.check_is_open(opening, talk.clock)
    except Conflict as refusal:
        return _refused(refusal)
    if me is None or not eligibility.areas_of_member(talk.session, me):
        return _refused(NotAllowed("claim_not_member"), _describe(talk, opening, texts.ONE))
    claim = claim_rows.find_open_claim(talk.session, opening.id, me)
    if claim is not None:
        own = ((claim, opening),)
        return Reply(tuple(list_own(talk, own)), _of_own(talk, own))
    is_full = opening.taken >= opening.places
    label = texts.CLAIM_QUEUE() if is_full else texts.CLAIM()
    choices = (Choice(label, Command("claim", {"opening": opening.id})), OTHERS)
    return Reply((_describe(talk, opening, texts.ONE),), choices)


def claim(talk: Talk) -> Reply:
    """Claim a place, or one on the waiting list, by one press (认领)."""
    opening_id, me = talk.number("opening"), talk.caller.person_id
    if me is None:
        return _refused(NotAllowed("claim_not_member"))

    def write() -> int:
        return claims.claim_post(
            talk.session, opening_id, me, talk.clock, pressed_at=talk.heard_at
        ).id

    claimed = talk.attempt("claim", write)
    if isinstance(claimed, Refusal):
        return _refused(claimed)
    row = claim_rows.get_claim(talk.session, claimed)
    opening = openings.get_opening(talk.session, opening_id)
    saying = claim_messages.say_claimed(talk.session, row, opening, talk.clock)
    return Reply(saying.phrases, saying.choices)


def show_as(talk: Talk) -> Reply:
    """Change how a member is named before others (改署名)."""
    me, row, opening = _own(talk, talk.number("claim"))
    options = [
        Option(_shown(talk, me, how), how.value)
        for how in ShownAs
        if how is not ShownAs.UNIT or _has_unit(talk, me)
    ]
    question = texts.WHICH_NAME(opening=openings.name_of(talk.session, opening))
    how = ShownAs(talk.ask("how", Pick[str]((question,), options, has_no_out=True)))
    talk.do("set", lambda: claims.show_as(talk.session, row.id, me, how, talk.clock).id)
    return reply(texts.NAME_CHANGED(name=members.shown_name(talk.session, me, how)))


def release(talk: Talk) -> Reply:
    """Give a place up, or one on the waiting list (退岗)."""
    return release_claim(talk, talk.number("claim"))


def release_claim(talk: Talk, claim_id: int) -> Reply:
    """Give up what one claimed."""
    me, row, opening = _own(talk, claim_id)
    name = openings.name_of(talk.session, opening)
    is_waiting = talk.once("waits", lambda: row.state is ClaimState.WAITING)
    words = NO_REASON if is_waiting else _ask_why(talk, name)

    def write() -> int:
        reason = "" if words == NO_REASON else words
        return claims.release(talk.session, row.id, me, reason, talk.clock).id

    talk.do("release", write)
    said = texts.LEFT_QUEUE if is_waiting else texts.RELEASED
    return reply(said(opening=name), choices=(OTHERS,))


def take_place(talk: Talk) -> Reply:
    """Take the place that became free (要这个名额)."""
    me, claim_id = _me(talk), talk.number("claim")
    taken = talk.attempt(
        "take", lambda: waiting_list.take_place(talk.session, claim_id, me, talk.clock).id
    )
    if isinstance(taken, Refusal):
        return _refused(taken)
    row = claim_rows.get_claim(talk.session, claim_id)
    opening = openings.get_opening(talk.session, row.opening_id)
    saying = claim_messages.say_claimed(talk.session, row, opening, talk.clock)
    return Reply(saying.phrases, saying.choices)


def refuse_place(talk: Talk) -> Reply:
    """Leave the place that became free to the next (不要了)."""
    me, claim_id = _me(talk), talk.number("claim")
    talk.do("leave", lambda: waiting_list.refuse_place(talk.session, claim_id, me, talk.clock).id)
    row = claim_rows.get_claim(talk.session, claim_id)
    opening = openings.get_opening(talk.session, row.opening_id)
    said = texts.REFUSED_PLACE(opening=openings.name_of(talk.session, opening))
    return reply(said, choices=(OTHERS,))


def to_members(talk: Talk) -> tuple[Choice, ...]:
    """Give what the menu offers to members."""
    me = talk.caller.person_id
    if me is None or not eligibility.areas_of_member(talk.session, me):
        return ()
    cards = Choice(texts.TO_CARDS(), Command("cards", {}))
    return (Choice(texts.TO_POSTS(), Command("posts", {})), MINE, cards)


def _ask_why(talk: Talk, name: Phrase) -> str:
    """Ask once more, and for a reason only of who wants to give one."""
    ways = (Option(texts.RELEASE(), NO_REASON), Option(texts.RELEASE_SAYING(), SAYING))
    sure = Pick[str]((texts.RELEASE_SURE(opening=name),), ways, has_no_out=True)
    if talk.ask("sure", sure) == NO_REASON:
        return NO_REASON
    return talk.ask("words", Words((texts.RELEASE_WHY(),)))


def _refused(refusal: Refusal, *before: Phrase) -> Reply:
    """Tell why not, and what may be done instead."""
    is_stranger = refusal.reason == "claim_not_member"
    return Reply((*before, refusals.told(refusal)), (JOIN if is_stranger else OTHERS,))


def _head(count: int, words: str) -> Phrase:
    if words:
        head = texts.FOUND_HEAD if count else texts.NOTHING_FOUND
        return head(words=words, count=count) if count else head(words=words)
    return texts.OPEN_HEAD(count=count) if count else texts.NOTHING_OPEN()


def _line(talk: Talk, number: int, it: Near) -> Phrase:
    said = _describe(talk, it.opening, texts.LINE)
    line = Phrase(said.key, {"number": number, **said.arguments})
    return texts.BUSY_LINE(line=line) if it.is_busy else line


def _describe(talk: Talk, opening: Opening, template: Template) -> Phrase:
    free = opening.places - opening.taken
    waiting = claim_rows.count_waiting(talk.session, opening.id) if free <= 0 else 0
    return template(
        opening=openings.name_of(talk.session, opening),
        place=texts.AT_PLACE(place=opening.place) if opening.place else verbatim(""),
        free=texts.FREE(free=free, places=opening.places)
        if free > 0
        else texts.FULL(count=waiting),
    )


def _to_claim(number: int, it: Near) -> Choice:
    is_full = it.opening.taken >= it.opening.places
    label = texts.CLAIM_QUEUE_NUMBER if is_full else texts.CLAIM_NUMBER
    return Choice(label(number=number), Command("claim", {"opening": it.opening.id}))


def _onward(count: int, after: int, words: str) -> tuple[Choice, ...]:
    about: dict[str, str | int] = {"argument": words} if words else {}
    left = count - after - PAGE
    if left > 0:
        onward = Command("posts", about | {"after": after + PAGE})
        return (Choice(texts.THE_REST(count=left), onward),)
    return (Choice(texts.ALL_POSTS(), Command("posts", {})),) if words or after else ()


def list_own(talk: Talk, own: Sequence[tuple[Claim, Opening]]) -> Sequence[Phrase]:
    """Say how own claims stand, a line each."""
    lines = [
        texts.OWN_LINE(opening=openings.name_of(talk.session, opening), state=_state(talk, row))
        for row, opening in own
    ]
    return [texts.OWN_HEAD(), *lines] if lines else []


def _state(talk: Talk, row: Claim) -> Phrase:
    if row.asked_until is not None:
        return texts.OWN_ASKED(until=row.asked_until)
    if row.state is ClaimState.WAITING:
        return texts.OWN_QUEUED(number=claim_rows.position_of(talk.session, row))
    return post_texts.CLAIM_LABELS[row.state]()


def _of_own(talk: Talk, own: Sequence[tuple[Claim, Opening]]) -> tuple[Choice, ...]:
    """Offer what may be done with own claims."""
    offered: list[Choice] = []
    for row, opening in own:
        if row.asked_until is not None:
            offered += claim_messages.to_answer(row)
            continue
        label = texts.LEAVE_QUEUE_OF if row.state is ClaimState.WAITING else texts.RELEASE_OF
        kind = openings.post_of(talk.session, opening)
        said = label(post=post_texts.name_post(kind.code, kind.name))
        offered.append(Choice(said, Command("release", {"claim": row.id})))
    return (*offered, MINE) if offered else ()


def _own(talk: Talk, claim_id: int) -> tuple[int, Claim, Opening]:
    """Give who speaks and an open claim of theirs.

    Raises:
        Conflict: claim_over; nothing is asked about it any more.
    """
    me = _me(talk)
    row = claim_rows.get_own_claim(talk.session, claim_id, me)
    if row.ended_at is not None:
        raise Conflict("claim_over")
    return me, row, openings.get_opening(talk.session, row.opening_id)


def _me(talk: Talk) -> int:
    if talk.caller.person_id is None:
        raise NotAllowed("claim_not_member")
    return people.present(talk.session, talk.caller.person_id)


def _shown(talk: Talk, me: int, how: ShownAs) -> Phrase:
    return members.shown_name(talk.session, me, how)


def _has_unit(talk: Talk, me: int) -> bool:
    member = members.find_member(talk.session, me)
    return member is not None and member.unit_id is not None
