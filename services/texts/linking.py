"""One person on several doors: codes, the sign-in link, and who just came in."""

from models.people import Door
from services.texts.phrases import Template

OPEN_ON_COMPUTER = Template("link.open_on_computer", "在电脑上打开")
LINK_ANOTHER = Template("link.link_another", "关联另一个账号")
ADDRESS = Template(
    "link.address",
    "请在电脑的浏览器里打开，再点“进入”：\n{address}\n"
    "10 分钟内有效，只能用一次。谁打开它，谁就能看到您的事，别发给别人。",
)
CODE = Template(
    "link.code",
    "关联码：{code}\n请在另一边（网页聊天、微信、Telegram）对我说：关联 {code}\n"
    "10 分钟内有效，只能用一次。谁说了它，谁就能看到您的事，别告诉别人。",
)
CODE_FOR_PAGE = Template(
    "link.code_for_page",
    "请在电脑上打开街道的网页聊天，在那里说：关联 {code}\n"
    "10 分钟内有效，只能用一次。谁说了它，谁就能看到您的事，别告诉别人。",
)
NOT_KNOWN = Template(
    "link.not_known",
    "这里还没有您的资料。请在您用过的那一边发“我的资料”，点“关联另一个账号”，"
    "再到这里说那个码；或者直接说是什么事。",
)
SURE = Template(
    "link.sure",
    "这个码是“{name}”要来的。关联后两边的事和资料合在一起，分不开，“{name}”都看得到。"
    "两边都是您本人吗？",
)
SURE_ROLES = Template("link.sure_roles", "您在社区有职务：那边也能用您的职务办事。")
NAMELESS = Template("link.nameless", "没留名的人")
ALL_ME = Template("link.all_me", "都是我本人")
NOT_ME = Template("link.not_me", "不是")
JOINED = Template("link.joined", "关联好了。在哪一边都能看到您的事，有消息只发一边。")
NOT_JOINED = Template(
    "link.not_joined", "好的，没有关联。如果是别人让您说的，请打 {phone} 告诉社区。"
)
SIGNED_IN = Template("link.signed_in", "您已经登录，在这里就能看到您的事。")
SIGNED_IN_ELSEWHERE = Template(
    "link.signed_in_elsewhere", "您的账号刚在{door}上登录。不是您？点“退出那边”。"
)
SIGN_OUT_THERE = Template("link.sign_out_there", "退出那边")
SIGN_OUT_OF = Template("link.sign_out_of", "退出{door}那边")
SIGNED_OUT = Template("link.signed_out", "那边已经退出，看不到您的事了。")
DOORS = Template("link.doors", "登录着：{doors}")

DOOR_LABELS = {
    door: Template(f"door.{door}", chinese)
    for door, chinese in {
        Door.TELEGRAM: "Telegram",
        Door.BROWSER: "网页",
        Door.WECHAT: "微信",
        Door.WECOM: "企业微信",
    }.items()
}
