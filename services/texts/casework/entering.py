"""What staff are asked when they write down what came by phone, letter, counter or visit."""

from services.texts.phrases import Template

ENTER = Template("enter.begin", "代录", "Enter for somebody")
WHICH_CHANNEL = Template("enter.which_channel", "怎么反映来的？", "How did it come in?")
BY_PHONE = Template("enter.by_phone", "来电", "By phone")
BY_LETTER = Template("enter.by_letter", "来信来访", "Letter or visit")
AT_COUNTER = Template("enter.at_counter", "窗口", "At the counter")
AT_FORUM = Template("enter.at_forum", "座谈会", "At a forum")
AS_INFORMANT = Template("enter.as_informant", "民情信息员", "As an informant")
WHAT_WAS_SAID = Template(
    "enter.what_was_said",
    "反映了什么？照原话写，可以附照片。",
    "What was said? Write it as it was said; photos may come with it.",
)
WHICH_PLACE = Template(
    "enter.which_place", "在哪里？写小区和楼号。", "Where is it? Estate and building, please."
)
WHO_SAID_IT = Template(
    "enter.who_said_it",
    "是谁反映的？写称呼和电话，例如：张奶奶 13800000000。"
    "子女替老人反映的，问清该给谁打电话，写那个号码。",
    "Who said it? Write a name and a phone number, such as: Mrs Zhang 13800000000. "
    "Where children speak for a parent, ask whose phone to call and write that number.",
)
NO_CONTACT = Template("enter.no_contact", "不留联系方式", "No contact details")
MY_OWN = Template("enter.my_own", "我自己反映", "My own report")
IS_AGREED = Template(
    "enter.is_agreed",
    "记录 {who}，为办这件事联系用，只给承办人员看。本人同意记录联系方式吗？",
    "{who} will be kept to be called about this, seen only by those who handle it. Do they agree?",
)
AGREED = Template("enter.agreed", "本人同意", "They agree")
IS_SAME = Template(
    "enter.is_same",
    "这个号码，{name}在网上也留过。是同一位吗？是的话，进展也会发到那边。",
    "{name} left this number online too. The same person? Then they are told there as well.",
)
SAME = Template("enter.same", "是同一位", "The same")
NOT_SAME = Template("enter.not_same", "不是", "Somebody else")
CARD = Template(
    "enter.card",
    "请核对：\n{words}\n地点：{place}\n途径：{channel}\n反映人：{who}",
    "Please check:\n{words}\nPlace: {place}\nChannel: {channel}\nSaid by: {who}",
)
NOBODY = Template("enter.nobody", "没有留", "not given")
YOURSELF = Template("enter.yourself", "您本人", "you")
CHANGE_CONTACT = Template("enter.change_contact", "改反映人", "Change who said it")
ENTERED = Template(
    "enter.entered",
    "已登记，编号 {number}，查询码 {receipt}。请把编号和查询码读给反映人，"
    "以后凭它问进度。\n{who}最迟 {due} 答复。",
    "Entered as {number}, receipt code {receipt}. Please read both out to whoever said it: "
    "with them they can ask how it stands.\n{who} Answer by {due}.",
)
ENTERED_FOR_YOU = Template(
    "enter.entered_for_you",
    "您向社区反映的事已登记，编号 {number}，查询码 {receipt}。最迟 {due} 答复。\n{words}",
    "What you told the community was written down as {number}, receipt code {receipt}. "
    "Answer by {due}.\n{words}",
)
CALL_REPORTER = Template(
    "enter.call_reporter",
    "{number} 的反映人不在网上，请打电话告诉本人：\n{words}",
    "The reporter of {number} is not online. Please tell them by phone:\n{words}",
)
