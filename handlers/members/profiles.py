"""What a member sees of themselves, and changes: skills, interests, free times."""

from collections.abc import Sequence

from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Words
from handlers.talking.talk import Talk
from models.errors import Invalid, NotAllowed, Refusal
from services.areas import areas
from services.delivery.messages import Choice, Command
from services.members import member_contacts, members, profile
from services.points import pledges
from services.texts import menu as menu_texts
from services.texts.members import member_cards as card_texts
from services.texts.members import roll as texts
from services.texts.phrases import Phrase
from services.texts.refusals import refusals


def describe(talk: Talk, person_id: int) -> tuple[Phrase, ...]:
    """Say what is known of somebody as a member, and who saw their phone; nothing of others."""
    if not members.is_member(talk.session, person_id):
        return ()
    known = profile.get_profile(talk.session, person_id)
    none = menu_texts.NOT_GIVEN()
    shown = texts.PROFILE(
        unit=known.unit or none,
        skills=known.skills or none,
        interests=known.interests or none,
        free_times=known.free_times or none,
    )
    return (shown, *_views(talk, person_id))


def list_promised(talk: Talk, person_id: int) -> tuple[Phrase, ...]:
    """Give all that somebody ever promised, for their own export."""
    made = pledges.list_pledges(talk.session, person_id)
    return tuple(card_texts.PLEDGED(year=each.year, words=each.words) for each in made)


def offer(talk: Talk, person_id: int) -> tuple[Choice, ...]:
    """Offer a member to change it."""
    return (_TO_PROFILE,) if members.is_member(talk.session, person_id) else ()


def member_profile(talk: Talk) -> Reply:
    """Show it, each part to be changed by a press (改党员资料)."""
    return Reply(describe(talk, _me(talk)) or (menu_texts.NOTHING_STORED(),), _CHANGES)


def set_profile(talk: Talk) -> Reply:
    """Change one part."""
    me, field = _me(talk), talk.text("field")
    if field == profile.OFFICES:
        raise NotAllowed("kept_by_office")
    if field not in profile.FIELDS:
        raise Invalid("button_outdated")
    question: Sequence[Phrase] = (texts.ASK[field](),)
    attempt = 0
    while True:
        extra = (Option(texts.EMPTY_IT(), ""),)
        prompt = Words(tuple(question), extra=extra, keeps_words=False)
        words = talk.ask(f"said{attempt}", prompt)
        done = _set(talk, attempt, field, words)
        if done is None:
            return reply(menu_texts.CHANGED(), *describe(talk, me), choices=_CHANGES)
        question = (refusals.told(done),)
        attempt += 1


def _me(talk: Talk) -> int:
    if talk.caller.person_id is None:
        raise NotAllowed("not_allowed")
    return talk.caller.person_id


def _set(talk: Talk, attempt: int, field: str, words: str) -> Refusal | None:
    def write() -> None:
        profile.set_field(talk.session, _me(talk), field, words)

    done = talk.attempt(f"set{attempt}", write)
    return done if isinstance(done, Refusal) else None


def _views(talk: Talk, person_id: int) -> tuple[Phrase, ...]:
    seen = member_contacts.list_views_of(talk.session, person_id)
    if not seen:
        return ()
    last = seen[-1]
    area = areas.area_of(talk.session, last.area_id).name
    role = menu_texts.ROLE_LABELS[last.role]()
    return (texts.VIEWS(count=len(seen), at=last.at, area=area, role=role),)


_TO_PROFILE = Choice(texts.TO_PROFILE(), Command("member_profile", {}))
_CHANGES = tuple(
    Choice(label(), Command("set_profile", {"field": field})) for field, label in texts.SET.items()
)
