"""What the bot says when a rule of shifts says no."""

from services.texts.phrases import Template

SHIFT_REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "attendance_unknown": ("没有找到您的这一班。", "This shift of yours was not found."),
        "shift_cancelled": ("{at} 的这一班取消了，不用去。", "The shift of {at} is cancelled."),
        "shift_excused": ("这一班您请了假，不用签到。", "You took leave for this shift."),
        "shift_covered": ("这一班有人替您，不用签到。", "Somebody stands in for you."),
        "shift_served": (
            "这一班已经签退了，等网格员认定时长。",
            "You have checked out of this shift; its hours are being confirmed.",
        ),
        "shift_absent": (
            "这一班记了未到岗。不是这样的，请选“我的岗位”里的“有异议”。",
            "You are recorded as absent. If that is wrong, say so under “My shifts”.",
        ),
        "checked_in_before": ("您 {at} 已经签到了。", "You checked in at {at}."),
        "check_in_early": (
            "还没到签到时间，{at} 起可以签到。",
            "It is too early to check in: it can be done from {at}.",
        ),
        "check_in_late": (
            "这一班 {at} 已经结束，不能签到了。去了的话，请补签。",
            "This shift ended at {at}. If you were there, please enter it afterwards.",
        ),
        "check_in_far": (
            "您离集合地点约 {metres} 米，超过 {limit} 米，没有签到。到了再发一次位置。",
            (
                "You are about {metres} m from the meeting place, more than {limit} m. "
                "Please send your location again when you are there."
            ),
        ),
        "location_missing": ("这个岗位签到要发位置。", "Checking in here takes your location."),
        "location_invalid": (
            "这个位置不对，没有签到。请发手机现在的位置。",
            "This location cannot be right. Please send where your phone is now.",
        ),
        "photo_missing": ("这个岗位签到要发一张照片。", "Checking in here takes a photo."),
        "photo_used": (
            "这张照片签到用过了，请现在拍一张。",
            "This photo served for a check-in before. Please take one now.",
        ),
        "not_checked_in": ("这一班您还没有签到。", "You have not checked in to this shift."),
        "make_up_early": (
            "这一班还没结束，请直接签到。",
            "This shift is not over; please check in.",
        ),
        "make_up_late": (
            "补签要在 {days} 天以内，这一班过了。请打社区电话。",
            "That can be done within {days} days only. Please call the community.",
        ),
        "make_up_reason": ("请写明为什么补签。", "Please write why."),
        "leave_late": (
            "这一班已经开始了。来不了，请给网格员打电话。",
            "This shift has begun. If you cannot come, please call your grid manager.",
        ),
        "cover_unknown": (
            "没有找到能顶这一班的这位党员。请核对姓名，或另写一位。",
            "No such member who can stand in was found. Please check the name, or name another.",
        ),
        "cover_busy": (
            "这位党员那时有别的班。请另找一位。",
            "This member has another shift then. Please ask somebody else.",
        ),
        "shift_clash": (
            "您那时有别的班：{shift}，这一班来不了。",
            "You have another shift then: {shift}. You cannot come to this one.",
        ),
        "cover_has_part": (
            "这位党员这一班自己有安排。请另找一位。",
            "This member has a part in this shift already. Please ask somebody else.",
        ),
        "cover_unreachable": (
            "现在联系不上这位党员，没有问到。请另找一位。",
            "This member cannot be reached now. Please ask somebody else.",
        ),
        "cover_over": (
            "这一班已经不用您顶了，谢谢。",
            "You are not needed for this shift any more, thank you.",
        ),
        "cover_yours": (
            "您已经答应了，这一班是您的。谢谢！",
            "You have said yes before: this shift is yours. Thank you!",
        ),
        "leave_not_yours": (
            "这一班不能销假了。",
            "Leave for this shift cannot be taken back any more.",
        ),
        "check_out_early": (
            "这一班还没开始，{at} 开始。",
            "This shift has not begun; it begins at {at}.",
        ),
        "absent_before": (
            "这一班已经记过未到岗了，没有做任何改动。",
            "This absence was recorded before; nothing was changed.",
        ),
        "dispute_decided": (
            "这条异议已经定过了，没有做任何改动。",
            "This dispute was decided before; nothing was changed.",
        ),
        "shift_disputed": (
            "您的异议已经转给社区了，定了会告诉您。",
            "Your dispute was passed on before; you will be told what is decided.",
        ),
        "own_attendance": (
            "自己的出勤要由别人认定。",
            "Somebody else has to decide about your own attendance.",
        ),
        "own_mark": (
            "未到岗是您记的，异议要由别人来定。",
            "You recorded this yourself; somebody else decides the dispute.",
        ),
        "hours_confirmed": (
            "这些时长已经认定过了，没有做任何改动。",
            "These hours were confirmed before; nothing was changed.",
        ),
        "hours_early": ("这一班还没结束。", "This shift is not over."),
        "minutes_invalid": (
            "分钟数要在 0 到 {most} 之间。",
            "The minutes must be between 0 and {most}.",
        ),
        "absent_early": (
            "开始 {minutes} 分钟以后才能记未到岗。",
            "Absence can be recorded {minutes} minutes after the begin.",
        ),
        "absent_late": (
            "未到岗要在 {days} 天以内记，这一班过了。",
            "Absence can be recorded within {days} days only.",
        ),
        "dispute_late": (
            "提异议要在 {days} 天以内，已经过了。请打社区电话。",
            "A dispute is possible within {days} days. Please call the community.",
        ),
        "dispute_words": ("请写明情况。", "Please write what happened."),
        "absence_decided": (
            "这件事已经定了，请打社区电话。",
            "This was decided already. Please call the community.",
        ),
    }.items()
}
