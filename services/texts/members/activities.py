"""What is said while an activity is recorded (记活动)."""

from services.texts.phrases import Template

WHICH_TITLE = Template(
    "activity.which_title",
    "记哪次活动？例如：楼道大扫除。",
    "Which activity? For example: cleaning the stairs.",
)
WHICH_DAY = Template(
    "activity.which_day", "哪一天？例如：11月20日。", "On which day? For example: 2026-11-20."
)
TODAY = Template("activity.today", "今天", "Today")
YESTERDAY = Template("activity.yesterday", "昨天", "Yesterday")
NOT_YET = Template(
    "activity.not_yet", "这一天还没有到，办完以后再记。", "That day is still to come."
)
IS_PARTY_LIFE = Template(
    "activity.is_party_life", "是组织生活吗？", "Was it a meeting of a party body?"
)
PARTY_LIFE = Template("activity.party_life", "是组织生活", "Yes")
NO_PARTY_LIFE = Template("activity.no_party_life", "不是", "No")
WHICH_BODY = Template("activity.which_body", "哪个党组织的？", "Of which body?")
NO_BODY = Template("activity.no_body", "不写党组织", "Leave it open")
WHO = Template(
    "activity.who",
    "谁参加了？请写姓名，几个人用顿号隔开。",
    "Who took part? Please write names, with commas between.",
)
UNKNOWN = Template(
    "activity.unknown",
    "您这里没有找到：{names}",
    "Not found in your area: {names}",
)
SO_FAR = Template(
    "activity.so_far",
    "已选 {count} 人：{names}。还有谁？没有了请选“就这些”。",
    "{count} so far: {names}. Who else?",
)
THAT_IS_ALL = Template("activity.that_is_all", "就这些", "That is all")
SURE = Template(
    "activity.sure",
    "{month}月{day}日 {title}，{count} 人：{names}。记下吗？",
    "{title}, {month}/{day}, {count}: {names}. Record it?",
)
YES = Template("activity.yes", "记下", "Record")
NO = Template("activity.no", "不记了", "No")
NOT_RECORDED = Template(
    "activity.not_recorded", "好的，没有记。", "All right, nothing was recorded."
)
RECORDED = Template("activity.recorded", "记好了，{count} 人。", "Recorded for {count}.")
RECORDED_SOME = Template(
    "activity.recorded_some",
    "记好了，新记 {count} 人，{known} 人以前记过。",
    "Recorded for {count}; {known} were recorded before.",
)
ANOTHER = Template("activity.another", "再记一个活动", "Record another")
