"""What the bot says when a rule of members or their coming to report says no."""

from services.texts.phrases import Template

MEMBER_REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "member_unknown": ("没有找到这位党员。", "This member was not found."),
        "member_already": (
            "已经是党员名册上的人了，不用再报到。",
            "They are on the roll of members already.",
        ),
        "digits_unclear": (
            "要手机号的后四位，四个数字。",
            "The last four digits of the phone number, please.",
        ),
        "too_many_enrolments": (
            "报到的次数太多了。请过一周再试，或联系社区。",
            "That were many tries. Please try again in a week, or ask the community.",
        ),
        "enrolment_unknown": ("没有找到这个报到。", "This request was not found."),
        "enrolment_decided": (
            "这个报到已经有人办了，没有做任何改动。",
            "Somebody decided this before; nothing was changed.",
        ),
        "enrolment_known": (
            "名册上的这位已经用别的账号报到过。请本人在原来的账号发“关联”。",
            "This member reported before through another account. They can link this one there.",
        ),
        "own_enrolment": (
            "自己的报到要由别人核对。",
            "Somebody else decides about your own request.",
        ),
        "enrolment_reason_missing": ("请写明不通过的原因。", "Please write why it is declined."),
        "unit_not_known": (
            "单位表里没有“{unit}”。请写全称，或请社区添加。",
            "There is no unit “{unit}”. Please write its full name, or ask the community.",
        ),
        "member_unchanged": ("没有改动。", "Nothing was changed."),
        "member_name": (
            "姓名要写，最多 {most} 个字。",
            "A name, please, of {most} characters at most.",
        ),
        "phone_of_member": (
            "这个号码在名册里是另一位党员的。",
            "This number is another member's on the roll.",
        ),
        "kept_by_office": (
            "姓名和单位以党员名册为准，要改请联系社区书记。",
            "Name and unit are as the roll has them; your community's secretary changes them.",
        ),
        "enrolment_unchecked": (
            "名册上没有这位的电话，后四位没有核对过。请先核实本人，再通过。",
            "The roll has no phone for them; please make sure who it is before you approve.",
        ),
        "profile_too_long": ("太长了，最多 {most} 个字。", "Too long: {most} characters at most."),
    }.items()
}
