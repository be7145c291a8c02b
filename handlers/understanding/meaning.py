"""What a message means, as far as its words alone go; whether it fits is the router's business.

The first rule that fits wins:

=====  ===========================================  =============================================
order  rule                                         meaning
=====  ===========================================  =============================================
1      a word of danger anywhere                    Danger
2      a slash command                              Command, Leave, Back
3      exactly 取消 or 返回                         Leave, Back
4      a command word alone (加入 and 绑定 take     Command
       what follows)
5      a case number, digits, a phone number        CaseNumber, LoneDigit, Phone
6      收到                                         Received
7      人工, 别发了, 你是谁                         Human, Stop, WhoAreYou
8      好了; then greetings, thanks, 在吗, 好的      FollowUp; SmallTalk
9      about the own case: 怎么还没来, 又坏了,      FollowUp
       是4号楼
10     a question the facts may answer              Question
11     swearing and nothing else                    Abuse
12     adverts, links, under four characters        Doubtful
13     anything else                                Words
=====  ===========================================  =============================================

Rules 3 to 10 look at short messages only, and at the whole of them: 「投诉物业乱收费」 and
「为什么没人管路灯」 are Words.
"""

from re import Pattern
from re import compile as compile_pattern
from unicodedata import category

from handlers.understanding import vocabulary as say
from handlers.understanding.sayings import (
    Abuse,
    Back,
    CaseNumber,
    Command,
    CommandName,
    Danger,
    Doubt,
    Doubtful,
    FollowUp,
    Human,
    Leave,
    LoneDigit,
    Meaning,
    Phone,
    Question,
    Received,
    SmallTalk,
    Stop,
    Talk,
    Topic,
    WhoAreYou,
    Wish,
    Words,
)
from services.danger.dangers import DangerKind, find_danger
from services.wording import clean, count_meaningful, fold

__all__ = [
    "Abuse",
    "Back",
    "CaseNumber",
    "Command",
    "CommandName",
    "Danger",
    "DangerKind",
    "Doubt",
    "Doubtful",
    "FollowUp",
    "Human",
    "Leave",
    "LoneDigit",
    "Meaning",
    "Phone",
    "Question",
    "Received",
    "SmallTalk",
    "Stop",
    "Talk",
    "Topic",
    "WhoAreYou",
    "Wish",
    "Words",
    "read_as_report",
    "understand",
    "without_command",
]

_WHOLE_AT_MOST = 40
"""Characters up to which a message can be a set phrase."""
_QUESTION_AT_MOST = 26
_ADVERT_AT_MOST = 300
_LEAST = 4
"""Meaningful characters that make a matter (product.md, rule 10)."""
_LEAST_BESIDE_LINK = 10
_PHONE_DIGITS = range(7, 14)
_PICTURES = frozenset({"So", "Sk"})
_PUNCTUATION = compile_pattern(r"[\W_]+")


def understand(text: str) -> Meaning:
    """Read a message by the first rule that fits (see the table above)."""
    danger = find_danger(text)
    if danger is not None:
        return Danger(danger)
    written = clean(text)
    if written.startswith(("/", "／")):
        slash = _read_slash(written)
        if slash is not None:
            return slash
    if len(written) <= _WHOLE_AT_MOST:
        short = _read_short(written)
        if short is not None:
            return short
    return _read_words(written)


def read_as_report(text: str) -> Abuse | Doubtful | Words:
    """Read a message as a report: a FollowUp without a case, a Question that was none."""
    return _read_words(clean(text))


def without_command(text: str) -> str:
    """Give what is said behind a slash command: 「/report 着火了」 is 着火了."""
    found = say.SLASH.fullmatch("/" + text[1:]) if text.startswith(("/", "／")) else None
    return text if found is None or not found[2] else str(found[2]).strip()


def _read_slash(written: str) -> Meaning | None:
    found = say.SLASH.fullmatch("/" + written[1:])
    if found is None:
        return None
    name, argument = found[1].lower(), (found[2] or "").strip()
    return _by_name(name, argument) or Command(CommandName.HELP)


def _by_name(name: str, argument: str = "") -> Meaning | None:
    if name == "cancel":
        return Leave()
    if name == "back":
        return Back()
    return Command(CommandName(name), argument) if name in _NAMES else None


def _read_short(written: str) -> Meaning | None:
    without_emoji = (
        say.EMOJI_NAME.sub("", written) if "[" in written or "/:" in written else written
    )
    words = fold(without_emoji)
    bare = _PUNCTUATION.sub("", words)
    if not bare:
        return _read_signs(written)
    if bare in _COMMANDS:
        return _COMMANDS[bare]
    return (
        _read_argument(words, written)
        or _read_number(words)
        or _read_set_phrase(bare, written)
        or _read_follow_up(bare, written)
        or _read_question(bare, written)
    )


def _read_signs(written: str) -> Meaning | None:
    if "?" in written or "？" in written:
        return SmallTalk(Talk.PRESENCE)
    if any(category(char) in _PICTURES for char in written) or say.EMOJI_NAME.search(written):
        return SmallTalk(Talk.EMOJI)
    return Doubtful(Doubt.FRAGMENT, written)


