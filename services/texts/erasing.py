"""Erasing: what is asked before, what is said after, and who looked at contact data."""

from services.texts.phrases import Template

ASK_OPEN = Template(
    "erasing.ask_open",
    "您还有 {count} 件事没有答复。删除以后，您的称呼、电话、照片和原话都找不回来。这些事怎么办？\n"
    "· 撤回：不再办理。\n"
    "· 继续办：社区留着您说的话接着办，去掉称呼和号码，结果不再通知您，凭查询码可以看进度。",
    "Reports of yours not answered yet: {count}. Once deleted, your name, phone, photos and words "
    "cannot be brought back. What about these reports?\n"
    "· Withdraw: they are not handled any more.\n"
    "· Go on: the office keeps what you said, without name and numbers, and goes on. You will not "
    "be told the result; your receipt code shows where it stands.",
)
WITHDRAW_THESE = Template("erasing.withdraw_these", "撤回这些事", "Withdraw these reports")
GO_ON_WITHOUT_ME = Template(
    "erasing.go_on_without_me", "继续办，去掉我的信息", "Go on, without my data"
)
ERASED_GOES_ON = Template(
    "erasing.erased_goes_on",
    "已经删除。您的称呼、电话和照片，我们都读不出来了。"
    "没办完的 {count} 件事接着办，只留下事情本身。",
    "Deleted. We can no longer read your name, phone and photos. Reports that go on, with nothing "
    "but the matter itself: {count}.",
)
GOES_ON_WITHOUT = Template(
    "erasing.goes_on_without",
    "{number} 反映人删除了自己的资料，同意接着办。事情还要办，联系不到本人了。",
    "{number}: the reporter had their data erased and agreed that it goes on. It is still to be "
    "handled; the reporter cannot be reached any more.",
)
VIEWS = Template(
    "erasing.views",
    "您的联系方式被办事人员查看过 {count} 次：",
    "Times that staff looked at your contact data: {count}",
)
VIEW = Template("erasing.view", "{at} {who}（{number}）", "{at} {who} ({number})")
VIEWER = Template("erasing.viewer", "{area} {role}", "{role}, {area}")
WHO_SAW = Template("erasing.who_saw", "谁看过联系方式", "Who saw contact data")
SEEN_BY = Template(
    "erasing.seen_by",
    "{number} 的联系方式被查看过 {count} 次。",
    "Times that contact data of {number} was looked at: {count}.",
)
SEEN = Template("erasing.seen", "{at} {name}（{who}）", "{at} {name} ({who})")
FORMER = Template("erasing.former", "工作人员", "staff")
