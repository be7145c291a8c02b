"""What is said when members change their mind about a shift, or look for who stands in."""

from services.texts.phrases import Template

NO_COVER_ANY_MORE = Template(
    "shift.no_cover_any_more",
    "答应顶班的人来不了了，请留意：{shift}。",
    "Who promised to stand in cannot come any more: {shift}.",
)
TAKE_BACK_LEAVE = Template("shift.take_back_leave", "销假", "Come after all")
LEAVE_TAKEN_BACK = Template(
    "shift.leave_taken_back",
    "销假了，这一班还是您的：{shift}。到时提醒您。",
    "Your leave is taken back; this shift is yours: {shift}. You will be reminded.",
)
LEAVE_TAKEN_BACK_TOLD = Template(
    "shift.leave_taken_back_told",
    "{name}销假，会来：{shift}。",
    "{name} comes after all: {shift}.",
)
NOT_BEGUN = Template(
    "shift.not_begun",
    "{shift} 还没开始。现在签退，签到就作废，到时要再签。",
    "{shift} has not begun. If you check out now, you have to check in again.",
)
UNDO_CHECK_IN = Template("shift.undo_check_in", "撤回签到", "Take my check-in back")
STAY = Template("shift.stay", "我还在", "I am still here")
STAYED = Template("shift.stayed", "好的，签到还在。", "All right, you are still checked in.")
CHECK_IN_UNDONE = Template(
    "shift.check_in_undone",
    "签到撤回了。开始前后来了，再选“签到”。",
    "Your check-in is taken back. Please check in again when you are there.",
)
OTHER_SHIFTS = Template("shift.other_shifts", "其他班", "Other shifts")
NOBODY_FREE = Template(
    "shift.nobody_free",
    "现在没有能直接点的人。",
    "There is nobody to choose from now.",
)
NOT_CHECKED_IN = Template("shift.not_checked_in", "没签到", "Not checked in")
WHICH_OF_THEM = Template(
    "shift.which_of_them", "同名的不止一位，是哪一位？", "Several have this name. Which of them?"
)
WHICH_POST = Template("shift.which_post", "您要退哪个岗位？", "Which post do you give up?")
