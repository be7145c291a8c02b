"""What is said when a case is taken in: accepted, asked about, declined, kept anonymous."""

from services.texts.phrases import Template

# To staff
ACCEPT = Template("intake.accept", "受理", "Accept")
ACCEPT_CARD = Template(
    "intake.accept_card",
    "{number} 要受理吗？\n{words}\n类别：{category}\n归：{area}\n紧急：{urgent}　复杂：{complex}\n"
    "三类：{class_}",
    "Accept {number}?\n{words}\nCategory: {category}\nBelongs to: {area}\nUrgent: {urgent}, "
    "complex: {complex}\nClass: {class_}",
)
CHANGE_CATEGORY = Template("intake.change_category", "改类别", "Category")
CHANGE_AREA = Template("intake.change_area", "改网格", "Grid")
MAKE_URGENT = Template("intake.make_urgent", "标为紧急", "Make it urgent")
NOT_URGENT = Template("intake.not_urgent", "改为不紧急", "Make it not urgent")
MAKE_COMPLEX = Template("intake.make_complex", "标为复杂", "Make it complex")
NOT_COMPLEX = Template("intake.not_complex", "改为不复杂", "Make it not complex")
CHANGE_CLASS = Template("intake.change_class", "改三类", "Class")
WHICH_CATEGORY = Template("intake.which_category", "是哪一类？", "Which category?")
WHICH_AREA = Template("intake.which_area", "归哪个网格？", "Which grid does it belong to?")
WHICH_CLASS = Template("intake.which_class", "属于哪一种？", "Which class?")
YES = Template("intake.yes", "是", "yes")
NO = Template("intake.no", "否", "no")
NOT_CLASSED = Template("intake.not_classed", "未分", "not yet")
ACCEPTED = Template(
    "intake.accepted",
    "{number} 已受理，答复期限 {due}。",
    "{number} is accepted; to be answered by {due}.",
)
MOVED_AWAY = Template(
    "intake.moved_away",
    "{number} 已受理，转到{area}，那里会有人接手。",
    "{number} is accepted and belongs to {area} now; somebody there takes over.",
)
ASK_INFO = Template("intake.ask_info", "请补充", "Ask for more")
ASK_INFO_WHAT = Template(
    "intake.ask_info_what",
    "{number} 还缺什么？请写一个问题，会发给反映人。{days} 天没有回答就接着办。",
    "{number}: what is missing? Please write one question; the reporter will get it. "
    "Without an answer it goes on after {days} days.",
)
INFO_ASKED = Template(
    "intake.info_asked", "{number} 已问反映人。", "The reporter of {number} was asked."
)
DECLINE = Template("intake.decline", "不予受理", "Decline")
DECLINE_WHY = Template(
    "intake.decline_why",
    "{number} 为什么不属本街道受理？请写原因，会发给反映人。",
    "{number}: why is it not this street's matter? The reporter will get what you write.",
)
DECLINE_WHERE = Template(
    "intake.decline_where",
    "那该找谁？请写单位和电话。",
    "Who is it for, then? Please write the office and its phone number.",
)
DECLINE_DONE = Template(
    "intake.decline_done", "{number} 已告诉反映人该找谁。", "{number}: the reporter was told."
)
DISPUTED = Template(
    "intake.disputed",
    "【不同意】{number} 反映人不同意“不予受理”，请街道定。\n{words}\n{alert}",
    "[Disputed] {number}: the reporter does not agree with its being declined. The street "
    "decides.\n{words}\n{alert}",
)
LIFT = Template("intake.lift", "解除匿名", "Lift anonymity")
LIFT_WHY = Template(
    "intake.lift_why",
    "{number} 为什么要解除匿名？请写原因。会留痕，也会告诉反映人。",
    "{number}: why lift the anonymity? It is recorded, and the reporter is told the reason.",
)
LIFTED = Template(
    "intake.lifted",
    "{number} 已解除匿名，承办人可以看联系方式了。",
    "{number} is not anonymous any more; handlers may see how to reach the reporter.",
)

# To the reporter
ASKED = Template(
    "intake.asked",
    "{number} 请您补充：\n{words}\n\n选“补充”写下来就行。",
    "{number}: one question to you:\n{words}\n\nChoose “Add words” and write the answer.",
)
DECLINED = Template(
    "intake.declined",
    "{number} 不属本街道受理。\n原因：{reason}\n请找：{next_door}",
    "{number} is not this street's matter.\nReason: {reason}\nPlease turn to: {next_door}",
)
DISPUTE = Template("intake.dispute", "不同意", "I do not agree")
DISPUTE_WHY = Template(
    "intake.dispute_why",
    "为什么不同意？请说一句，或选“跳过”。",
    "Why do you not agree? Please say it, or choose “Skip”.",
)
DISPUTE_DONE = Template(
    "intake.dispute_done",
    "{number} 已请街道重新看，会再告诉您。",
    "The street office looks at {number} again, and will tell you.",
)
NO_REASON_SAID = Template("intake.no_reason_said", "（没有说明）", "(nothing was said)")
LIFTED_FOR_YOU = Template(
    "intake.lifted_for_you",
    "{number} 街道解除了匿名，承办人可以看到您是谁。原因：{reason}",
    "The street lifted the anonymity of {number}: handlers can see who you are. Reason: {reason}",
)
HIDE_ME = Template("intake.hide_me", "不让工作人员知道我是谁", "Do not let staff know who I am")
SHOW_ME = Template("intake.show_me", "可以让工作人员知道", "Staff may know who I am")
CARD_ANONYMOUS = Template(
    "intake.card_anonymous", "工作人员看不到您是谁", "Staff cannot see who you are"
)
LATER = Template(
    "intake.later",
    "对不起，{number} 办起来比原来估计的久：原定 {before}，现在最迟 {after} 前答复您。",
    "Sorry, {number} takes longer than was thought: you were to hear by {before}, now it is "
    "{after} at the latest.",
)
