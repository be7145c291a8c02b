"""What posts, claims and shifts are called where people read them."""

from collections.abc import Mapping

from models.post_lines import PostAct
from models.posts import ClaimState, Confirmation
from models.shifts import AttendanceState, CheckIn
from services.texts.phrases import Phrase, Template, verbatim

TEN = {
    "policy": Template("post.policy", "政策宣传", "explaining policies"),
    "relief": Template("post.relief", "扶贫助困", "helping the poor"),
    "legal": Template("post.legal", "法律咨询援助", "legal advice"),
    "mediation": Template("post.mediation", "纠纷调解", "mediation"),
    "civility": Template("post.civility", "文明劝导", "civility"),
    "health": Template("post.health", "医疗卫生保健", "health"),
    "employment": Template("post.employment", "劳动就业政策宣传", "work and employment"),
    "traffic": Template("post.traffic", "交通疏导", "traffic"),
    "security": Template("post.security", "治安维护", "security patrol"),
    "environment": Template("post.environment", "环境卫生清理、小区绿化", "cleaning and greening"),
}
"""The ten in other languages; a name that an operator changed is said as it is written."""


def name_post(code: str, name: str) -> Phrase:
    """Name a post."""
    known = TEN.get(code)
    return known() if known is not None and known.chinese == name else verbatim(name)


CONFIRMATION_LABELS: Mapping[Confirmation, Template] = {
    how: Template(f"confirmation.{how}", *words)
    for how, words in {
        Confirmation.AUTO: ("认领即上岗", "holds at once"),
        Confirmation.COMMUNITY: ("社区确认", "the community confirms"),
    }.items()
}
CHECK_IN_LABELS: Mapping[CheckIn, Template] = {
    how: Template(f"check_in.{how}", *words)
    for how, words in {
        CheckIn.BUTTON: ("按钮签到", "by button"),
        CheckIn.LOCATION: ("定位签到", "by location"),
        CheckIn.PHOTO: ("拍照签到", "by photo"),
    }.items()
}
CLAIM_LABELS: Mapping[ClaimState, Template] = {
    state: Template(f"claim.{state}", *words)
    for state, words in {
        ClaimState.WAITING: ("候补", "on the waiting list"),
        ClaimState.PENDING: ("待确认", "waits to be confirmed"),
        ClaimState.HELD: ("在岗", "held"),
        ClaimState.DECLINED: ("未通过", "declined"),
        ClaimState.RELEASED: ("已退岗", "given up"),
        ClaimState.ENDED: ("已到期", "ended"),
    }.items()
}
ATTENDANCE_LABELS: Mapping[AttendanceState, Template] = {
    state: Template(f"attendance.{state}", *words)
    for state, words in {
        AttendanceState.EXPECTED: ("待上岗", "expected"),
        AttendanceState.EXCUSED: ("已请假", "excused"),
        AttendanceState.COVERED: ("有人顶班", "covered by somebody"),
        AttendanceState.PRESENT: ("已签到", "checked in"),
        AttendanceState.SERVED: ("待认定", "waits for its hours"),
        AttendanceState.CONFIRMED: ("时长已认定", "hours confirmed"),
        AttendanceState.ABSENT: ("未到岗", "did not come"),
        AttendanceState.DISPUTED: ("对未到岗有异议", "says it is not so"),
    }.items()
}
POST_ACT_LABELS: Mapping[PostAct, Template] = {
    act: Template(f"post_act.{act}", *words)
    for act, words in {
        PostAct.CLAIMED: ("认领", "claimed"),
        PostAct.QUEUED: ("排队候补", "put on the waiting list"),
        PostAct.ASKED_UP: ("候补转正询问", "asked whether they still want it"),
        PostAct.MOVED_UP: ("候补转正", "moved up"),
        PostAct.CONFIRMED: ("确认认领", "confirmed"),
        PostAct.DECLINED: ("不通过认领", "declined"),
        PostAct.RELEASED: ("退岗", "given up"),
        PostAct.ENDED: ("岗位到期", "term over"),
        PostAct.CLOSED: ("撤岗", "post closed"),
        PostAct.REMOVED: ("移出岗位", "removed"),
        PostAct.EXCUSED: ("请假", "leave taken"),
        PostAct.COVER_ASKED: ("找人顶班", "asked somebody to stand in"),
        PostAct.COVERED: ("答应顶班", "somebody stands in"),
        PostAct.COVER_REFUSED: ("不能顶班", "cannot stand in"),
        PostAct.CHECKED_IN: ("签到", "checked in"),
        PostAct.CHECKED_OUT: ("签退", "checked out"),
        PostAct.MADE_UP: ("补签", "check-in entered afterwards"),
        PostAct.HOURS_CONFIRMED: ("时长认定", "hours confirmed"),
        PostAct.MARKED_ABSENT: ("记未到岗", "recorded as absent"),
        PostAct.DISPUTED: ("不认未到岗", "disputed"),
        PostAct.ABSENCE_STANDS: ("维持未到岗", "absence stands"),
        PostAct.ABSENCE_CLEARED: ("更正未到岗", "absence corrected"),
    }.items()
}
