"""What the bot says when a rule says no."""

from models.errors import Refusal
from services.texts.phrases import Phrase, Template

_REFUSALS = {
    reason: Template(f"refusal.{reason}", chinese)
    for reason, chinese in {
        "not_allowed": "对不起，这件事不归您办，没有做任何改动。",
        "case_unknown": "没有找到这件民情，请核对编号。",
        "wrong_status": "{number} 现在不能这样办，请看最新进度。",
        "signed_by_you": "{number} 您已经签收了。",
        "signed_already": "{number} 已由{name}签收。",
        "withdrawn": "{number} 反映人已经撤回，不用再办了。",
        "answered_before": "{number} 已经答复过了，没有做任何改动。",
        "not_yours_to_answer": "{number} 还没有签收，请先签收再答复。",
        "button_outdated": "这个按钮已经过期，没有做任何改动。",
        "already_answered": "{number} 已经答复了，请看答复并告诉我们解决了没有。",
        "case_closed": "{number} 已经办结，请作为新的事反映。",
        "answer_judged": "{number} 的这次答复您已经评过，或已有新的进展。",
        "urged_today": "{number} 今天已经替您催过了，明天还可以再催。",
        "reason_missing": "请写明退回的原因。",
        "answer_missing": "请写明办了什么、结果怎样。",
        "words_missing": "请写要转告的话。",
        "phone_invalid": "这不像电话号码，请写 11 位手机号，或带区号的座机。",
        "invitation_unknown": "没有这个邀请码，请核对后再发一次。",
        "invitation_used": "这个邀请码已经用过了。请向社区再要一个，发在这里。",
        "invitation_expired": "这个邀请码已经过期。请向社区再要一个，发在这里。",
        "too_many_codes": "试的次数太多了。请一小时后再试，或联系社区。",
        "has_role": "您在社区有职务，请先请社区把职务撤掉，再来删除。",
        "area_unknown": "没有找到这个地方。",
        "account_unknown": "没有找到您的账号，请发 /start 再试一次。",
        "person_unknown": "没有找到这个人。",
        "link_unknown": "没有这个关联码，请核对一下。要新的，请在原来那一边发“我的资料”。",
        "link_used": "这个关联码已经用过了。请在原来那一边发“我的资料”，再要一个。",
        "link_expired": "这个关联码已经过期。请在原来那一边发“我的资料”，再要一个。",
        "link_own": "这里已经是您的账号，不用关联。请在另一个账号里说这个码。",
        "link_roles": "这个浏览器里是一位工作人员。请在网页聊天里说：关联 {code}",
        "link_in_group": "关联码不能在群里说，请私下对我说。",
        "link_gone": "那边已经退出了，不用再退。",
        "too_many_links": "要得太多了，请一小时后再试。",
    }.items()
}
OTHERWISE = Template("refusal.otherwise", "对不起，现在不能这样办。")


def told(refusal: Refusal) -> Phrase:
    """Put a refusal before the person it refuses."""
    template = _REFUSALS.get(refusal.reason, OTHERWISE)
    return template(**refusal.fields)
