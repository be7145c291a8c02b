"""What is said to members about their shifts, and to those who look after them."""

from collections.abc import Mapping

from models.shifts import CheckIn
from services.texts.phrases import Template

SHIFT = Template("shift.shift", "{at}–{until} {post}（{place}）", "{at}–{until}, {post} ({place})")

CHECK_IN = Template("shift.check_in", "签到", "Check in")
CHECK_OUT = Template("shift.check_out", "签退", "Check out")
LEAVE = Template("shift.leave", "请假", "Take leave")
FIND_COVER = Template("shift.find_cover", "找人顶班", "Find a cover")
FIND_ANOTHER = Template("shift.find_another", "另找一位", "Ask somebody else")
MAKE_UP = Template("shift.make_up", "补签", "Enter it afterwards")
DISPUTE = Template("shift.dispute", "有异议", "It is not so")
RELEASE = Template("shift.release", "退岗", "Give up the post")
I_COME = Template("shift.i_come", "我来", "I will come")
I_CANNOT = Template("shift.i_cannot", "不行", "I cannot")
TO_MY_SHIFTS = Template("shift.to_my_shifts", "我的岗位", "My shifts")

TOMORROW = Template(
    "shift.tomorrow", "明天您有 {count} 个班：", "Tomorrow you have {count} shift(s):"
)
IN_AN_HOUR = Template(
    "shift.in_an_hour", "快到点了：{shift}。", "Your shift begins within the hour: {shift}."
)
CHECK_IN_HOW: Mapping[CheckIn, Template] = {
    how: Template(f"shift.check_in_{how}", *words)
    for how, words in {
        CheckIn.BUTTON: ("到了选“签到”。", "Choose “Check in” when you are there."),
        CheckIn.LOCATION: (
            "到了选“签到”，再发一下位置。",
            "Choose “Check in” when you are there, then send your location.",
        ),
        CheckIn.PHOTO: (
            "到了选“签到”，再发一张照片。",
            "Choose “Check in” when you are there, then send a photo.",
        ),
    }.items()
}

WHERE_ARE_YOU = Template(
    "shift.where_are_you",
    "请发您现在的位置（点“+”或回形针，选“位置”）。只记离集合地点多远，不存位置。"
    "发不了的，跟网格员说一声，由网格员认定。",
    "Please send your present location (under the paper clip). Only the distance to the "
    "meeting place is kept, not the location. If you cannot, tell your grid manager, who can "
    "confirm that you were there.",
)
LOCATION_ELSEWHERE = Template(
    "shift.location_elsewhere",
    "这个位置是转发来的，不能用。请发您自己现在的位置。",
    "This location was forwarded and cannot be used. Please send your own.",
)
LOCATION_OLD = Template(
    "shift.location_old",
    "这个位置是之前发的，不能用。请现在再发一次。",
    "This location was sent before. Please send it again now.",
)
LOCATION_FUTURE = Template(
    "shift.location_future",
    "这个位置的时间不对，不能用。请现在再发一次。",
    "The time of this location cannot be right. Please send it again now.",
)
LOCATION_PLEASE = Template(
    "shift.location_please", "请发位置，不用打字。", "Please send a location, not words."
)
PHOTO_WANTED = Template(
    "shift.photo_wanted", "请发一张现场的照片。", "Please send a photo from the place."
)
CHECKED_IN = Template(
    "shift.checked_in",
    "签到了，{at}：{shift}。走的时候请签退。",
    "You are checked in, {at}: {shift}. Please check out when you leave.",
)
CHECKED_IN_NEAR = Template(
    "shift.checked_in_near",
    "签到了，{at}，离集合地点约 {metres} 米：{shift}。走的时候请签退。",
    "You are checked in, {at}, about {metres} m from the meeting place: {shift}. Please check "
    "out when you leave.",
)
CHECKED_OUT = Template(
    "shift.checked_out",
    "签退了，{at}。这一班 {hours} 小时，等网格员认定。辛苦了！",
    "You are checked out, {at}. {hours} hour(s), to be confirmed. Thank you!",
)
CHECKED_OUT_FOR_YOU = Template(
    "shift.checked_out_for_you",
    "{shift}：您没有签退，按原定时间记了，等网格员认定。",
    "{shift}: you did not check out; the planned end was taken. It is to be confirmed.",
)
WHICH_SHIFT = Template("shift.which_shift", "哪一班？", "Which shift?")
NONE_TO_CHECK_IN = Template(
    "shift.none_to_check_in", "现在没有要签到的班。", "There is no shift to check in to now."
)
NEXT_CHECK_IN = Template(
    "shift.next_check_in",
    "现在没有要签到的班。最近的是 {shift}，{at} 起可以签到。",
    "There is no shift to check in to now. The next is {shift}; you can check in from {at}.",
)
NONE_TO_CHECK_OUT = Template(
    "shift.none_to_check_out", "您现在没有签到的班。", "You are not checked in to a shift now."
)
NOT_A_MEMBER = Template(
    "shift.not_a_member",
    "签到和岗位是给报到党员用的。您是党员的话，请先发“报到”。",
    "Shifts are for members who have reported here. If you are one, send “/join”.",
)

