"""From a group into the private chat: words said there wait for whoever said them."""

from hmac import compare_digest

from sqlmodel import Session

from handlers.talking.buttons import LARGEST, base36
from handlers.talking.conversation import Conversation
from handlers.talking.frames import REPORT, Frame
from handlers.talking.frames_json import state_from_json, state_to_json
from handlers.talking.messages import Heard, Kind
from handlers.understanding.meaning import understand
from handlers.understanding.sayings import Danger, Doubtful, FollowUp, Words
from models.areas import Level
from models.conversations import Conversation as Row
from models.groups import Group
from models.people import Account
from services.groups import groups
from services.identity import accounts, people
from services.sealing import vault_of
from services.store import lock

HOMES = frozenset({Level.ESTATE, Level.BUILDING})
"""Areas small enough for somebody to be found in."""

DO_LINK = "do-"
"""Begins the link to a command that is not obeyed in front of everybody; its name follows."""

GO_LINK = "go-"
"""Begins what the link into the private chat carries; the group conversation's number follows,
and what only we can write under it: numbers run in order, and who guesses one is in no group."""

_SIGNS = 16
"""Hex digits under a number: 64 bits, in a link that may have 64 signs."""


def link_to_private(conversation: Conversation) -> str:
    """Give what the link into the private chat carries."""
    return GO_LINK + _signed(conversation.session, base36(conversation.conversation_id))


def go_on(conversation: Conversation, link: str) -> Heard | None:
    """Go on in the private chat with what was said in a group, or begin there (/start go-…)."""
    session, caller = conversation.session, conversation.caller
    number = _number(session, link.removeprefix(GO_LINK))
    row = session.get(Row, number) if number else None
    group = None if row is None or row.is_private else _group_of(session, row)
    about: dict[str, str | int] = {} if group is None else {"group": group.id}
    if group is not None and caller.area_id is None:
        _settle_in(conversation, group)
    draft = None
    if row is not None and row.account_id == caller.account_id:
        draft = _take_draft(conversation, row.id)
    if draft is None:
        return conversation.start(REPORT, about)
    meaning = understand(draft.words)
    if isinstance(meaning, Danger):
        about["kind"] = meaning.kind
        conversation.brought += draft.attachments
        return conversation.start("danger", about, words=draft.words)
    if not isinstance(meaning, Words | Doubtful | FollowUp) and not draft.attachments:
        return Heard(Kind.TEXT, draft.words)  # a question, a case's number
    draft.about |= about
    conversation.state.push(draft)
    return conversation.run(None)


def _signed(session: Session, number: str) -> str:
    return f"{number}-{vault_of(session).find_hash('go', number)[:_SIGNS]}"


def _number(session: Session, link: str) -> int | None:
    text = link.partition("-")[0]
    if not compare_digest(link.encode(), _signed(session, text).encode()):
        return None
    try:
        number = int(text, 36)
    except ValueError:
        return None
    return number if 0 < number <= LARGEST else None


def _group_of(session: Session, row: Row) -> Group | None:
    """Find what the group is bound as in which a conversation was begun."""
    mine = session.get(Account, row.account_id)
    if mine is None:
        return None
    account = accounts.find_account(session, mine.door, mine.robot, row.chat)
    return None if account is None else groups.find_bound(session, account.id, row.topic)


def _settle_in(conversation: Conversation, group: Group) -> None:
    """Take somebody whose place is not known to live where their group does.

    A grid or a community is too wide to be found in: there the place is asked.
    """
    session, caller = conversation.session, conversation.caller
    places = groups.areas_of(session, group.id)
    if len(places) != 1 or places[0].level not in HOMES:
        return
    area_id = places[0].id
    conversation.act(lambda: people.set_area(session, caller.account_id, area_id))
    caller.area_id = area_id


def _take_draft(conversation: Conversation, row_id: int) -> Frame | None:
    """Take the words that wait in one's conversation with a group out of it."""
    session, sealer = conversation.session, conversation.caller.sealer
    taken: list[Frame] = []

    def take() -> None:
        row = lock(session, Row, row_id)
        if row is None or row.state is None:
            return
        state = state_from_json(sealer.open(row.state))
        if state.kept is None:
            return
        taken.append(state.kept)
        state.kept = None
        left = state_to_json(state)
        row.state = None if left is None else sealer.seal(left)
        if left is None:
            row.idle_since = row.reminded_at = None
        session.flush()

    conversation.act(take)
    return taken[0] if taken else None
