"""Coming to report (报到): what the member is asked and told, and what the secretary sees."""

from services.texts.phrases import Template

CONSENT = Template(
    "enrolling.consent",
    "{street}为党员报到和服务，记录您的姓名、单位、电话、认领的岗位、时长和积分，只给党组织和社区"
    "工作人员看；您在册期间保存，移出后姓名和电话再存 {months} 个月。"
    "可随时发“我的资料”查看、更正、删除、撤回同意，电话 {phone}。",
    "For reporting and serving as a member, {street} keeps your name, unit, phone, posts, hours "
    "and points. Only those who keep the roll and the community see them; they are kept while you "
    "are on the roll, name and phone {months} months after. Send “My data” at any time to see, "
    "correct or delete them, or to withdraw consent. Phone {phone}.",
)
WHICH_WAY = Template(
    "enrolling.which_way",
    "有邀请码的，请发邀请码。党员来报到，从下面选，或直接发：姓名 单位 手机后四位。",
    "If you have an invitation code, please send it. If you come as a party member, choose below "
    "or send: name, unit, last four digits of your phone.",
)
HAVE_CODE = Template("enrolling.have_code", "我有邀请码", "I have a code")
AM_MEMBER = Template(
    "enrolling.am_member", "我是党员，来报到", "I am a party member, here to report"
)
WHICH_NAME = Template(
    "enrolling.which_name",
    "请发您的姓名。也可以一次发完，例如：张三 市一中 1234（姓名、单位、手机后四位）。",
    "Please send your name; or all at once: name, unit, last four digits of your phone.",
)
WHICH_UNIT = Template(
    "enrolling.which_unit",
    "您是哪个单位的？没有单位就写“无”。",
    "Which unit are you from? Write “none” if there is none.",
)
WHICH_DIGITS = Template(
    "enrolling.which_digits",
    "请发您手机号的后四位，例如 1234。",
    "Please send the last four digits of your phone number, such as 1234.",
)
DIGITS_AGAIN = Template(
    "enrolling.digits_again",
    "要四个数字：您手机号的后四位，例如 1234。",
    "Four digits, please: the last ones of your phone number, such as 1234.",
)
WHICH_PLACE = Template(
    "enrolling.which_place",
    "您向哪个社区报到？请从下面选社区，或发社区、小区、楼栋的名字。",
    "Which community do you report to? Please choose it below, or send its name, or your "
    "estate's or building's.",
)
PLACE_AGAIN = Template(
    "enrolling.place_again",
    "没有找到这个地方。您向哪个社区报到？请从下面选社区，或发社区、小区、楼栋的名字。",
    "This place was not found. Which community do you report to? Please choose it below, or send "
    "its name, or your estate's or building's.",
)
COMMUNITY = Template("enrolling.community", "{number} {name}", "{number} {name}")
ASKED = Template(
    "enrolling.asked",
    "报到已转给{area}核对，通过后在这里告诉您。",
    "Your request went to {area}. You will be told here when it is approved.",
)
ASKED_NOBODY = Template(
    "enrolling.asked_nobody",
    "报到已记下，{area}现在没有人在线，会在待办里看到。着急可以打 {phone}。",
    "Your request is noted; nobody of {area} can be reached now, they will find it in their "
    "list. If it is urgent, please call {phone}.",
)
WAITS = Template(
    "enrolling.waits",
    "您已经报到过了，正在核对，不用再发。",
    "You have asked already; it is being checked, no need to ask again.",
)
IS_MEMBER = Template(
    "enrolling.is_member",
    "您已经在{area}报到了。可以看岗位、认领岗位。",
    "You are known as a member in {area} already. You can look at the posts and claim one.",
)
TO_POSTS = Template("enrolling.to_posts", "看岗位", "Show posts")
CARD = Template(
    "enrolling.card",
    "有人来报到，下面是本人写的：\n姓名：“{name}”\n单位：“{unit}”\n手机后四位：{last}\n"
    "地点：{area}\n核对：{match}",
    "Somebody reports as a member, in their own words:\nName: “{name}”\nUnit: “{unit}”\n"
    "Phone ending in: {last}\nPlace: {area}\nCompared: {match}",
)
MATCH = Template(
    "enrolling.match",
    "名册上有这位：{name}，{unit}{kind}。通过后，这个账号就是名册上的这位。",
    "On the roll: {name}, {unit}{kind}. If you approve, this account is theirs.",
)
MATCH_BY_NAME = Template(
    "enrolling.match_by_name",
    "名册上有同名同单位的{name}，{unit}{kind}，但名册上没有电话，后四位没法核对，请先核实本人。"
    "通过后，这个账号就是名册上的这位。",
    "On the roll there is {name}, {unit}{kind}, but without a phone: the digits prove nothing. "
    "Please make sure who it is; if you approve, this account is theirs.",
)
CHECK_FIRST = Template(
    "enrolling.check_first",
    "名册上{name}没有电话，手机后四位没有核对过。您核实过是本人吗？",
    "The roll has no phone of {name}, so the digits prove nothing. Did you make sure who it is?",
)
CHECKED = Template("enrolling.checked", "已核实本人", "I made sure")
NOT_CHECKED = Template("enrolling.not_checked", "还没有", "Not yet")
NOT_PASSED = Template(
    "enrolling.not_passed",
    "好的，还没有通过，核实后再选。",
    "All right, it is not approved; choose again once you have.",
)
MATCH_KIND = Template(
    "enrolling.match_kind", "，{kind}（{management}）", ", {kind} ({management})"
)
MATCH_KNOWN = Template(
    "enrolling.match_known",
    "名册上的{name}已经用别的账号报到过，不能再通过。请本人在原来的账号发“关联”。",
    "{name} of the roll reported before through another account; this cannot be approved. They "
    "can link this account from there.",
)
NO_MATCH = Template(
    "enrolling.no_match",
    "名册上没有对得上的。请先核实身份；通过后，新记一位党员。",
    "Nobody on the roll fits. Please make sure who it is; if you approve, a new member is noted.",
)
NO_UNIT = Template("enrolling.no_unit", "无", "none")
PASS = Template("enrolling.pass", "通过", "Approve")
PASS_NAMED = Template("enrolling.pass_named", "通过 {name}", "Approve {name}")
DECLINE = Template("enrolling.decline", "不通过", "Decline")
DECLINE_NAMED = Template("enrolling.decline_named", "不通过 {name}", "Decline {name}")
DECLINE_WHY = Template(
    "enrolling.decline_why",
    "{name}的报到为什么不通过？写一句，会告诉本人。",
    "Why is the request of {name} declined? One sentence; they will be told.",
)
DONE_PASSED = Template(
    "enrolling.done_passed",
    "已通过：{name}{unit}。已告诉本人。",
    "Approved: {name}{unit}. They were told.",
)
DONE_DECLINED = Template(
    "enrolling.done_declined", "好的，已告诉{name}。", "All right, {name} was told."
)
PASSED = Template(
    "enrolling.passed",
    "{name}同志，您的报到已通过：{area}{unit}。您现在可以看岗位、认领岗位；"
    "特长和空闲时间发“我的资料”可以填。",
    "Comrade {name}, your report is approved: {area}{unit}. You can now look at the posts "
    "and claim one; send “My data” to add your skills and free times.",
)
DECLINED = Template(
    "enrolling.declined",
    "您的报到没有通过：{reason}\n可以再发“报到”，或打 {phone}。",
    "Your report was not approved: {reason}\nYou can send “Join” again, or call {phone}.",
)
COMMA_UNIT = Template("enrolling.comma_unit", "，{unit}", ", {unit}")
OF_UNIT = Template("enrolling.of_unit", "，单位 {unit}", ", unit {unit}")
TO_ENROLMENTS = Template(
    "enrolling.to_enrolments", "待通过的报到（{count}）", "Members to approve ({count})"
)
WAITING = Template(
    "enrolling.waiting", "有 {count} 位党员报到等您核对：", "{count} members wait for your word:"
)
NOBODY_WAITS = Template(
    "enrolling.nobody_waits", "没有等您核对的报到。", "Nobody waits for your approval."
)
ALSO_WAITING = Template("enrolling.also_waiting", "等您看的：", "What waits for you:")