MY_SHIFTS = Template("shift.my_shifts", "您接下来的班：", "Your next shifts:")
NO_SHIFTS = Template(
    "shift.no_shifts", "您近期没有班。要认领，说“岗位”。", "You have no shifts. Send “/posts”."
)
LINE = Template("shift.line", "{shift}：{state}", "{shift}: {state}")
HOURS_SO_FAR = Template(
    "shift.hours_so_far",
    "已认定：本月 {month} 小时，今年 {year} 小时。",
    "Confirmed: {month} hour(s) this month, {year} this year.",
)
HOURS_WAITING = Template(
    "shift.hours_waiting", "{count} 班等待认定。", "{count} shift(s) wait to be confirmed."
)
NAMED = Template("shift.named", "{label} {at}", "{label} {at}")

LEAVE_WHY = Template(
    "shift.leave_why",
    "{shift}：为什么请假？写一句，或选“跳过”。",
    "{shift}: why? Write a sentence, or choose “Skip”.",
)
LEFT_SHIFT = Template(
    "shift.left_shift",
    "这一班请好假了：{shift}。岗位还是您的，下一班照常。",
    "You have leave for this shift: {shift}. The post stays yours.",
)
LEAVE_TOLD = Template("shift.leave_told", "{name}请假：{shift}。", "{name} takes leave: {shift}.")
LEAVE_TOLD_WHY = Template(
    "shift.leave_told_why",
    "{name}请假：{shift}。原因：{reason}",
    "{name} takes leave: {shift}. Reason: {reason}",
)

WHO_COVERS = Template(
    "shift.who_covers",
    "{shift}：请谁顶班？选一位，或选“写姓名”。",
    "{shift}: who should stand in? Choose one, or choose “Write a name”.",
)
CANDIDATE = Template("shift.candidate", "{name}（{grid}）", "{name} ({grid})")
WRITE_NAME = Template("shift.write_name", "写姓名", "Write a name")
WHICH_NAME = Template(
    "shift.which_name",
    "请写这位党员的姓名。",
    "Please write the member's name.",
)
ASKED_THEM = Template(
    "shift.asked_them",
    "问了，等对方答应。没答应之前，这一班还是您的。",
    "They were asked. Until they say yes, the shift is yours.",
)
COVER_ASKED = Template(
    "shift.cover_asked",
    "{name}想请您顶一班：{shift}。您能来吗？",
    "{name} asks you to stand in: {shift}. Can you come?",
)
COVER_TAKEN = Template(
    "shift.cover_taken",
    "谢谢！这一班是您的了：{shift}。到时提醒您签到。",
    "Thank you! This shift is yours: {shift}. You will be reminded.",
)
COVER_REFUSED = Template(
    "shift.cover_refused", "好的，已经转告对方。", "All right, they are told."
)
COVERED_TOLD = Template(
    "shift.covered_told", "{name}答应替您：{shift}。", "{name} stands in for you: {shift}."
)
COVERED_IN_CHARGE = Template(
    "shift.covered_in_charge",
    "{name}替{whose}顶班：{shift}。",
    "{name} stands in for {whose}: {shift}.",
)
COVER_REFUSED_TOLD = Template(
    "shift.cover_refused_told",
    "{name}来不了：{shift}。这一班还是您的。",
    "{name} cannot stand in: {shift}. The shift is still yours.",
)
GIVEN_BACK = Template(
    "shift.given_back",
    "{name}顶不了班了，这一班又是您的：{shift}。",
    "{name} cannot stand in any more; the shift is yours again: {shift}.",
)

