"""What is said of cases that are put before members and units, and of what they did."""

from services.texts.phrases import Template

# On the cards
CARD = Template(
    "case_offer.card",
    "【待认领】{kind}｜{area}\n{summary}\n答复期限：{due}",
    "[To be claimed] {kind} | {area}\n{summary}\nAnswer by: {due}",
)
CARD_CLAIMED = Template(
    "case_offer.card_claimed",
    "【已认领】{kind}｜{area}\n{summary}\n已由{name}认领",
    "[Claimed] {kind} | {area}\n{summary}\nClaimed by {name}",
)
CARD_DONE = Template(
    "case_offer.card_done",
    "【已办好】{kind}｜{area}\n{summary}\n由{name}办好，谢谢！",
    "[Done] {kind} | {area}\n{summary}\nDone by {name}. Thank you!",
)
CARD_OVER = Template("case_offer.card_over", "【已结束】{kind}｜{area}", "[Over] {kind} | {area}")
KIND = Template("case_offer.kind", "{post}·{category}", "{post}, {category}")
CLAIM = Template("case_offer.claim", "认领", "Claim")
LOOK = Template("case_offer.look", "私下看", "Look privately")
VOLUNTEER = Template("case_offer.volunteer", "{name}（党员志愿者）", "{name} (volunteer)")

# To whoever puts a case before members
OFFER = Template("case_offer.offer", "发布待认领", "Put before members")
OFFER_SUMMARY = Template(
    "case_offer.summary",
    "{number} 请写一句话，会发到党员群和单位群。\n"
    "已经带上：{kind}，{area}。\n不要写反映人的原话、姓名、电话和楼号。",
    "{number}: please write one sentence for the members' and units' groups.\n"
    "It says already: {kind}, {area}.\n"
    "No words, name, phone or building of the reporter.",
)
OFFERED = Template(
    "case_offer.offered",
    "{number} 已发布待认领，发到 {groups} 个群。认领前还由您这边负责。",
    "{number} was put before members in {groups} groups. Until it is claimed it stays with you.",
)
OFFERED_TO = Template(
    "case_offer.offered_to",
    "{number} 已发布待认领：这里没有绑定党员群或单位群，私下告诉了 {people} 位在岗党员。"
    "认领前还由您这边负责。",
    "{number}: no members' or units' group belongs here; {people} members on such a post were "
    "told privately. Until it is claimed it stays with you.",
)
OFFERED_TO_NOBODY = Template(
    "case_offer.offered_to_nobody",
    "{number} 已发布待认领，但还没有人收到：这里没有绑定党员群或单位群，"
    "也没有党员在对应的岗位上。\n"
    "党员选“岗位”能看到这件事。请在党员群里发 /bind 绑定，或者把这件事交给同事。"
    "认领前还由您这边负责。",
    "{number} was put before members, but nobody was told: no members' or units' group belongs "
    "here, and no member is on such a post.\n"
    "Members find it under /posts. Send /bind in the members' group, or hand the case to a "
    "colleague. Until it is claimed it stays with you.",
)
NO_POST = Template(
    "case_offer.no_post",
    "{number}（{category}）没有对应的岗位，仍发布待认领？",
    "{number} ({category}): no post fits it. Put it before members all the same?",
)
OFFER_ANYWAY = Template("case_offer.offer_anyway", "仍发布", "Put it before them")
OFFER_NOT = Template("case_offer.offer_not", "不发布", "Do not")
NOT_OFFERED = Template(
    "case_offer.not_offered", "{number} 没有发布。", "{number} was not put before members."
)
WAS_CLAIMED = Template(
    "case_offer.was_claimed", "{number} 已由{name}认领。", "{number} was claimed by {name}."
)
LINE_OFFERED = Template(
    "case_offer.line_offered",
    "已请党员和共建单位认领",
    "members and units were asked to claim it",
)

# The list of them
TO_CASES = Template("case_offer.to_cases", "待认领的民情 {count} 件", "Cases to claim: {count}")
NO_CASES = Template(
    "case_offer.no_cases", "附近现在没有待认领的民情。", "No case waits to be claimed near you."
)
ONE_OF = Template("case_offer.one_of", "{place}. {card}", "{place}. {card}")
CLAIM_ONE = Template("case_offer.claim_one", "认领第 {place} 件", "Claim no. {place}")
MORE_CASES = Template("case_offer.more_cases", "还有 {count} 件", "{count} more")

