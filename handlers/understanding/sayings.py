"""The closed set of what a message can mean; meaning.py reads it from the words.

``match`` over a Meaning is checked to be complete by the type checkers.
"""

from dataclasses import dataclass
from enum import StrEnum

from services.danger.dangers import DangerKind


class CommandName(StrEnum):
    """The commands of the chat, without their slash."""

    START = "start"  # 菜单
    REPORT = "report"  # 我要反映
    MINE = "mine"  # 我反映的事
    POSTS = "posts"  # 岗位
    DUTY = "duty"  # 签到
    WEEK = "week"  # 我的一周
    POST_WORK = "post_work"  # 岗位工作
    CLAIM_LIST = "claim_list"  # 公示认领名单
    OPEN_POST = "open_post"  # 定岗
    OPENINGS = "openings"  # 岗位管理
    CARDS = "cards"  # 四色卡
    POINTS = "points"  # 积分明细
    RANKING = "ranking"  # 积分排名
    REWARDS = "rewards"  # 换东西
    PLEDGES = "pledges"  # 我的承诺
    CERTIFICATE = "certificate"  # 年度鉴定
    CARDS_OF = "cards_of"  # 查四色卡
    RECORD_ACTIVITY = "record_activity"  # 记活动
    PLEDGES_TO_CONFIRM = "pledges_to_confirm"  # 看承诺
    TO_HAND_OVER = "to_hand_over"  # 待发放
    HOURS = "hours"  # 时长
    ROLL = "roll"  # 党员名册
    TO_CONTACT = "to_contact"  # 待联系党员
    NOT_REPORTED = "not_reported"  # 还没报到
    TO_DO = "todo"  # 待办
    ENTER = "enter"  # 代录
    NOTICES = "notices"  # 公示
    TO_PUBLISH = "to_publish"  # 待公示
    FIGURES = "figures"  # 三率
    GRID = "grid"  # 我的网格员
    JOIN = "join"  # 加入
    BIND = "bind"  # 绑定
    ANNOUNCE = "announce"  # 发通知
    ME = "me"  # 我的资料
    HELP = "help"  # 帮助
    MORE = "more"  # 更多功能
    LINK = "link"  # 关联
    LANGUAGE = "language"  # 语言
    DESK = "desk"  # 工作台
    AWAY = "away"  # 我不在
    HERE_AGAIN = "here_again"  # 我回来了


class Talk(StrEnum):
    """Small talk: a short word and the menu, never a case."""

    GREETING = "greeting"  # 您好
    THANKS = "thanks"  # 谢谢
    PRESENCE = "presence"  # 在吗
    OKAY = "okay"  # 好的
    EMOJI = "emoji"  # 👍


class Topic(StrEnum):
    """What a question asks for, where the words tell."""

    HOURS = "hours"  # 几点上班
    WHERE = "where"  # 在哪办
    GRID = "grid"  # 谁是我的网格员
    OUTAGE = "outage"  # 什么时候来电
    PHONE = "phone"  # 电话多少


class Wish(StrEnum):
    """What the reporter of a case may say about it."""

    URGE = "urge"  # 怎么还没来
    GOOD = "good"  # 好了
    AGAIN = "again"  # 又坏了
    CORRECTION = "correction"  # 是4号楼
    SUPPLEMENT = "supplement"  # 补充


class Doubt(StrEnum):
    """Why the person is asked once before a draft begins."""

    ADVERT = "advert"  # 广告、链接
    FRAGMENT = "fragment"  # 不足四个字


@dataclass(frozen=True, slots=True)
class Danger:
    """Somebody is in danger: which number to call, before all else."""

    kind: DangerKind


@dataclass(frozen=True, slots=True)
class Leave:
    """Exactly 取消: leave what is open."""


@dataclass(frozen=True, slots=True)
class Back:
    """Exactly 返回: one question back."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command, and what was written after it (in the case it was written)."""

    name: CommandName
    argument: str = ""


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A case number, or the serial alone."""

    prefix: str | None
    year: int | None
    serial: int


@dataclass(frozen=True, slots=True)
class LoneDigit:
    """One digit from 0 to 9 that answers no question."""

    value: int


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number alone: 7 to 13 digits."""

    digits: str


@dataclass(frozen=True, slots=True)
class Received:
    """收到: staff sign with it."""


@dataclass(frozen=True, slots=True)
class Human:
    """The person wants to talk to a person."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The person wants no more messages."""


@dataclass(frozen=True, slots=True)
class WhoAreYou:
    """The person asks what is talking here."""


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """A greeting, thanks and the like."""

    talk: Talk


@dataclass(frozen=True, slots=True)
class FollowUp:
    """About an own case, if there is one; with a matter in it, it can be a report by itself."""

    wish: Wish
    text: str
    has_matter: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question for the facts table."""

    topic: Topic | None
    text: str


@dataclass(frozen=True, slots=True)
class Abuse:
    """Swearing with no matter in it."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Perhaps no report: asked once."""

    doubt: Doubt
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """Own words that begin a draft."""

    text: str
    swearing: bool = False


Meaning = (
    Danger
    | Leave
    | Back
    | Command
    | CaseNumber
    | LoneDigit
    | Phone
    | Received
    | Human
    | Stop
    | WhoAreYou
    | SmallTalk
    | FollowUp
    | Question
    | Abuse
    | Doubtful
    | Words
)