MAKE_UP_WHY = Template(
    "shift.make_up_why",
    "{shift}：请写一句为什么当时没签到。",
    "{shift}: please write why you did not check in then.",
)
MADE_UP = Template(
    "shift.made_up",
    "补签记下了：{shift}。等网格员认定。",
    "It is noted: {shift}. The grid manager will confirm it.",
)
MADE_UP_TOLD = Template(
    "shift.made_up_told",
    "{name}补签：{shift}。说明：{reason}",
    "{name} entered a shift afterwards: {shift}. Reason: {reason}",
)

ABSENT_TOLD = Template(
    "shift.absent_told",
    "{shift}：记了未到岗。不是这样的，请在 {days} 天内选“有异议”说明。",
    "{shift}: you were recorded as absent. If that is wrong, choose below within {days} days.",
)
DISPUTE_WHAT = Template(
    "shift.dispute_what", "{shift}：请写当时的情况。", "{shift}: please write what happened."
)
DISPUTED = Template(
    "shift.disputed",
    "您的异议转给社区了，定了会告诉您。",
    "Your dispute was passed on; you will be told what is decided.",
)
DISPUTE_TOLD = Template(
    "shift.dispute_told",
    "{name}对未到岗有异议：{shift}。\n{words}",
    "{name} disputes an absence: {shift}.\n{words}",
)
ABSENCE_STANDS = Template(
    "shift.absence_stands",
    "{shift}：社区看了，维持未到岗。有疑问请打社区电话。",
    "{shift}: the absence stands. If you have questions please call the community.",
)
ABSENCE_CLEARED = Template(
    "shift.absence_cleared",
    "{shift}：更正了，您到岗了，等认定时长。",
    "{shift}: corrected, you were there. The hours are to be confirmed.",
)
ABSENCE_EXCUSED = Template(
    "shift.absence_excused",
    "{shift}：更正了，算您请假。",
    "{shift}: corrected, you count as on leave.",
)
HOURS_CONFIRMED = Template(
    "shift.hours_confirmed",
    "{shift}：认定 {hours} 小时。谢谢您！",
    "{shift}: {hours} hour(s) confirmed. Thank you!",
)
HOURS_CORRECTED = Template(
    "shift.hours_corrected",
    "{shift}：时长更正为 {hours} 小时。",
    "{shift}: the hours were corrected to {hours}.",
)
POINTS_GOT = Template("shift.points_got", "得 {points} 分。", "{points} point(s).")

STANDS = Template("shift.stands", "维持", "It stands")
WAS_THERE = Template("shift.was_there", "更正：到岗了", "Correct: was there")
WAS_EXCUSED = Template("shift.was_excused", "更正：算请假", "Correct: on leave")
SEE_LIST = Template("shift.see_list", "看名单", "See the list")
ABOUT_SHIFT = Template("shift.about_shift", "请假、顶班", "Leave or cover")
REPORT = Template("shift.report", "报到", "Report as a member")
MISSED = Template(
    "shift.missed",
    "{shift} 您没有签到。去了的话，可以补签。",
    "You did not check in: {shift}. If you were there, you can enter it afterwards.",
)
