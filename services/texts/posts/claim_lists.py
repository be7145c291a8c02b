"""What is said of the lists of claimed posts: on notice in the community and at the units."""

from services.texts.phrases import Template

TITLE = Template(
    "claim_list.title",
    "{area} · 岗位认领名单（{month}月{day}日）",
    "{area} · who claimed which post ({month}/{day})",
)
HEAD = Template(
    "claim_list.head",
    "以下同志认领了服务岗位，请大家监督；有不同意见可以提出异议。",
    "These members claimed posts of service. Whoever thinks otherwise may object.",
)
LINE = Template(
    "claim_list.line", "{post}（{area}，{times}）：{names}", "{post} ({area}, {times}): {names}"
)
UNIT_HEAD = Template(
    "claim_list.unit_head",
    "{unit}的以下同志在{area}认领了服务岗位：",
    "These members from {unit} claimed posts in {area}:",
)
TO_PUBLISH = Template(
    "claim_list.to_publish",
    "【待公示】{area}的岗位认领名单，请看一下可不可以公示：",
    "[To be published] The list of claimed posts in {area}. May it be put on notice?",
)
DRAFTED = Template(
    "claim_list.drafted",
    "名单已拟好，等您看过再公示。",
    "The list is drafted; please look at it before it is published.",
)
OPEN = Template("claim_list.open", "看名单：{area}", "Open the list: {area}")
DRAW_UP = Template("claim_list.draw_up", "公示认领名单", "Publish who claimed")
WHERE = Template("claim_list.where", "公示哪个社区的认领名单？", "The list of which community?")
AT_UNIT = Template(
    "claim_list.at_unit",
    "【单位公示】请在{unit}的公示栏张贴到{until}：\n「{title}」\n{words}",
    "[At your unit] Please hang this at {unit} until {until}:\n“{title}”\n{words}",
)
HUNG = Template("claim_list.hung", "已在单位公示", "It hangs there")
HUNG_THANKS = Template(
    "claim_list.hung_thanks", "谢谢，已记下单位公示。", "Thank you, it is written down."
)
TAKE_OFF = Template(
    "claim_list.take_off",
    "「{title}」已从公示中撤下，请把{unit}公示栏里的也取下。",
    "“{title}” was taken down; please take it off at {unit}, too.",
)
NOBODY_THERE = Template(
    "claim_list.nobody_there",
    "「{title}」要在这些单位同时公示，但它们还没有联络员，请您转交：{units}",
    "“{title}” is to hang at these units too, which have no liaison. Please pass it on: {units}",
)
UPHELD_TOLD = Template(
    "claim_list.upheld_told",
    "您对“{title}”的异议成立，公示已撤下，核对后再公示。答复：{words}\n☎ 社区电话 {phone}",
    "Your objection to “{title}” was upheld; it is down until it is checked. "
    "Answer: {words}\n☎ Community office {phone}",
)
TAKEN_DOWN_REASON = Template("claim_list.reason", "重新核对", "It is checked again")
OBJECTION_IN = Template(
    "claim_list.objection_in",
    "【异议】{title}\n有居民提出：{words}",
    "[Objection] {title}\nSomebody says: {words}",
)
UPHOLD = Template("claim_list.uphold", "异议成立，撤下", "Upheld, take it down")
ANSWER_WHAT = Template(
    "claim_list.answer_what",
    "“{title}”的异议：{verdict}。请写答复，提出人会看到。",
    "Objection to “{title}”: {verdict}. Please write the answer; who objected will read it.",
)
OF_UNIT = Template("claim_list.of_unit", "{name}（{unit}）", "{name} ({unit})")
AS_CHOSEN = Template(
    "claim_list.as_chosen",
    "名字按本人选的方式写。",
    "Names are written as each of them chose.",
)
