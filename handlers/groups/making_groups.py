"""A group of those who work somewhere is wished for in the private chat, and made by the app."""

from handlers.casework.handling import worker
from handlers.talking.asking import Option
from handlers.talking.messages import Reply, reply
from handlers.talking.prompts import Pick
from handlers.talking.talk import Talk
from models.access import Action
from models.groups import GroupKind
from services.areas import areas
from services.groups import group_members
from services.office import access
from services.texts import forward_tasks as texts
from services.texts import groups as group_texts
from services.texts.phrases import verbatim

OFFERED = 12
"""Areas to press."""


def make_group(talk: Talk) -> Reply:
    """Ask for which area and of which kind, and have the group made."""
    me = worker(talk)
    held = access.areas_where(talk.session, me, Action.BIND_GROUP)
    below = [each for area in held for each in areas.list_below(talk.session, area)]
    own = list({area.id: area for area in (*held, *below)}.values())
    if not own:
        return reply(group_texts.NO_AREA_OF_YOURS())
    offered = tuple(Option(verbatim(area.name), area.code) for area in own[:OFFERED])
    code = talk.ask("area", Pick[str]((texts.WHICH_MADE_AREA(),), offered))
    place = areas.get_area(talk.session, code)
    kinds = tuple(
        Option(group_texts.KIND_LABELS[kind](), str(kind)) for kind in group_members.KINDS
    )
    question = group_texts.WHICH_KIND(area=place.name)
    kind = GroupKind(talk.ask("kind", Pick[str]((question,), kinds)))

    def wish() -> list[str | int]:
        return list(group_members.wish_for(talk.session, kind, [place], me, talk.clock))

    title, count = talk.do("wish", wish)
    return reply(texts.GROUP_WISHED(title=title, count=count))
