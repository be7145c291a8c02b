"""Messages of the app to members: sending, changing cards, taking back."""

from typing import cast

from tests.servers.api import Ask, Route
from tests.servers.errors import JsonObject
from tests.wecom_server.cards import read_changed_card
from tests.wecom_server.errors import (
    INVALID_AGENT_ID,
    INVALID_PARAMETER,
    NOBODY_IN_SCOPE,
    TASK_ID_TAKEN,
    WRONG_APP,
    refusal,
)
from tests.wecom_server.fields import (
    Field,
    Fields,
    array,
    integer,
    read_object,
    record,
    text,
    wrong,
)
from tests.wecom_server.messages import APP_KINDS, FLAG, new_message, read_message
from tests.wecom_server.routes import post
from tests.wecom_server.screen import Message
from tests.wecom_server.world import App, Card, Dropped, Member, World

MOST_A_MINUTE = 30
MOST_AN_HOUR = 1000
RECALL_WITHIN = 24 * 3600
_AROUND: Fields = {
    "touser": Field(text(least=0)),
    "toparty": Field(text(least=0)),
    "totag": Field(text(least=0)),
    "agentid": Field(integer(), True),
    "safe": Field(FLAG),
    "enable_id_trans": Field(FLAG),
    "enable_duplicate_check": Field(FLAG),
    "duplicate_check_interval": Field(integer(1, 4 * 3600)),
}
_UPDATE: Fields = {
    "userids": Field(array(text(64), 1, 1000)),
    "partyids": Field(array(integer(), 1, 100)),
    "tagids": Field(array(integer(), 1, 100)),
    "atall": Field(FLAG),
    "agentid": Field(integer(), True),
    "response_code": Field(text(), True),
    "button": Field(record({"replace_name": Field(text(), True)})),
    "template_card": Field(read_changed_card),
}