def _read_argument(words: str, written: str) -> Meaning | None:
    for pattern, name in _WITH_ARGUMENT:
        if pattern.fullmatch(words):
            return Command(name, _as_written(written))
    return None


def _as_written(written: str) -> str:
    """Return what follows the two characters of the command word, codes in their own case."""
    return written.lstrip()[2:].strip(" :：,，。.!！「」\"'")


def _read_number(words: str) -> Meaning | None:
    if len(words) == 1:
        place = say.DIGITS.find(words)
        digit = int(words) if words.isdecimal() and words.isascii() else place + 1
        return LoneDigit(digit) if digit or words == "0" else None
    if not any(char.isdigit() for char in words):
        return None
    if say.SERIAL.fullmatch(words):
        return CaseNumber(None, None, int(words))
    number = say.CASE_NUMBER.fullmatch(words.replace(" ", ""))
    if number is not None:
        prefix, year = number["prefix"], number["year"] or number["only_year"]
        return CaseNumber(prefix and prefix.upper(), int(year), int(number["serial"]))
    phone = say.PHONE.fullmatch(words)
    digits = "".join(char for char in phone[1] if char.isdigit()) if phone else ""
    return Phone(digits) if len(digits) in _PHONE_DIGITS else None


def _read_set_phrase(bare: str, written: str) -> Meaning | None:
    if say.GOOD.fullmatch(bare):  # 「好了」 is said of a case, 「好的」 of nothing
        return FollowUp(Wish.GOOD, written, has_matter=False)
    for pattern, meaning in _SET_PHRASES:
        if pattern.fullmatch(bare):
            return meaning
    return None


def _read_follow_up(bare: str, written: str) -> Meaning | None:
    said = say.SWEARING.sub("", bare)
    for pattern, wish in _WISHES:
        if pattern.fullmatch(said):
            can_stand_alone = wish in (Wish.URGE, Wish.AGAIN)
            has_matter = can_stand_alone and bool(said.translate(say.NO_MATTER))
            return FollowUp(wish, written, has_matter)
    return None


def _read_question(bare: str, written: str) -> Meaning | None:
    if len(bare) > _QUESTION_AT_MOST or say.COMPLAINT.search(bare):
        return None
    for topic in Topic:
        if say.QUESTIONS[topic].search(bare):
            return Question(topic, written)
    return Question(None, written) if say.QUESTION.search(bare) else None


def _read_words(written: str) -> Abuse | Doubtful | Words:
    swearing = say.SWEARING.search(fold(written)) is not None
    if swearing and _is_only_swearing(written):
        return Abuse()
    if _is_advert(written):
        return Doubtful(Doubt.ADVERT, written)
    if len(written) <= _WHOLE_AT_MOST and count_meaningful(written) < _LEAST:
        return Doubtful(Doubt.FRAGMENT, written)
    return Words(written, swearing)


def _is_only_swearing(written: str) -> bool:
    rest = say.SWEARING_SMALL.sub("", say.SWEARING.sub("", fold(written)))
    return count_meaningful(rest) < _LEAST


def _is_advert(written: str) -> bool:
    if len(written) > _ADVERT_AT_MOST:
        return False
    words = fold(written)
    if say.ADVERT.search(words) and not say.NOT_ADVERT.search(words):
        return True
    if "." not in words:
        return False
    rest = say.LINK.sub("", written)
    return rest != written and count_meaningful(rest) < _LEAST_BESIDE_LINK


_WITH_ARGUMENT = (
    (say.JOIN, CommandName.JOIN),
    (say.ENROL, CommandName.JOIN),
    (say.BIND, CommandName.BIND),
    (say.LINK_CODE, CommandName.LINK),
    (say.POSTS, CommandName.POSTS),
)
_NAMES = frozenset(CommandName)
_TOLD_APART = frozenset({"签到", "签退", "请假", "找人顶班", "退岗"})
"""Words of one command that mean different things: the dialogue is told which was said."""
_COMMANDS: dict[str, Meaning | None] = {
    word: _by_name(name, word if word in _TOLD_APART else "")
    for name, words in say.COMMAND_WORDS.items()
    for word in words.split()
} | {
    word: Command(CommandName.LANGUAGE, language)
    for language, words in say.LANGUAGE_WORDS.items()
    for word in words.split()
}
_SET_PHRASES: tuple[tuple[Pattern[str], Meaning], ...] = (
    (say.RECEIVED, Received()),
    (say.HUMAN, Human()),
    (say.STOP, Stop()),
    (say.WHO_ARE_YOU, WhoAreYou()),
    (say.PRESENCE, SmallTalk(Talk.PRESENCE)),
    (say.OKAY, SmallTalk(Talk.OKAY)),
    (say.THANKS, SmallTalk(Talk.THANKS)),
    (say.GREETING, SmallTalk(Talk.GREETING)),
)
_WISHES: tuple[tuple[Pattern[str], Wish], ...] = (
    (say.SUPPLEMENT, Wish.SUPPLEMENT),
    (say.CORRECTION, Wish.CORRECTION),
    (say.URGE, Wish.URGE),
    (say.AGAIN, Wish.AGAIN),
)
