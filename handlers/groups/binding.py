"""A group is told which area it belongs to (绑定), and a group that no bot can enter is listed."""

import re
from collections.abc import Sequence

from handlers.casework.handling import worker
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick, Words
from handlers.talking.talk import Talk
from models.access import Action
from models.areas import Area
from models.errors import NotFound
from models.groups import Group, GroupKind
from models.people import Account
from services import facts
from services.areas import areas
from services.delivery.messages import Choice, Command
from services.groups import forwards, group_members, groups
from services.identity import accounts
from services.office import access
from services.posts import group_welcome
from services.rules import rules_of
from services.texts import forward_tasks as task_texts
from services.texts import groups as texts
from services.texts.phrases import Phrase, put_into_words, verbatim
from services.wording import clip

AREA_LINK = "area-"
"""Begins what the link of a poster carries; the area's code follows."""

OFFERED = 12
"""Areas to press; more are named by their code."""

LONGEST_TITLE = 60


def bind(talk: Talk) -> Reply:
    """Bind the group in which it is said; in a private chat, say how."""
    own = _own(talk)
    if not own:
        return reply(texts.NO_AREA_OF_YOURS())
    if "chat" not in talk.about:
        return _in_private(talk, own)
    bound = _bound(talk)
    given = str(talk.about.get("argument", ""))
    if not given and bound is not None:
        return _show_bound(talk, bound)
    places = _places(talk, given, own)
    if isinstance(places, Reply):
        return places
    how = "anew" if bound is None else _how(talk, bound, places)
    if bound is not None and how == "add":
        return _add(talk, bound, places)
    return reply(texts.LEFT_AS_IS()) if how == "leave" else _bind(talk, places)


def bind_manual(talk: Talk) -> Reply:
    """List a group that no bot can enter (人工转发); its first text is the introduction."""
    own = _own(talk)
    if not own:
        return reply(texts.NO_AREA_OF_YOURS())
    title = talk.ask("title", Words((texts.WHICH_TITLE(),), least=2, keeps_words=False))
    title = clip(" ".join(title.split()), LONGEST_TITLE)
    question = (texts.WHICH_AREA_MANUAL(title=title),)
    where = Words(question, extra=_to_press(own), keeps_words=False)
    places = _named(talk, talk.ask("areas", where))
    if isinstance(places, Reply):
        return places
    kind, me = _ask_kind(talk, places), worker(talk)
    has_link = bool(_front_door(talk, places))

    def write() -> None:
        session, clock = talk.session, talk.clock
        group = groups.bind(session, None, kind, places, me, clock, title=title)
        link = _front_door(talk, places)
        forwards.ask(session, group, introduction(talk, link), clock, link)

    talk.do("bind", write)
    registered = texts.REGISTERED(title=title, area=_names(places), kind=texts.KIND_LABELS[kind]())
    return reply(registered, *(() if has_link else (texts.NO_LINK(),)))


def introduction(talk: Talk, link: str) -> str:
    """Give the text that tells a group of residents how to reach us."""
    rules = rules_of(talk.session)
    link = put_into_words(texts.LINK_LINE(link=link)) if link else ""
    phone = facts.office_phone(talk.session)
    return put_into_words(texts.INTRODUCTION(street=rules.street_name, link=link, phone=phone))


def _front_door(talk: Talk, places: Sequence[Area]) -> str:
    """Give the link that opens a chat with us in any phone's browser; empty when there is none."""
    public_url = rules_of(talk.session).public_url
    start = f"?start={AREA_LINK}{places[0].code}" if len(places) == 1 else ""
    return f"{public_url}/chat{start}" if public_url else ""


def _bind(talk: Talk, places: Sequence[Area]) -> Reply:
    kind, me = _ask_kind(talk, places), worker(talk)
    title = str(talk.about.get("title", "")) or _names(places) + put_into_words(
        texts.KIND_LABELS[kind]()
    )
    title = clip(title, LONGEST_TITLE)

    def write() -> None:
        session, clock = talk.session, talk.clock
        mine = session.get(Account, talk.caller.account_id)
        if mine is None:
            raise NotFound("account_unknown")
        chat, topic = talk.text("chat"), str(talk.about.get("topic", ""))
        account = accounts.ensure_account(
            session, mine.door, mine.robot, chat, clock, is_group=True
        )
        group = groups.bind(session, account.id, kind, places, me, clock, title=title, topic=topic)
        group_welcome.show_open(session, group, clock)

    talk.do("bind", write)
    bound = texts.BOUND(
        area=_names(places),
        kind=texts.KIND_LABELS[kind](),
        carries=texts.KIND_CARRIES[kind](),
    )
    choices: tuple[Choice, ...] = ()
    if kind is GroupKind.RESIDENTS and len(places) == 1:
        choices = (Choice(texts.TALK_PRIVATELY(), link=AREA_LINK + places[0].code),)
    return reply(bound, *_unasked(talk), choices=choices)


def _unasked(talk: Talk) -> Sequence[Phrase]:
    """Say who posts what nobody asked for, in a group where we only answer."""
    if not groups.only_answers(talk.text("chat")):
        return ()
    group = _bound_now(talk)
    has_voice = group is not None and groups.has_voice(talk.session, group)
    return (task_texts.HEARD_AND_PUSHED() if has_voice else task_texts.HEARD_ONLY(),)


