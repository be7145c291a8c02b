"""Residents' groups: the app orders a message, an employee sends it by hand."""

from tests.servers.api import Ask, Route
from tests.servers.errors import JsonObject
from tests.wecom_server.errors import (
    INVALID_PARAMETER,
    NO_SUCH_CHAT,
    NO_SUCH_USER,
    NOBODY_TO_SEND_TO,
    TOO_OFTEN,
    refusal,
)
from tests.wecom_server.fields import Field, one_of, read_object, text, wrong
from tests.wecom_server.orders import GROUP_LIST, ORDER, PAGE, RESULT, ExternalGroup, Task
from tests.wecom_server.routes import post
from tests.wecom_server.screen import Message, Screen
from tests.wecom_server.world import World

MOST_REMINDERS = 3
DAY = 86400
NOT_SENT, SENT, HAD_ENOUGH = 0, 1, 3
"""In a send result; a task of an employee that is done is 2."""
TASK_DONE = 2


class Outside:
    """The externalcontact calls about groups."""

    def __init__(self, world: World) -> None:
        """Start without a group."""
        self._world = world
        self.groups: dict[str, ExternalGroup] = {}
        self.tasks: dict[str, Task] = {}

    def routes(self) -> dict[str, Route]:
        """Return what answers which path."""
        path = "/cgi-bin/externalcontact"
        answers = {
            "add_msg_template": self.order,
            "get_groupmsg_task": self.task_list,
            "get_groupmsg_send_result": self.send_result,
            "remind_groupmsg_send": self.remind,
            "cancel_groupmsg_send": self.cancel,
            "groupchat/list": self.group_list,
            "groupchat/get": self.group,
        }
        return {f"{path}/{it}": post(do) for it, do in answers.items()}

    def add(self, name: str, owner: str) -> ExternalGroup:
        """Let an employee have a group of residents."""
        chat_id = self._world.new_id("wrOgQhDgAA")
        screen = Screen(self._world.changed, name)
        self.groups[chat_id] = ExternalGroup(chat_id, name, owner, screen, self.confirm)
        return self.groups[chat_id]

    def waiting(self, sender: str) -> list[Task]:
        """Return the tasks an employee has not done, the oldest first."""
        tasks = self.tasks.values()
        return [it for it in tasks if it.sender == sender and not it.is_done | it.is_cancelled]

    def confirm(self, sender: str) -> int:
        """Let an employee send all that waits; return how many messages reached a group."""
        with self._world.changed:
            return sum(self._send(task) for task in self.waiting(sender))

    def order(self, ask: Ask) -> JsonObject:
        """Make a task for an employee; nothing is sent yet."""
        body = ask.body
        read_object(ORDER, body)
        if "text" not in body and not body.get("attachments"):
            raise wrong("text", "neither text nor attachments")
        for item in body.get("attachments", []):
            if set(item) != {"msgtype", item["msgtype"]}:
                raise wrong("attachments", "an attachment has one content, named by its msgtype")
            if "media_id" in item[item["msgtype"]]:
                self._world.file(item[item["msgtype"]]["media_id"], item["msgtype"])
        sender = self._employee(body["sender"])
        own = [it.chat_id for it in self.groups.values() if it.owner == sender]
        named = list(dict.fromkeys(body.get("chat_id_list", own)))
        now = self._world.now()
        failed = [it for it in named if it not in own or self.groups[it].is_full(now)]
        if len(failed) == len(named):
            raise refusal(NOBODY_TO_SEND_TO)
        task = Task(
            msgid=self._world.new_id("msgGCAAAXtWyujaWJHDDGi0mAAA"),
            sender=sender,
            text=body.get("text", {}).get("content", ""),
            attachments=body.get("attachments", []),
            results={it: NOT_SENT for it in named if it not in failed},
        )
        self.tasks[task.msgid] = task
        return {"errcode": 0, "errmsg": "ok", "fail_list": failed, "msgid": task.msgid}

    def task_list(self, ask: Ask) -> JsonObject:
        """Say which employee has done a task."""
        read_object({"msgid": Field(text(), True), **PAGE}, ask.body)
        task = self._task(ask)
        entry: JsonObject = {"userid": task.sender, "status": TASK_DONE if task.is_done else 0}
        if task.is_done:
            entry["send_time"] = task.sent_at
        return {"errcode": 0, "errmsg": "ok", "next_cursor": "", "task_list": [entry]}

    def send_result(self, ask: Ask) -> JsonObject:
        """Say what became of a task in each group."""
        read_object(RESULT, ask.body)
        task = self._task(ask)
        if ask.body["userid"] != task.sender:
            raise wrong("userid", "has no such task")
        entries: list[JsonObject] = []
        for chat_id, status in task.results.items():
            entry: JsonObject = {"chat_id": chat_id, "userid": task.sender, "status": status}
            entries.append(entry | ({"send_time": task.sent_at} if status == SENT else {}))
        return {"errcode": 0, "errmsg": "ok", "next_cursor": "", "send_list": entries}

    def remind(self, ask: Ask) -> JsonObject:
        """Nudge the employee, at most three times in 24 hours."""
        read_object({"msgid": Field(text(), True)}, ask.body)
        task, now = self._task(ask), self._world.now()
        task.reminders = [at for at in task.reminders if at > now - DAY]
        if len(task.reminders) >= MOST_REMINDERS:
            raise refusal(TOO_OFTEN)
        task.reminders.append(now)
        return {"errcode": 0, "errmsg": "ok"}

    def cancel(self, ask: Ask) -> JsonObject:
        """Take a task back that is not done."""
        read_object({"msgid": Field(text(), True)}, ask.body)
        self._task(ask).is_cancelled = True
        return {"errcode": 0, "errmsg": "ok"}

    def group_list(self, ask: Ask) -> JsonObject:
        """List the groups, of some owners or of all."""
        read_object(GROUP_LIST, ask.body)
        owners = ask.body.get("owner_filter", {}).get("userid_list")
        found = [it for it in self.groups.values() if owners is None or it.owner in owners]
        listed = [{"chat_id": it.chat_id, "status": 0} for it in found[: ask.body["limit"]]]
        return {"errcode": 0, "errmsg": "ok", "group_chat_list": listed, "next_cursor": ""}

    def group(self, ask: Ask) -> JsonObject:
        """Describe a group."""
        read_object({"chat_id": Field(text(), True), "need_name": Field(one_of(0, 1))}, ask.body)
        group = self.groups.get(ask.body["chat_id"])
        if group is None:
            raise refusal(NO_SUCH_CHAT, ask.body["chat_id"])
        chat: JsonObject = {"chat_id": group.chat_id, "name": group.name, "owner": group.owner}
        chat |= {"create_time": 0, "notice": "", "admin_list": []}
        chat["member_list"] = [{"userid": group.owner, "type": 1, "join_time": 0, "join_scene": 1}]
        return {"errcode": 0, "errmsg": "ok", "group_chat": chat}

    def _send(self, task: Task) -> int:
        now = self._world.now()
        task.is_done, task.sent_at = True, int(now)
        reached = 0
        for chat_id in task.results:
            group = self.groups[chat_id]
            if group.is_full(now):
                task.results[chat_id] = HAD_ENOUGH
                continue
            task.results[chat_id] = SENT
            group.arrived.append(now)
            group.screen.show(Message(task.msgid, "text", {"content": task.text}))
            reached += 1
        return reached

    def _task(self, ask: Ask) -> Task:
        task = self.tasks.get(ask.body["msgid"])
        if task is None:
            raise refusal(INVALID_PARAMETER, "msgid: no such task")
        return task

    def _employee(self, userid: str) -> str:
        member = self._world.member(userid)
        if member is None:
            raise refusal(NO_SUCH_USER, userid)
        return member.userid
