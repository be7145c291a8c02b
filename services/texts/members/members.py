"""What members are called before others, and what is said of their kinds and bodies."""

from collections.abc import Mapping

from models.members import Belonging, BodyLevel, MemberKind
from services.texts.phrases import Template

COMRADE = Template("member.comrade", "{family}同志", "Comrade {family}")
A_COMRADE = Template("member.a_comrade", "一位党员", "a party member")
FROM_UNIT = Template("member.from_unit", "{unit}的党员", "a member from {unit}")

KIND_LABELS: Mapping[MemberKind, Template] = {
    kind: Template(f"member_kind.{kind}", *words)
    for kind, words in {
        MemberKind.RESIDENT: ("居民党员", "resident"),
        MemberKind.IN_SERVICE: ("在职党员", "in service"),
        MemberKind.RETIRED: ("离退休党员", "retired"),
        MemberKind.MIGRANT: ("流动党员", "migrant"),
        MemberKind.LAID_OFF: ("下岗失业党员", "laid off"),
    }.items()
}
MANAGEMENT_LABELS: Mapping[MemberKind, Template] = {
    kind: Template(f"member_management.{kind}", *words)
    for kind, words in {
        MemberKind.RESIDENT: ("直管", "managed directly"),
        MemberKind.IN_SERVICE: ("双重管", "managed by both"),
        MemberKind.RETIRED: ("接管", "taken over"),
        MemberKind.MIGRANT: ("参管", "managed along"),
        MemberKind.LAID_OFF: ("重点管", "cared for first"),
    }.items()
}
"""The management of each kind (五管合一); for staff only."""

BODY_LABELS: Mapping[BodyLevel, Template] = {
    level: Template(f"body_level.{level}", *words)
    for level, words in {
        BodyLevel.STREET: ("街道党工委", "street committee"),
        BodyLevel.COMMUNITY: ("社区党总支", "community general branch"),
        BodyLevel.GRID: ("网格党支部", "grid branch"),
        BodyLevel.BUILDING: ("楼栋党小组", "building group"),
        BodyLevel.UNIT: ("单位党组织", "body of a unit"),
        BodyLevel.FUNCTIONAL: ("功能型党组织", "functional body"),
        BodyLevel.INDUSTRY: ("产业型党组织", "body of a trade"),
    }.items()
}
BELONGING_LABELS: Mapping[Belonging, Template] = {
    belonging: Template(f"belonging.{belonging}", *words)
    for belonging, words in {
        Belonging.HOME: ("组织关系", "belongs to"),
        Belonging.REPORTS: ("报到关系", "reports to"),
    }.items()
}