class Sending:
    """message/send, message/update_template_card and message/recall."""

    def __init__(self, world: World) -> None:
        """Act on this world."""
        self._world = world
        self._recent: list[tuple[float, JsonObject]] = []

    def routes(self) -> dict[str, Route]:
        """Return what answers which path."""
        return {
            "/cgi-bin/message/send": post(self.send),
            "/cgi-bin/message/update_template_card": post(self.update),
            "/cgi-bin/message/recall": post(self.recall),
        }

    def send(self, ask: Ask) -> JsonObject:
        """Show a message to everybody named who is in scope."""
        body, world = ask.body, self._world
        _check_agent(body, world)
        kind = read_message(body, APP_KINDS, _AROUND)
        app = own_app(world, ask)
        found, unknown = self._receivers(body.get("touser", ""))
        if not found:
            raise refusal(NOBODY_IN_SCOPE)
        msgid = world.new_id("msg-")
        message = new_message(world, msgid, body)
        answer: JsonObject = {"errcode": 0, "errmsg": "ok", "msgid": msgid}
        if unknown:
            answer["invaliduser"] = "|".join(unknown)
        if kind == "template_card":
            card = self._deal(app, msgid, found, body)
            if message.buttons:
                answer["response_code"] = world.new_code(card)
        elif not self._is_repeated(body):
            world.sent[msgid] = []
            for member in found:
                self._show(member, _copy(message), body)
        return answer

    def update(self, ask: Ask) -> JsonObject:
        """Change a card's buttons, or the whole card, for some receivers or all."""
        body, world = ask.body, self._world
        _check_agent(body, world)
        read_object(_UPDATE, body)
        if ("button" in body) == ("template_card" in body):
            raise wrong("button", "either this or template_card must be there")
        if not body.get("userids") and not body.get("atall"):
            raise wrong("userids", "nobody is named and atall is not 1")
        own_app(world, ask)
        right = world.right_of(body["response_code"])
        card = right.card
        named = list(card.copies) if body.get("atall") else cast("list[str]", body["userids"])
        unknown = [userid for userid in named if userid.lower() not in card.copies]
        for userid in named:
            if userid.lower() in card.copies:
                self.change(card, userid.lower(), body)
        right.is_used = True
        return {"errcode": 0, "errmsg": "ok"} | ({"invaliduser": unknown} if unknown else {})

    def change(self, card: Card, userid: str, body: JsonObject) -> None:
        """Change one receiver's copy of a card."""
        message = card.copies[userid]
        if "button" in body:
            if not message.content.get("button_list"):
                raise refusal(INVALID_PARAMETER, "button: the card has no buttons")
            message.replaced = body["button"]["replace_name"]
        else:
            message.content, message.replaced = dict(body["template_card"]), ""
        self._world.members[userid].screen.show(message)

    def recall(self, ask: Ask) -> JsonObject:
        """Take a message back within a day."""
        world = self._world
        read_object({"msgid": Field(text(), True)}, ask.body)
        copies = world.sent.get(ask.body["msgid"])
        if copies is None:
            raise refusal(INVALID_PARAMETER, "msgid: no such message")
        if any(world.now() > at + RECALL_WITHIN for _, _, at in copies):
            raise refusal(INVALID_PARAMETER, "msgid: sent more than 24 hours ago")
        for _, message, _ in copies:
            message.is_recalled = True
        return {"errcode": 0, "errmsg": "ok"}

    def _deal(self, app: App, msgid: str, found: list[Member], body: JsonObject) -> Card:
        world, content = self._world, body["template_card"]
        task_id = content.get("task_id")
        if task_id in app.task_ids:
            raise refusal(TASK_ID_TAKEN)
        if task_id:
            app.task_ids.add(task_id)
        card = Card(msgid, app.agent_id)
        world.sent[msgid] = []
        for member in found:
            message = Message(msgid, "template_card", dict(content))
            if self._show(member, message, body):
                card.copies[member.userid.lower()] = message
        world.cards.append(card)
        return card

    def _receivers(self, touser: str) -> tuple[list[Member], list[str]]:
        world = self._world
        if touser == "@all":
            return [it for it in world.members.values() if it.is_in_scope], []
        names = list(dict.fromkeys(name for name in touser.split("|") if name))
        if len(names) > 1000:
            raise wrong("touser", "at most 1000")
        known = {name: world.member(name) for name in names}
        found = {it.userid: it for it in known.values() if it is not None}
        return list(found.values()), [name for name, it in known.items() if it is None]

    def _show(self, member: Member, message: Message, body: JsonObject) -> bool:
        """Show it, or drop it in silence where the member has had too many."""
        now = self._world.now()
        member.sent = [at for at in member.sent if at > now - 3600]
        last_minute = sum(at > now - 60 for at in member.sent)
        if last_minute >= MOST_A_MINUTE or len(member.sent) >= MOST_AN_HOUR:
            reason = "minute" if last_minute >= MOST_A_MINUTE else "hour"
            self._world.dropped.append(Dropped(member.userid, reason, body))
            return False
        member.sent.append(now)
        member.screen.show(message)
        self._world.sent[message.id].append((member.screen, message, now))
        return True

    def _is_repeated(self, body: JsonObject) -> bool:
        """Tell whether the app asked to have a repeated message left out, and this is one."""
        now = self._world.now()
        span = body.get("duplicate_check_interval", 1800)
        is_repeated = bool(body.get("enable_duplicate_check")) and any(
            at > now - span and before == body for at, before in self._recent
        )
        self._recent = [it for it in self._recent if it[0] > now - 4 * 3600]
        if is_repeated:
            self._world.dropped.append(Dropped(body.get("touser", ""), "duplicate", body))
        else:
            self._recent.append((now, body))
        return is_repeated


def _check_agent(body: JsonObject, world: World) -> None:
    agent = body.get("agentid")
    if not isinstance(agent, int) or isinstance(agent, bool) or agent not in world.apps:
        raise refusal(INVALID_AGENT_ID, f"agentid: {agent!r}")


def own_app(world: World, ask: Ask) -> App:
    """Return the app that calls; the agentid it names must be its own."""
    app = world.app_of(ask.query.get("access_token"))
    if ask.body.get("agentid", app.agent_id) != app.agent_id:
        raise refusal(WRONG_APP)
    return app


def _copy(message: Message) -> Message:
    copy = Message(message.id, message.kind, dict(message.content))
    copy.media = message.media
    return copy
