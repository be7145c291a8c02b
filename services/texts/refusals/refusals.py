"""What the bot says when a rule says no."""

from models.errors import Refusal
from services.texts.casework import composing
from services.texts.casework.board_cases import BOARD_REFUSALS
from services.texts.forward_tasks import GROUP_REFUSALS
from services.texts.open311 import REFUSALS as OPEN311_REFUSALS
from services.texts.pages import post_pages
from services.texts.phrases import Phrase, Template
from services.texts.refusals.case_offer_refusals import CASE_OFFER_REFUSALS
from services.texts.refusals.desk_refusals import DESK_REFUSALS
from services.texts.refusals.intake_refusals import INTAKE_REFUSALS
from services.texts.refusals.member_refusals import MEMBER_REFUSALS
from services.texts.refusals.notice_refusals import NOTICE_REFUSALS
from services.texts.refusals.opening_refusals import OPENING_REFUSALS
from services.texts.refusals.point_refusals import POINT_REFUSALS
from services.texts.refusals.post_refusals import POST_REFUSALS
from services.texts.refusals.refusals_of_handling import HANDLING_REFUSALS
from services.texts.refusals.shift_refusals import SHIFT_REFUSALS

_REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "not_allowed": (
            "对不起，这件事不归您办，没有做任何改动。",
            "Sorry, this is not yours to do; nothing was changed.",
        ),
        "case_unknown": (
            "没有找到这件民情，请核对编号。",
            "This case was not found, please check the number.",
        ),
        "wrong_status": (
            "{number} 现在不能这样办，请看最新进度。",
            "{number} cannot be treated like this now; please look at its latest state.",
        ),
        "signed_by_you": ("{number} 您已经签收了。", "You have already signed for {number}."),
        "signed_already": (
            "{number} 已由{name}签收。",
            "{number} was already signed for by {name}.",
        ),
        "withdrawn": (
            "{number} 反映人已经撤回，不用再办了。",
            "{number} was withdrawn by the reporter; nothing more to do.",
        ),
        "answered_before": (
            "{number} 已经答复过了，没有做任何改动。",
            "{number} was answered before; nothing was changed.",
        ),
        "declined_before": (
            "{number} 已不予受理，没有做任何改动。",
            "{number} was declined; nothing was changed.",
        ),
        "merged_before": (
            "{number} 已合并到别的民情，没有做任何改动。",
            "{number} was merged into another case; nothing was changed.",
        ),
        "not_yours_to_answer": (
            "{number} 还没有签收，请先签收再答复。",
            "{number} is not signed for yet. Please sign first, then answer.",
        ),
        "button_outdated": (
            "这一项已经过期，没有做任何改动。",
            "This choice is out of date; nothing was changed.",
        ),
        "already_answered": (
            "{number} 已经答复了，请看答复并告诉我们解决了没有。",
            "{number} was answered. Please read the answer and tell us whether it is solved.",
        ),
        "case_closed": (
            "{number} 已经办结，请作为新的事反映。",
            "{number} is closed. Please report it as something new.",
        ),
        "answer_judged": (
            "{number} 的这次答复您已经评过，或已有新的进展。",
            "You have already judged this answer to {number}, or there is something newer.",
        ),
        "urged_today": (
            "{number} 今天已经替您催过了，明天还可以再催。",
            "We already asked them today to hurry with {number}; you can ask again tomorrow.",
        ),
        "reason_missing": ("请写明退回的原因。", "Please write why you return it."),
        "answer_missing": (
            "请写明办了什么、结果怎样。",
            "Please write what was done and how it ended.",
        ),
        "said_missing": ("请写反映的事。", "Please write what was said."),
        "words_missing": ("请写要转告的话。", "Please write what is to be passed on."),
        "phone_invalid": (
            "这不像电话号码，请写 11 位手机号，或带区号的座机。",
            (
                "This does not look like a phone number. Please write a mobile number of 11 "
                "digits, or a landline with its area code."
            ),
        ),
        "invitation_unknown": (
            "没有这个邀请码，请核对后再发一次。",
            "There is no such invitation code. Please check it and send it again.",
        ),
        "invitation_used": (
            "这个邀请码已经用过了。请向社区再要一个，发在这里。",
            (
                "This invitation code was used already. Please ask the community for another and "
                "send it here."
            ),
        ),
        "invitation_expired": (
            "这个邀请码已经过期。请向社区再要一个，发在这里。",
            (
                "This invitation code has expired. Please ask the community for another and send "
                "it here."
            ),
        ),
        "too_many_codes": (
            "试的次数太多了。请一小时后再试，或联系社区。",
            "Too many tries. Please try again in an hour, or ask the community.",
        ),
        "has_role": (
            "您在社区有职务，请先请社区把职务撤掉，再来删除。",
            (
                "You hold a role in the community. Please have the community end it first, then "
                "come back to delete."
            ),
        ),
        "area_unknown": ("没有找到这个地方。", "This place was not found."),
        "account_unknown": (
            "没有找到您的账号，请发 /start 再试一次。",
            "Your account was not found. Please send /start and try again.",
        ),
        "person_unknown": ("没有找到这个人。", "This person was not found."),
        "group_not_bound": (
            "本群没有绑定，没有做任何改动。",
            "This group is not bound; nothing was changed.",
        ),
        "group_unknown": ("没有找到这个群。", "This group was not found."),
        "forward_unknown": ("没有找到要转发的内容。", "There is nothing to be forwarded."),
        "forwarded_already": (
            "“{title}”的这一条已经有人记过“已转发”了。",
            "Somebody has already noted that this was posted in “{title}”.",
        ),
        "announcement_missing": ("请写明要通知什么。", "Please write what is to be announced."),
        "attachment_too_large": (
            "文件太大了（{size} MB），最多收 {limit} MB，没有收下。",
            "The file is too large ({size} MB of at most {limit} MB); it was not taken.",
        ),
        "attachments_too_many": (
            "您发的照片和语音太多了，这一件没有收下。请先提交前面的，或明天再发。",
            (
                "You have sent very many photos and recordings; this one was not taken. Please "
                "submit what you have first, or send it tomorrow."
            ),
        ),
        "attachment_type": (
            "这种文件收不了，请发照片或语音。",
            "This kind of file cannot be taken. Please send a photo or a voice message.",
        ),
        "attachment_unreadable": (
            "这个文件打不开，没有收下。请重新拍一张或录一段发来。",
            "This file cannot be opened and was not taken. Please send a new photo or recording.",
        ),
        "attachment_unknown": ("这个文件已经不在了。", "This file is no longer here."),
        "link_unknown": (
            "没有这个关联码，请核对一下。要新的，请在原来那一边发“我的资料”。",
            "There is no such code. For a new one send “My data” where you wrote to us before.",
        ),
        "link_used": (
            "这个关联码已经用过了。请在原来那一边发“我的资料”，再要一个。",
            "This code was used already. Send “My data” where you got it, and ask for another.",
        ),
        "link_expired": (
            "这个关联码已经过期。请在原来那一边发“我的资料”，再要一个。",
            "This code has expired. Send “My data” where you got it, and ask for another.",
        ),
        "link_own": (
            "这里已经是您的账号，不用关联。请在另一个账号里说这个码。",
            "This account is yours already. Please say the code in the other one.",
        ),
        "link_roles": (
            "这个浏览器里是一位工作人员。请在网页聊天里说：关联 {code}",
            "This browser is signed in as a member of staff. Write in its chat: /link {code}",
        ),
        "link_in_group": (
            "关联码不能在群里说，请私下对我说。",
            "A code is not for a group. Please write it to me privately.",
        ),
        "signed_out": (
            "这里刚退出了登录，什么都没有删除。请在还登录着的那一边再说“删除”。",
            "You were just signed out here; nothing was erased. Say it where you are signed in.",
        ),
        "joined_lately": (
            "这边关联还不到一天，不能退出原来的账号，也不能删除。请在原来那一边办。",
            (
                "This account was linked less than a day ago: it cannot sign out those of "
                "before, nor delete. Please do it where you wrote to us before."
            ),
        ),
        "link_gone": ("那边已经退出了，不用再退。", "It is signed out over there already."),
        "too_many_links": (
            "要得太多了，请一小时后再试。",
            "That were many codes. Please try again in an hour.",
        ),
        "reporter_erased": (
            "{number} 反映人已经删除了自己的资料，不用再转写。",
            "The reporter of {number} had their data erased; nothing is left to write down.",
        ),
        "erasure_unlisted": (
            "现在删除不了，什么都没有变。请过一会儿再试，或打社区电话。",
            "It cannot be deleted now; nothing has changed. Please try again later, or call us.",
        ),
        "absence_over": (
            "这个时间已经过了，请写以后的时间。",
            "That time is over; please give a later one.",
        ),
        "stand_in_oneself": ("代班的要是另一个人。", "Somebody else has to stand in."),
        "stand_in_away": (
            "{name}也不在，请另选一位代班。",
            "{name} is away too; please choose somebody else.",
        ),
        "stand_in_unknown": (
            "这位同事现在不能代班，请另选一位。",
            "This colleague cannot stand in now; please choose somebody else.",
        ),
        "exclusion_reason_missing": ("请写明理由。", "Please write the reason."),
        "exclusion_too_early": (
            "{number} 还没有答复，不能申请剔除。",
            "{number} is not answered yet; it cannot be left out.",
        ),
        "exclusion_asked": (
            "{number} 已经申请过剔除，一件只能申请一次。",
            "It was asked before to leave {number} out; it can be asked once.",
        ),
        "exclusion_decided": (
            "{number} 的剔除申请已经有结果了。",
            "The appeal about {number} was decided already.",
        ),
        "exclusion_unknown": ("没有找到这个剔除申请。", "This appeal was not found."),
        "own_exclusion": (
            "{number} 是您自己申请剔除的，要由别人决定。",
            "You asked this of {number} yourself; somebody else decides.",
        ),
        **HANDLING_REFUSALS,
    }.items()
}
_EVERY = {
    **_REFUSALS,
    **INTAKE_REFUSALS,
    **NOTICE_REFUSALS,
    **POST_REFUSALS,
    **OPENING_REFUSALS,
    **SHIFT_REFUSALS,
    **CASE_OFFER_REFUSALS,
    **MEMBER_REFUSALS,
    **POINT_REFUSALS,
    **GROUP_REFUSALS,
    **DESK_REFUSALS,
    **OPEN311_REFUSALS,
    **BOARD_REFUSALS,
    **composing.REFUSALS,
    **post_pages.REFUSALS,
}
NOT_ALLOWED = _REFUSALS["not_allowed"]
OTHERWISE = Template(
    "refusal.otherwise", "对不起，现在不能这样办。", "Sorry, that cannot be done now."
)


def told(refusal: Refusal) -> Phrase:
    """Put a refusal before the person it refuses."""
    template = _EVERY.get(refusal.reason, OTHERWISE)
    return template(**refusal.fields)
