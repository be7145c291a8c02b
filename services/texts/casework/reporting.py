"""What a reporter is asked and told until there is a number, in danger too."""

from collections.abc import Mapping

from services.texts.phrases import Template

WHAT_HAPPENED = Template(
    "report.what_happened",
    "请说说是什么事，用您自己的话就行，可以分几条发。",
    "Please say what happened, in your own words. Several messages are fine.",
)
CONSENT = Template(
    "report.consent",
    "{street}为办理您反映的事，记录您的原话、照片和联系方式，只给承办人员看，"
    "办结后保存 {months} 个月。"
    "可随时发“我的资料”查看、更正、删除、撤回同意，电话 {phone}。",
    "To deal with what you report, {street} keeps your words, photos and contact "
    "details. Only those who handle it see them; they are kept for {months} months "
    "after it ends. Send “My data” at any time to see, correct or delete them, or to "
    "withdraw consent. Phone {phone}.",
)
CONSENT_TELEGRAM = Template(
    "report.consent_telegram",
    "Telegram 的服务器在境外；不愿意的话请打电话。",
    "Telegram's servers are outside China; if you do not want that, please call.",
)
CONSENT_AGAIN = Template(
    "report.consent_again",
    "记下了。请选“同意”继续，或“不同意，打电话”。",
    "Noted. Please choose “I agree” to go on, or “I don't agree, I'll call”.",
)
AGREE = Template("report.agree", "同意", "I agree")
DISAGREE = Template("report.disagree", "不同意，打电话", "I don't agree, I'll call")
CALL_INSTEAD = Template(
    "report.call_instead",
    "好的，没有提交，您写的话 24 小时内删除。请打 {phone}，办公时间：{hours}",
    "All right, nothing was submitted; what you wrote is deleted within 24 hours. "
    "Please call {phone}. Office hours: {hours}",
)
WHICH_PLACE = Template(
    "report.which_place",
    "哪个小区，几号楼附近？也可以发一个位置。",
    "Which estate, near which building? You can also send a location.",
)
CARD = Template(
    "report.card",
    "请看一下，对的话选“提交”：\n\n{words}\n\n地点：{place}",
    "Please check, and choose “Submit” if it is right:\n\n{words}\n\nPlace: {place}",
)
CARD_KIND = Template("report.card_kind", "大概是：{category}", "Probably about: {category}")
CARD_PHONE = Template("report.card_phone", "回电：{phone}", "Call back: {phone}")
CARD_PRIVATE = Template("report.card_private", "不对外公开", "Not public")
PLACE_NOT_SAID = Template("report.place_not_said", "未说明", "not given")
PIN = Template("report.pin", "地图位置 {pin}", "Map location {pin}")
YOUR_PIN = Template("report.your_pin", "（您发的位置）", "(the location you sent)")
SUBMIT = Template("report.submit", "提交", "Submit")
CHANGE = Template("report.change", "改", "Change")
MORE = Template("report.more", "更多", "More")
WHAT_TO_CHANGE = Template("report.what_to_change", "要改哪里？", "What shall be changed?")
CHANGE_WORDS = Template("report.change_words", "改内容", "Change the words")
CHANGE_PLACE = Template("report.change_place", "改地点", "Change the place")
WORDS_ANEW = Template(
    "report.words_anew", "请重新说说是什么事。", "Please say again what happened."
)
MORE_CHOICES = Template("report.more_choices", "还可以：", "You can also:")
LEAVE_PHONE = Template("report.leave_phone", "留电话，请社区回电", "Leave a phone number")
KEEP_PRIVATE = Template("report.keep_private", "不对外公开", "Keep it private")
MAY_BE_PUBLIC = Template(
    "report.may_be_public", "可以公开（不显示姓名）", "May be public (no name shown)"
)
DROP = Template("report.drop", "取消，不提交", "Cancel, do not submit")
WHICH_PHONE = Template(
    "report.which_phone",
    "请写电话号码。替家里老人反映的，写老人或您的电话都行。",
    "Please write a phone number. If you report for an older relative, theirs or yours will do.",
)
SAME_PHONE = Template("report.same_phone", "还是尾号 {last} 的", "The one ending in {last}")
FILED = Template(
    "report.filed",
    "已提交，编号 {number}。\n查询码 {receipt}（凭它可以查进度，请留好）。\n"
    "现在第一步：受理。{who}\n最迟 {due} 前答复您。发“进度”随时可看。",
    "Submitted. Your number: {number}.\n"
    "Receipt code {receipt} (with it you can look up the progress; please keep it).\n"
    "Now step one: intake. {who}\n"
    "You get an answer by {due}. Send “status” at any time to see how it stands.",
)
TOLD_NAMES = Template(
    "report.told_names",
    "已告诉{area}网格员 {names}。",
    "Told the grid manager of {area}: {names}.",
)
TOLD_OFFICE = Template(
    "report.told_office",
    "已告诉{area}，由工作人员安排。",
    "Told {area}; its staff will arrange it.",
)
TOLD_NAMES_LATER = Template(
    "report.told_names_later",
    "夜里不打扰，{at} 告诉{area}网格员 {names}。",
    "Nobody is rung at night; the grid manager of {area}, {names}, is told at {at}.",
)
TOLD_OFFICE_LATER = Template(
    "report.told_office_later",
    "夜里不打扰，{at} 告诉{area}，由工作人员安排。",
    "Nobody is rung at night; {area} is told at {at}, and its staff will arrange it.",
)
TOLD_NOBODY = Template(
    "report.told_nobody",
    "已登记，由街道工作人员安排。",
    "Registered; the street office will arrange it.",
)
GO_ON_OR_NEW = Template(
    "report.go_on_or_new",
    "您有一件没提交的事：\n{words}",
    "You have a report that is not submitted yet:\n{words}",
)
GO_ON = Template("report.go_on", "接着写", "Go on with it")
BEGIN_ANEW = Template("report.begin_anew", "另写一件", "Write a new one")
IS_IT_A_REPORT = Template(
    "report.is_it_a_report",
    "您是要反映这件事吗？\n{words}",
    "Do you want to report this?\n{words}",
)
IT_IS = Template("report.it_is", "是，我要反映", "Yes, report it")
IT_IS_NOT = Template("report.it_is_not", "不是", "No, not that")
WHAT_THEN = Template(
    "report.what_then",
    "好的。有什么事要反映，直接说就行。",
    "All right. If you want to report something, just say it.",
)