# To whoever claims
CLAIMED = Template(
    "case_offer.claimed",
    "认领成功，这件事交给您了。请在 {until} 前开始办，办不了选“交回”。",
    "It is yours now. Please begin by {until}; if you cannot, choose “Give back”.",
)
CLAIMED_IN_GROUP = Template(
    "case_offer.claimed_in_group", "认领成功，详情已私下发给您。", "Claimed. Look into our chat."
)
DONE = Template("case_offer.done", "办好了", "Done")
GIVE_BACK = Template("case_offer.give_back", "交回", "Give back")
GIVE_BACK_WHY = Template(
    "case_offer.give_back_why",
    "{number} 为什么交回？请写一句。",
    "Why do you give {number} back? Please write a sentence.",
)
GIVEN_BACK = Template(
    "case_offer.given_back",
    "{number} 已交回，重新待认领。谢谢您告诉我们。",
    "{number} is before everybody again. Thank you for telling us.",
)
RETURNED_UNWORKED = Template(
    "case_offer.returned_unworked",
    "{number} 过了时间没有进展，已收回，重新待认领。",
    "{number}: nothing happened in time, so it is before everybody again.",
)
TAKEN_BACK = Template(
    "case_offer.taken_back",
    "{number} 不再由您办理，已重新待认领。",
    "{number} is no longer with you; it is before everybody again.",
)
DONE_WHAT = Template(
    "case_offer.done_what",
    "{number} 办了什么，结果怎样？请写下来，可以带照片。社区看过后答复反映人。",
    "{number}: what was done, and how did it end? Photos are welcome. "
    "The community reads it and answers the reporter.",
)
REMARK = Template(
    "case_offer.remark",
    "您说的是 {number}：\n{words}\n\n怎么处理？",
    "You mean {number}:\n{words}\n\nWhat is to be done with it?",
)
REMARK_DONE = Template("case_offer.remark_done", "办好了，交给社区", "Done: hand it in")
HOW_LONG = Template("case_offer.how_long", "一共用了多长时间？", "How long did it take?")
HALF_AN_HOUR = Template("case_offer.half_an_hour", "半小时", "Half an hour")
ONE_HOUR = Template("case_offer.one_hour", "1小时", "1 hour")
TWO_HOURS = Template("case_offer.two_hours", "2小时", "2 hours")
LONGER = Template("case_offer.longer", "更久", "Longer")
HOW_MANY_HOURS = Template(
    "case_offer.how_many_hours",
    "几个小时？写个数字，3 到 {most}。",
    "How many hours? 3 to {most}.",
)
PROPOSED = Template(
    "case_offer.proposed",
    "{number} 的办理结果已交给社区，看过就答复反映人。",
    "{number}: the community has your result and will answer the reporter.",
)
AGREED_THANKS = Template(
    "case_offer.agreed_thanks",
    "{number} 已按您办的答复了反映人，谢谢您！",
    "{number} was answered with what you did. Thank you!",
)
SENT_BACK = Template(
    "case_offer.sent_back",
    "{number} 请再办一办：{reason}",
    "{number}: please do a little more: {reason}",
)

# To the community
CAME_BACK = Template(
    "case_offer.came_back",
    "{name}交回，原因：{reason}\n重新待认领，也可以直接签收。\n{alert}",
    "{name} gave it back: {reason}\nIt is before members again; you may also sign it.\n{alert}",
)
CAME_BACK_UNWORKED = Template(
    "case_offer.came_back_unworked",
    "{name}认领后没有进展，已收回。\n重新待认领，也可以直接签收。\n{alert}",
    "{name} claimed it and did nothing in time.\n"
    "It is before members again; you may also sign it.\n{alert}",
)
TO_REVIEW = Template(
    "case_offer.to_review",
    "{number} {name}办好了，用了 {minutes} 分钟：\n{words}",
    "{number}: {name} has done it in {minutes} minutes:\n{words}",
)
REVIEW_LABEL = Template("case_offer.review_label", "看结果 {number}", "Result of {number}")
AGREE = Template("case_offer.agree", "同意并答复", "Agree and answer")
EDIT = Template("case_offer.edit", "改几个字再答复", "Change words and answer")
MORE_WORK = Template("case_offer.more_work", "再办一办", "A little more")
EDIT_WHAT = Template(
    "case_offer.edit_what",
    "{number} 请写给反映人的答复，原来写的是：\n{words}",
    "{number}: please write the answer to the reporter. It was:\n{words}",
)
MORE_WORK_WHY = Template(
    "case_offer.more_work_why",
    "{number} 还要办什么？请写一句，会告诉{name}。",
    "What is still to be done for {number}? {name} will be told.",
)
MORE_WORK_SENT = Template(
    "case_offer.more_work_sent", "{number} 已告诉{name}。", "{number}: {name} was told."
)
