"""What the bot hears in a group, and the little it says there.

It answers commands, mentions, replies to it and buttons (product.md, "Talking with people", rule
1). Whoever has something to say is led into the private chat; their words wait for them there and
are never repeated in the group.
"""

from contextlib import suppress

from handlers.groups import group_cards
from handlers.groups.handovers import DO_LINK, link_to_private
from handlers.reporting.areas import describe
from handlers.talking.buttons import MessageButton, QuestionButton, read_token
from handlers.talking.conversation import Conversation
from handlers.talking.frames import REPORT, Frame
from handlers.talking.messages import Heard, Kind
from handlers.talking.prompts import choose
from handlers.understanding.arrivals import KINDS, keep_attachment
from handlers.understanding.meaning import understand, without_command
from handlers.understanding.sayings import (
    Back,
    Command,
    CommandName,
    Danger,
    Human,
    Leave,
    LoneDigit,
    Received,
    SmallTalk,
    WhoAreYou,
)
from models.errors import Invalid
from models.groups import Group
from models.people import Account
from services import facts
from services.delivery import cards
from services.delivery.messages import Choice
from services.groups import groups
from services.identity import accounts, people
from services.rules import rules_of
from services.texts import groups as texts
from services.texts import talk as talk_texts
from services.texts.casework import reporting
from services.texts.phrases import Phrase


def hear_in_group(conversation: Conversation, heard: Heard) -> None:
    """Take in one event of a group."""
    _know_where(conversation)
    match heard.kind:
        case Kind.LEFT | Kind.CAME_BACK:
            _note_standing(conversation, is_in=heard.kind is Kind.CAME_BACK)
        case Kind.PRESS:
            _press(conversation, heard)
        case Kind.EDIT:
            return
        case _ if conversation.caller.is_group:
            if heard.words:
                conversation.say(texts.ANONYMOUS())
        case _:
            _said(conversation, heard)


def _know_where(conversation: Conversation) -> None:
    """Tell open questions where they are: the group may have become a supergroup since."""
    for frame in conversation.state.frames:
        if "chat" in frame.about:
            frame.about["chat"] = conversation.chat


def _note_standing(conversation: Conversation, *, is_in: bool) -> None:
    """Note that the group let us in, or threw us out; say hello to a group that is new."""
    session, account_id = conversation.session, conversation.caller.account_id
    clock = conversation.clock
    conversation.act(lambda: people.note_reachable(session, account_id, clock, is_reachable=is_in))
    if not is_in:
        return
    if groups.find_bound(session, account_id) is not None:
        conversation.say(texts.BACK_AGAIN(), choices=(_private(conversation, talk=True),))
        return
    street = rules_of(session).street_name
    conversation.say(texts.HELLO(street=street), choices=(_private(conversation, talk=True),))


def _said(conversation: Conversation, heard: Heard) -> None:
    """Take what was said to the bot."""
    meaning = understand(heard.words)
    if isinstance(meaning, Danger):
        _keep(conversation, heard, without_command(heard.words))
        call = reporting.DANGER.get(str(meaning.kind), reporting.DANGER_OTHERWISE)
        go = Choice(texts.GO_ON_PRIVATELY(), link=link_to_private(conversation))
        conversation.say(call(), texts.DANGER_PRIVATELY(), choices=(go,))
    elif isinstance(meaning, Command):
        _obey(conversation, heard, meaning)
    elif conversation.state.question is not None and _answers(conversation, heard, meaning):
        return
    elif isinstance(meaning, Received) and conversation.caller.is_staff:
        conversation.say(texts.PRESS_THE_CARD())
    elif isinstance(meaning, Human | SmallTalk | Received | LoneDigit | WhoAreYou):
        _help(conversation)
    elif not isinstance(meaning, Leave | Back):
        _lead_away(conversation, heard)


def _obey(conversation: Conversation, heard: Heard, command: Command) -> None:
    match command.name:
        case CommandName.BIND:
            _bind(conversation, heard, command.argument)
        case CommandName.GRID:
            _show_responsible(conversation)
        case CommandName.HELP | CommandName.START:
            _help(conversation)
        case CommandName.JOIN | CommandName.LINK:
            conversation.say(texts.NO_CODES_HERE(), choices=(_private(conversation),))
        case CommandName.REPORT:
            _lead_away(conversation, heard, command.argument)
        case name:
            go = Choice(texts.GO_ON_PRIVATELY(), link=DO_LINK + name)
            conversation.say(texts.NOT_IN_GROUPS(), choices=(go,))


