"""The roll of members as the secretary reads it, and what a member sees of themselves there."""

from services.texts.phrases import Template

TO_ROLL = Template("roll.to_roll", "党员名册", "Members")
ROLL = Template(
    "roll.roll",
    "党员名册：{count} 人，其中 {unseen} 人还没报到，{lost} 人待联系。",
    "Members: {count}; {unseen} have not reported yet, {lost} are out of touch.",
)
SHOW_LIST = Template("roll.show_list", "看名单：待联系党员", "List: out of touch")
SHOW_NOT_REPORTED = Template("roll.show_not_reported", "看名单：还没报到", "List: not reported")
FIND = Template("roll.find", "找一位党员", "Find a member")
WHICH_NAME = Template("roll.which_name", "请发姓名，或姓名里的字。", "Please send the name.")
FOUND_NONE = Template(
    "roll.found_none", "名册里没有叫“{name}”的。", "Nobody on the roll is called “{name}”."
)
FOUND = Template("roll.found", "找到 {count} 位：", "Found {count}:")
TO_CONTACT = Template(
    "roll.to_contact", "待联系党员 {count} 人，问候后没有回音：", "Out of touch, {count}:"
)
NOT_REPORTED = Template(
    "roll.not_reported", "还没报到的党员 {count} 人：", "Not reported yet, {count}:"
)
NOBODY = Template("roll.nobody", "名单是空的。", "The list is empty.")
LINE = Template("roll.line", "{name}，{unit}，{area}", "{name}, {unit}, {area}")
LINE_HEARD = Template(
    "roll.line_heard",
    "{name}，{unit}，{area}，上次来是 {at}",
    "{name}, {unit}, {area}, last heard {at}",
)
NAMELESS = Template("roll.nameless", "（没有姓名）", "(no name)")
MORE = Template("roll.more", "后面还有 {count} 人", "{count} more")
OPEN = Template("roll.open", "查看 {name}", "Show {name}")
MEMBER = Template(
    "roll.member",
    "{name}，单位 {unit}，{area}{kind}\n特长：{skills}",
    "{name}, unit {unit}, {area}{kind}\nSkills: {skills}",
)
SEE_PHONE = Template("roll.see_phone", "看电话（留痕）", "Show the phone (noted)")
PHONE = Template(
    "roll.phone",
    "{name} 的电话：{phone}\n这次查看已记下，本人可以看到。",
    "Phone of {name}: {phone}\nThis was noted; they can see it.",
)
NO_PHONE = Template("roll.no_phone", "没有留电话", "none is known")
REMOVE = Template("roll.remove", "移出名册", "Remove from the roll")
REMOVE_SURE = Template(
    "roll.remove_sure",
    "把{name}移出党员名册吗？认领的岗位会一起结束，服务记录保留。",
    "Remove {name} from the roll? Their claims end; what they served stays on record.",
)
REMOVE_YES = Template("roll.remove_yes", "移出", "Remove")
REMOVE_NO = Template("roll.remove_no", "不移", "Do not")
REMOVED = Template("roll.removed", "{name}已移出名册。", "{name} was removed from the roll.")
NOT_REMOVED = Template("roll.not_removed", "好的，没有改动。", "All right, nothing was changed.")
WEEKLY = Template(
    "roll.weekly",
    "党员联系情况：{lost} 位问候后没有回音，{unseen} 位还没报到。",
    "Members: {lost} did not answer our greeting, {unseen} have not reported yet.",
)
GREETING = Template(
    "roll.greeting",
    "{family}同志，您好！好久没有您的消息了。社区一直有岗位和活动，有空来看看；"
    "有什么难处，直接说就行。",
    "Hello, Comrade {family}! We have not heard from you for a while. There are posts and "
    "activities; come and look. If something is hard for you, just tell us.",
)
GREETING_NAMELESS = Template(
    "roll.greeting_nameless",
    "您好！好久没有您的消息了。社区一直有岗位和活动，有空来看看；有什么难处，直接说就行。",
    "Hello! We have not heard from you for a while. There are posts and activities; come and "
    "look. If something is hard for you, just tell us.",
)
ALL_WELL = Template("roll.all_well", "我都好", "All is well")
GOOD_TO_HEAR = Template(
    "roll.good_to_hear", "收到，谢谢您。有事随时说。", "Good to hear, thank you."
)
PROFILE = Template(
    "roll.profile",
    "党员资料：\n单位：{unit}\n特长：{skills}\n爱好：{interests}\n空闲时间：{free_times}\n"
    "姓名和单位以党员名册为准，要改请联系社区书记。",
    "As a member:\nUnit: {unit}\nSkills: {skills}\nInterests: {interests}\nFree: {free_times}\n"
    "Name and unit are as the roll has them; your community's secretary changes them.",
)
TO_PROFILE = Template("roll.to_profile", "改党员资料", "Change member data")
SET = {
    field: Template(f"roll.set_{field}", *words)
    for field, words in {
        "skills": ("改特长", "Change skills"),
        "interests": ("改爱好", "Change interests"),
        "free_times": ("改空闲时间", "Change free times"),
    }.items()
}
ASK = {
    field: Template(f"roll.ask_{field}", *words)
    for field, words in {
        "skills": (
            "您有什么特长？例如：理发 电工 合唱。",
            "What are you good at? Such as: haircuts, wiring, singing.",
        ),
        "interests": ("您有什么爱好？", "What do you like doing?"),
        "free_times": (
            "您一般什么时候有空？例如：周六 9:00-11:00，或 每天 18:30-19:30。",
            "When are you usually free? Such as: Sat 09:00-11:00.",
        ),
    }.items()
}
EMPTY_IT = Template("roll.empty_it", "清空", "Empty it")
CLAIM_OUT_OF_REACH = Template(
    "roll.claim_out_of_reach",
    "您报到的地方变了，“{opening}”不在那里，这个岗位已替您结束。有疑问请联系社区。",
    "You report elsewhere now, and “{opening}” is not there: your place in it has ended. Please "
    "ask the community if that is wrong.",
)
VIEWS = Template(
    "roll.views",
    "您的电话被党组织工作人员查看过 {count} 次，最近一次 {at}，{area}{role}。",
    "Your phone was seen {count} times by those who keep the roll, last {at}, {role} of {area}.",
)
