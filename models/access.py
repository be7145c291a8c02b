"""Who may do what, as data: roles, actions, and the grants between them."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field

from models.base import Row, big, word


class Role(StrEnum):
    """What somebody is in an area; one person may hold several."""

    RESIDENT = "resident"  # 居民
    VOLUNTEER = "volunteer"  # 社区志愿者
    BUILDING_HEAD = "building_head"  # 楼栋长
    INFORMANT = "informant"  # 民情信息员
    MEMBER = "member"  # 党员
    GRID_MANAGER = "grid_manager"  # 网格员
    CLERK = "clerk"  # 社区工作人员
    LIAISON = "liaison"  # 共建单位联络员
    OFFICER = "officer"  # 街道干部
    SUPERVISOR = "supervisor"  # 督办员
    ADMIN = "admin"  # 系统管理员


class Action(StrEnum):
    """What a role may permit; code asks for one of these, never for a role."""

    REPORT_CASE = "report_case"  # 反映
    VIEW_CASE = "view_case"  # 查看民情
    VIEW_CONTACT = "view_contact"  # 查看联系方式，留痕
    SIGN_CASE = "sign_case"  # 签收
    SETTLE_CASE = "settle_case"  # 当场办结
    RETURN_CASE = "return_case"  # 退回
    ANSWER_CASE = "answer_case"  # 答复
    RECEIVE_ALERTS = "receive_alerts"  # 接收本网格的提醒
    RECEIVE_BACKLOG = "receive_backlog"  # 无人承办时兜底
    SEE_DEAD_LETTERS = "see_dead_letters"  # 查看未能处理的来信
    BIND_GROUP = "bind_group"  # 绑定群
    ANNOUNCE = "announce"  # 群通知
    TRIAGE_CASE = "triage_case"  # 分办
    ASSIGN_CASE = "assign_case"  # 转办、改派
    MERGE_CASE = "merge_case"  # 合并
    GRANT_EXTENSION = "grant_extension"  # 批准延期
    PUBLISH = "publish"  # 公示、答复异议
    ENTER_CASE = "enter_case"  # 代录
    MANAGE_DUTY = "manage_duty"  # 排班
    OVERSEE = "oversee"  # 督办
    SEE_FIGURES = "see_figures"  # 看三率
    EXCLUDE = "exclude"  # 剔除
    LIFT_ANONYMITY = "lift_anonymity"  # 解除匿名
    CLAIM_POST = "claim_post"  # 认领岗位、认领民情
    OPEN_POST = "open_post"  # 定岗、撤岗
    CONFIRM_CLAIM = "confirm_claim"  # 审核认领
    CONFIRM_SERVICE = "confirm_service"  # 记到岗、认定时长
    OFFER_CASE = "offer_case"  # 发布待认领
    ADMIT_MEMBER = "admit_member"  # 通过报到、管党员名册
    GIVE_REWARD = "give_reward"  # 发放兑换
    APPOINT = "appoint"  # 任免、邀请
    KEEP_AREAS = "keep_areas"  # 管区域、张贴海报
    RUN_SYSTEM = "run_system"  # 看平台运行、设置


_HANDLES = frozenset(
    {
        Action.VIEW_CASE,
        Action.VIEW_CONTACT,
        Action.SIGN_CASE,
        Action.SETTLE_CASE,
        Action.RETURN_CASE,
        Action.ANSWER_CASE,
        Action.BIND_GROUP,
        Action.ANNOUNCE,
        Action.MERGE_CASE,
        Action.ENTER_CASE,
        Action.CONFIRM_SERVICE,
        Action.OFFER_CASE,
        Action.GIVE_REWARD,
    }
)
_MANAGES = frozenset(
    {
        Action.TRIAGE_CASE,
        Action.ASSIGN_CASE,
        Action.GRANT_EXTENSION,
        Action.PUBLISH,
        Action.MANAGE_DUTY,
        Action.RECEIVE_BACKLOG,
        Action.OPEN_POST,
        Action.CONFIRM_CLAIM,
        Action.ADMIT_MEMBER,
        Action.KEEP_AREAS,
    }
)
_EVERYBODY = frozenset({Action.REPORT_CASE})

GRANTS: Mapping[Role, frozenset[Action]] = {
    Role.RESIDENT: _EVERYBODY,
    Role.VOLUNTEER: _EVERYBODY,
    Role.BUILDING_HEAD: _EVERYBODY,
    Role.INFORMANT: _EVERYBODY | {Action.ENTER_CASE},
    Role.MEMBER: _EVERYBODY | {Action.CLAIM_POST},
    Role.GRID_MANAGER: _EVERYBODY | _HANDLES | {Action.RECEIVE_ALERTS},
    Role.CLERK: _EVERYBODY | _HANDLES | _MANAGES | {Action.SEE_DEAD_LETTERS},
    Role.LIAISON: _EVERYBODY,
    Role.OFFICER: _EVERYBODY
    | _HANDLES
    | _MANAGES
    | {
        Action.SEE_FIGURES,
        Action.EXCLUDE,
        Action.APPOINT,
    },
    Role.SUPERVISOR: _EVERYBODY
    | {Action.VIEW_CASE, Action.OVERSEE, Action.SEE_FIGURES, Action.LIFT_ANONYMITY},
    Role.ADMIN: _EVERYBODY
    | {
        Action.SEE_DEAD_LETTERS,
        Action.APPOINT,
        Action.KEEP_AREAS,
        Action.RUN_SYSTEM,
    },
}
"""Each grant holds in the area of the appointment and everything below it."""

UNIT_ACTIONS = frozenset(
    {
        Action.VIEW_CASE,
        Action.VIEW_CONTACT,
        Action.SIGN_CASE,
        Action.RETURN_CASE,
        Action.ANSWER_CASE,
    }
)
"""What a liaison may do with a case that their unit has, wherever it lies."""

CLAIMANT_ACTIONS = frozenset({Action.VIEW_CASE, Action.VIEW_CONTACT, Action.RETURN_CASE})
"""What a member may do with a case that they claimed; answering it goes through the community."""


class Appointment(Row, table=True):
    """A person holds a role in an area, from one day to another.

    A liaison speaks for `unit_id`. With an `absence_id` the role is held in somebody's stead.
    """

    __tablename__: ClassVar[Any] = "appointments"
    __table_args__: ClassVar[Any] = (
        Index(
            "uq_appointments_in_force",
            "person_id",
            "role",
            "area_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    person_id: int = Field(foreign_key="people.id", sa_type=big())
    role: Role = Field(sa_type=word(Role))
    area_id: int = Field(foreign_key="areas.id", index=True, sa_type=big())
    unit_id: int | None = Field(default=None, foreign_key="units.id", index=True, sa_type=big())
    absence_id: int | None = Field(default=None, foreign_key="absences.id", sa_type=big())
    title: str = ""
    since: datetime
    until: datetime | None = None


class Invitation(Row, table=True):
    """A code that gives a role in an area to the first person who says it.

    `made_by` made it at the desk; nobody did when it was made on the machine itself.
    """

    __tablename__: ClassVar[Any] = "invitations"

    code_hash: str = Field(unique=True, max_length=64)
    role: Role = Field(sa_type=word(Role))
    area_id: int = Field(foreign_key="areas.id", sa_type=big())
    unit_id: int | None = Field(default=None, foreign_key="units.id", sa_type=big())
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
    made_by: int | None = Field(default=None, foreign_key="people.id", sa_type=big())