# Danger
_DANGER = {
    "fire": (
        "请先离开危险的地方，马上拨打 119。",
        "Please leave the dangerous place first, and call 119 at once.",
    ),
    "gas": (
        "请先开窗、不要动电器和明火，到屋外拨打 119。",
        "Please open the windows, do not touch switches or flames, go outside and call 119.",
    ),
    "medical": (
        "请先拨打 120，不要挂断，听医生的话做。",
        "Please call 120 first, stay on the line and do what the doctor says.",
    ),
    "violence": (
        "请先到安全的地方，马上拨打 110。",
        "Please get to a safe place and call 110 at once.",
    ),
    "suicide": (
        "请先拨打 110 或 120；想找人说说话，可以打 12356 心理援助热线，有人一直在听。",
        (
            "Please call 110 or 120 first. If you want to talk to somebody, call the support "
            "line 12356; somebody is always listening."
        ),
    ),
    "missing": (
        "请马上拨打 110，告诉民警人是在哪里、什么时候走失的。",
        "Please call 110 at once, and tell the police where and when the person got lost.",
    ),
    "help": ("请先拨打 110、119 或 120。", "Please call 110, 119 or 120 first."),
    "rescue": ("请先拨打 119 或 110。", "Please call 119 or 110 first."),
}
DANGER: Mapping[str, Template] = {
    kind: Template(f"danger.{kind}", *words) for kind, words in _DANGER.items()
}
DANGER_OTHERWISE = Template(
    "danger.otherwise", "请先拨打 110、119 或 120。", "Please call 110, 119 or 120 first."
)
DANGER_CALLED = Template(
    "danger.called", "已报警，也告诉网格员", "I called; tell the grid manager too"
)
DANGER_CONTACT = Template("danger.contact", "请网格员联系我", "Ask the grid manager to contact me")
DANGER_FALSE = Template("danger.false", "不是紧急", "Not an emergency")
DANGER_PLACE = Template(
    "danger.place", "在哪里？哪个小区，几号楼？", "Where is it? Which estate, which building?"
)
DANGER_FILED = Template(
    "danger.filed",
    "已按紧急登记，编号 {number}，查询码 {receipt}。{who}请先听 119/110/120 的。",
    "Registered as urgent. Number {number}, receipt code {receipt}. {who} "
    "Please follow 119/110/120 first.",
)
DANGER_LOCATED = Template(
    "danger.located",
    "好的，地点已经转告：{place}。",
    "All right, the place was passed on: {place}.",
)
DANGER_NOT_LOCATED = Template("danger.not_located", "好的。", "All right.")
PLACE_ADDED = Template("danger.place_added", "地点：{place}", "Place: {place}")
FILED_BEFORE = Template(
    "report.filed_before",
    "这件事已经提交过了，编号 {number}，不用再按。",
    "This was submitted already, number {number}. No need to press again.",
)
