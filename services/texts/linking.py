"""One person on several doors: codes, the sign-in link, and who just came in."""

from models.people import Door
from services.texts.phrases import Template

OPEN_ON_COMPUTER = Template("link.open_on_computer", "在电脑上打开", "Open on a computer")
LINK_ANOTHER = Template("link.link_another", "关联另一个账号", "Link another account")
ADDRESS = Template(
    "link.address",
    "请在电脑的浏览器里打开，再点“进入”：\n{address}\n"
    "10 分钟内有效，只能用一次。谁打开它，谁就能看到您的事，别发给别人。",
    "Please open this in the computer's browser and press the button there:\n{address}\n"
    "Good for 10 minutes, once. Whoever opens it sees what is yours: send it to nobody.",
)
CODE = Template(
    "link.code",
    "关联码：{code}\n请在另一边（微信、企业微信、网页聊天或 Telegram）对我说：关联 {code}\n"
    "10 分钟内有效，只能用一次。谁说了它，谁就能看到您的事，别告诉别人。",
    "Code: {code}\nWrite to me on the other side (WeChat, WeCom, chat page, Telegram): "
    "/link {code}\n"
    "Good for 10 minutes, once. Whoever says it sees what is yours: tell nobody.",
)
CODE_FOR_PAGE = Template(
    "link.code_for_page",
    "请在电脑上打开街道的网页聊天，在那里说：关联 {code}\n"
    "10 分钟内有效，只能用一次。谁说了它，谁就能看到您的事，别告诉别人。",
    "Please open the street's chat page on the computer and write there: /link {code}\n"
    "Good for 10 minutes, once. Whoever says it sees what is yours: tell nobody.",
)
NOT_KNOWN = Template(
    "link.not_known",
    "这里还没有您的资料。请在您用过的那一边发“我的资料”，选“关联另一个账号”，"
    "再到这里说那个码；或者直接说是什么事。",
    "We do not know you here yet. Where you wrote to us before, send “My data”, choose “Link "
    "another account” and say the code here; or just say what the matter is.",
)
SURE = Template(
    "link.sure",
    "这个码是“{name}”要来的。关联后两边的事和资料合在一起，分不开，“{name}”都看得到。"
    "两边都是您本人吗？",
    "“{name}” asked for this code. Linking puts together what both have, for good, and “{name}” "
    "sees all of it. Are both you yourself?",
)
SURE_ROLES = Template(
    "link.sure_roles",
    "您在社区有职务：那边也能用您的职务办事。",
    "You hold a role in the community: the other side can use it too.",
)
NAMELESS = Template("link.nameless", "没留名的人", "somebody without a name")
ALL_ME = Template("link.all_me", "都是我本人", "Both are me")
NOT_ME = Template("link.not_me", "不是", "No")
SURE_LINK = Template(
    "link.sure_link",
    "要和{door}上的“{name}”合为一个人吗？只有自己的另一个账号才这样做：您在这里说的事，"
    "“{name}”都看得到。",
    "Become one person with “{name}” on {door}? Only do this with another account of your own: "
    "“{name}” sees all that you tell us here.",
)
IT_IS_ME = Template("link.it_is_me", "是我", "It is me")
JOINED = Template(
    "link.joined",
    "和{door}上的“{name}”关联好了。在哪一边都能看到您的事，有消息只发一边。",
    "Linked with “{name}” on {door}. You see what is yours on either side; messages go to one of "
    "them.",
)
JOINED_UNASKED = Template(
    "link.joined_unasked",
    "那不是您本人？请选“不是我，解除”。",
    "Is that not you? Choose “Not me, undo”.",
)
UNDO = Template("link.undo", "不是我，解除", "Not me, undo")
UNDONE = Template(
    "link.undone",
    "解除了，您以后在这里说的事，那边看不到。已经提交的还在那边，要撤回请打 {phone}。",
    "Undone: the other side no longer sees what you tell us here. What was filed before stays "
    "there; to take it back please call {phone}.",
)
NOT_JOINED = Template(
    "link.not_joined",
    "好的，没有关联。如果是别人让您说的，请打 {phone} 告诉社区。",
    "Fine, nothing was linked. If somebody told you to say it, please call {phone}.",
)
SIGNED_IN = Template(
    "link.signed_in",
    "您已经登录，在这里就能看到您的事。",
    "You are signed in and see what is yours here.",
)
SIGNED_IN_ELSEWHERE = Template(
    "link.signed_in_elsewhere",
    "您的账号刚在{door}上登录。不是您？选“退出那边”。",
    "You were just signed in on {door}. Was it not you? Choose “Sign out there”.",
)
SIGN_OUT_THERE = Template("link.sign_out_there", "退出那边", "Sign out there")
SIGN_OUT_OF = Template("link.sign_out_of", "退出{door}那边", "Sign out on {door}")
SIGNED_OUT = Template(
    "link.signed_out",
    "那边已经退出，看不到您的事了。",
    "Signed out over there; nothing of yours is shown any more.",
)
NOT_READ = Template(
    "link.not_read",
    "这个链接现在打不开，请过一会儿再点一次；急事请打 {phone}。",
    "This link cannot be opened just now; please try again in a moment. If it is urgent, call "
    "{phone}.",
)
SIGNED_OUT_HERE = Template(
    "link.signed_out_here",
    "有人在{door}那边把您这里退出了：以前的事在这里看不到了，也不再发到这里。"
    "不是您本人做的，请打 {phone} 告诉社区。",
    "You were signed out here from {door}: what is yours is no longer shown or sent here. If it "
    "was not you, please call {phone}.",
)
DOORS = Template("link.doors", "登录着：{doors}", "Signed in on: {doors}")
AND = Template("link.and", "{doors}、{door}", "{doors}, {door}")

DOOR_LABELS = {
    door: Template(f"door.{door}", *words)
    for door, words in {
        Door.TELEGRAM: ("Telegram", "Telegram"),
        Door.BROWSER: ("网页", "the chat page"),
        Door.WECHAT: ("微信", "WeChat"),
        Door.WECOM: ("企业微信", "WeCom"),
    }.items()
}