def _answers(conversation: Conversation, heard: Heard, meaning: object) -> bool:
    """Take words that answer the open question by its number or label, or leave it."""
    question = conversation.state.question
    if question is None:
        return False
    if isinstance(meaning, Leave):
        conversation.leave()
        return True
    index = choose(question.labels, heard.words)
    if index is None:
        return False
    conversation.answer(index, heard)
    return True


def _bind(conversation: Conversation, heard: Heard, argument: str) -> None:
    about: dict[str, str | int] = {
        "chat": conversation.chat,
        "title": heard.chat_title,
        "topic": conversation.topic,
        "argument": argument,
    }
    conversation.state.frames.clear()  # whoever says it again begins again
    conversation.start("bind", about)


def _lead_away(conversation: Conversation, heard: Heard, words: str | None = None) -> None:
    """Keep the words for the private chat, and show the way there."""
    said = heard.words if words is None else words
    if said or heard.kind in KINDS:
        _keep(conversation, heard, said)
    go = Choice(texts.GO_ON_PRIVATELY(), link=link_to_private(conversation))
    saying = texts.SPEAK_PRIVATELY()
    if any(saying in each.saying.phrases for each in conversation.said):
        return  # several lines at once are shown the way once
    conversation.say(saying, choices=(go,))


def _keep(conversation: Conversation, heard: Heard, words: str | None = None) -> None:
    """Keep what was said, and shown, for the private chat."""
    said = heard.words if words is None else words
    draft = conversation.state.kept
    if draft is None or (said and not draft.add_words(said, heard.outer_id)):
        draft = Frame(REPORT)
        conversation.state.kept = draft
        if said:
            draft.answers["words"], draft.spoken = said, "words"
        if said and heard.outer_id:
            draft.sources[heard.outer_id] = said
    if heard.kind in KINDS:
        with suppress(Invalid):
            draft.join([keep_attachment(conversation, heard)])


def _help(conversation: Conversation) -> None:
    phone = facts.office_phone(conversation.session)
    conversation.say(texts.HELP(phone=phone), choices=(_private(conversation, talk=True),))


def _show_responsible(conversation: Conversation) -> None:
    session = conversation.session
    group = _group(conversation)
    if group is None:
        conversation.say(texts.GROUP_NOT_BOUND())
        return
    lines: list[Phrase] = []
    for area in groups.areas_of(session, group.id):
        lines += describe(session, area)
    conversation.say(*lines, choices=(_private(conversation, talk=True),))


def _press(conversation: Conversation, heard: Heard) -> None:
    """Take a press; only who pressed sees what it led to, unless the group is asked further."""
    token, state = read_token(heard.token), conversation.state
    match token:
        case QuestionButton(conversation_id, turn, index):
            question = state.question
            if conversation_id != conversation.conversation_id:
                conversation.whisper(heard.press, talk_texts.NOT_YOUR_BUTTON())
            elif question is None or question.turn != turn or index >= len(question.values):
                conversation.whisper(heard.press, talk_texts.OLD_BUTTON())
            else:
                conversation.answer(index, heard)
                conversation.whisper(heard.press, texts.PRESS_TAKEN())
        case MessageButton(message_id, index):
            conversation.whisper(heard.press, _press_card(conversation, message_id, index))
        case None:
            conversation.whisper(heard.press, talk_texts.OLD_BUTTON())


def _press_card(conversation: Conversation, message_id: int, index: int) -> Phrase:
    """Do what a card of this group offers."""
    account, offer = _account(conversation), None
    if account is not None:
        offer = cards.find_offer(conversation.session, account.id, message_id, index)
    return group_cards.press(conversation, _group(conversation), offer)


def _private(conversation: Conversation, *, talk: bool = False) -> Choice:
    label = texts.TALK_PRIVATELY() if talk else texts.GO_ON_PRIVATELY()
    return Choice(label, link=link_to_private(conversation))


def _account(conversation: Conversation) -> Account | None:
    """Find the group itself, as its door knows it."""
    session = conversation.session
    mine = session.get(Account, conversation.caller.account_id)
    if mine is None:
        return None
    return accounts.find_account(session, mine.door, mine.robot, conversation.chat)


def _group(conversation: Conversation) -> Group | None:
    account = _account(conversation)
    if account is None:
        return None
    return groups.find_bound(conversation.session, account.id, conversation.topic)