def _add(talk: Talk, bound: Group, places: Sequence[Area]) -> Reply:
    """Let a bound group belong to further areas."""
    me = worker(talk)

    def write() -> None:
        groups.add_areas(talk.session, bound.id, places, me)

    talk.do("add", write)
    area = _names(groups.areas_of(talk.session, bound.id))
    kind = texts.KIND_LABELS[bound.kind]()
    return reply(texts.BOUND(area=area, kind=kind, carries=texts.KIND_CARRIES[bound.kind]()))


def unbind(talk: Talk) -> Reply:
    """End a group into which words were carried by hand."""
    group_id, me = talk.number("group"), worker(talk)
    talk.do("unbind", lambda: groups.unbind(talk.session, group_id, me, talk.clock))
    return reply(texts.UNBOUND())


def _in_private(talk: Talk, own: Sequence[Area]) -> Reply:
    """Say how a group is bound; list those that words are carried into, each with its end."""
    choices = [Choice(texts.REGISTER_MANUAL(), Command("bind_manual", {}))]
    for group in groups.list_manual(talk.session, own)[:OFFERED]:
        label = texts.UNBIND_MANUAL(title=group.title)
        choices.append(Choice(label, Command("unbind", {"group": group.id})))
    if group_members.find_robot(talk.session, worker(talk)) is not None:
        choices.append(Choice(task_texts.TO_MAKE_GROUP(), Command("make_group", {})))
    return reply(texts.BIND_IN_GROUP(code=own[0].code), choices=tuple(choices))


def _show_bound(talk: Talk, bound: Group) -> Reply:
    """Say what the group is bound as, with a way to end it."""
    question = _as_bound(talk, bound)
    options = (Option(texts.UNBIND(), True), Option(texts.LEAVE_AS_IS(), False))
    if not talk.ask("unbind", Pick[bool]((question,), options)):
        return reply(texts.LEFT_AS_IS())
    me = worker(talk)
    talk.do("unbind", lambda: groups.unbind(talk.session, bound.id, me, talk.clock))
    return reply(texts.UNBOUND())


def _how(talk: Talk, bound: Group, places: Sequence[Area]) -> str:
    """Ask whether a bound group gets another area, or only that one."""
    area, me = _names(places), worker(talk)
    held = groups.areas_of(talk.session, bound.id)
    is_theirs = groups.may_any(talk.session, me, Action.BIND_GROUP, held)
    anew = (Option(texts.BIND_ANEW(area=area), "anew"),) if is_theirs else ()
    options = (
        Option(texts.ADD_AREA(area=area), "add"),
        *anew,
        Option(texts.LEAVE_AS_IS(), "leave"),
    )
    return talk.ask("how", Pick[str]((_as_bound(talk, bound),), options))


def _as_bound(talk: Talk, bound: Group) -> Phrase:
    area = _names(groups.areas_of(talk.session, bound.id))
    return texts.BOUND_ALREADY(area=area, kind=texts.KIND_LABELS[bound.kind]())


def _bound(talk: Talk) -> Group | None:
    """Find what the group is bound as, the same through the whole dialogue."""

    def find() -> int | None:
        found = _bound_now(talk)
        return None if found is None else found.id

    found = talk.once("bound", find)
    return None if found is None else groups.get_group(talk.session, found)


def _bound_now(talk: Talk) -> Group | None:
    mine = talk.session.get(Account, talk.caller.account_id)
    if mine is None:
        return None
    account = accounts.find_account(talk.session, mine.door, mine.robot, talk.text("chat"))
    topic = str(talk.about.get("topic", ""))
    return None if account is None else groups.find_own(talk.session, account.id, topic)


def _places(talk: Talk, given: str, own: Sequence[Area]) -> Sequence[Area] | Reply:
    if given:
        return _named(talk, given)
    return _named(talk, talk.ask("area", Pick[str]((texts.WHICH_AREA(),), _to_press(own))))


def _to_press(own: Sequence[Area]) -> tuple[Option, ...]:
    return tuple(Option(verbatim(area.name), area.code) for area in own[:OFFERED])


def _named(talk: Talk, given: str) -> Sequence[Area] | Reply:
    """Find the areas that codes or names mean; each must be this person's to bind.

    Raises:
        NotAllowed: one of them is not.
    """
    me, found = worker(talk), list[Area]()
    for name in re.split(r"[\s,，、;；]+", given.strip()):
        try:
            area = areas.get_area_named(talk.session, name)
        except NotFound:
            return reply(texts.AREA_NOT_FOUND(code=clip(name, LONGEST_TITLE)))
        access.require(talk.session, me, Action.BIND_GROUP, area)
        found.append(area)
    return found


def _ask_kind(talk: Talk, places: Sequence[Area]) -> GroupKind:
    options = tuple(Option(label(), str(kind)) for kind, label in texts.KIND_LABELS.items())
    question = texts.WHICH_KIND(area=_names(places))
    return GroupKind(talk.ask("kind", Pick[str]((question,), options)))


def _own(talk: Talk) -> Sequence[Area]:
    """List the areas whose groups this person may bind: theirs, then those below."""
    person_id = talk.caller.person_id
    if person_id is None:
        return ()
    held = access.areas_where(talk.session, person_id, Action.BIND_GROUP)
    below = [each for area in held for each in areas.list_below(talk.session, area)]
    return list({area.id: area for area in (*held, *below)}.values())


def _names(places: Sequence[Area]) -> str:
    return "、".join(area.name for area in {area.id: area for area in places}.values())
