"""What the bot says of the conversation itself, whatever it is about."""

from services.texts.phrases import Template

WORDS_PLEASE = Template("talk.words_please", "请用文字告诉我。", "Please tell me in words.")
A_FEW_WORDS_MORE = Template(
    "talk.a_few_words_more",
    "请再说几个字，我才能转给办事的人。",
    "Please say a few words more, so that I can pass it on.",
)
A_FEW_WORDS_OF_STAFF = Template(
    "talk.a_few_words_of_staff",
    "太短了，请再说几个字。",
    "That is too short. Please say a few words more.",
)
CHOOSE_ONE = Template(
    "talk.choose_one",
    "请从下面选一项，回复那一项的字或数字也行。",
    "Please choose below, or reply with its words or its number.",
)
SAY_IT_AGAIN = Template(
    "talk.say_it_again",
    "没看懂您的回答，请再说一次。",
    "I did not understand your answer, please say it again.",
)
DRAFT_FULL = Template(
    "talk.draft_full",
    "这件事写满了，刚才这句没有记下。请先提交，提交后再选“补充”接着说。",
    "This report is full; your last message was not added. Please submit it first, "
    "then choose “Add words” to go on.",
)
PLACE_PLEASE = Template(
    "talk.place_please",
    "请写小区和楼号，或发一个位置。",
    "Please write the estate and the building, or send a location.",
)
NUMBER_PLEASE = Template(
    "talk.number_please",
    "请回复一个数字，{least} 到 {most}。",
    "Please reply with a number from {least} to {most}.",
)
PHOTO_PLEASE = Template(
    "talk.photo_please", "请发照片，或选“好了”。", "Please send photos, or choose “Done”."
)
PHOTOS_SO_FAR = Template("talk.photos_so_far", "已收到 {count} 张。", "{count} received.")
CHOSEN = Template("talk.chosen", "✓ {label}", "✓ {label}")
THAT_IS_ALL = Template("talk.that_is_all", "好了", "Done")
SKIP = Template("talk.skip", "跳过", "Skip")
YES = Template("talk.yes", "是", "Yes")
NO = Template("talk.no", "否", "No")
BACK = Template("talk.back", "返回", "Back")
CANCEL = Template("talk.cancel", "取消", "Cancel")
LEFT = Template("talk.left", "好的，已取消。", "All right, cancelled.")
LEFT_HALFWAY = Template("talk.left_halfway", "好的。", "All right.")
LEFT_DRAFT = Template(
    "talk.left_draft",
    "好的，已取消，没有提交。您写的话替您留一天，发“我要反映”可以接着写。",
    "All right, cancelled; nothing was submitted. What you wrote is kept for a day; "
    "send “Report” to go on with it.",
)
NOTHING_BEFORE = Template("talk.nothing_before", "这已经是第一步了。", "This is the first step.")
NOTHING_OPEN = Template(
    "talk.nothing_open", "现在没有要取消的事。", "There is nothing to cancel now."
)
PHONE_BELOW = Template("talk.phone_below", "☎ 社区电话 {phone}", "☎ Community office {phone}")
NOT_YOUR_BUTTON = Template(
    "talk.not_your_button",
    "这个按钮不是给您的，没有做任何改动。",
    "This button is not for you; nothing was changed.",
)
OLD_BUTTON = Template(
    "talk.old_button",
    "这一项已经过期，没有做任何改动。",
    "This choice is out of date; nothing was changed.",
)
DRAFT_KEPT = Template(
    "talk.draft_kept",
    "您有一件事还没有提交，替您留着，明天这时候前都可以接着写。",
    "You have a report that is not submitted yet. It is kept for you; you can go on "
    "with it until this time tomorrow.",
)
DRAFT_GONE = Template(
    "talk.draft_gone",
    "没有写到一半的事了。有什么事，直接说就行。",
    "There is no unfinished report any more. Just say what is wrong.",
)
STEP_GONE = Template(
    "talk.step_gone",
    "对不起，程序更新了，刚才那一步没有了。您写的话替您留着，可以接着写。",
    "Sorry, the program was updated and that step is gone. What you wrote is kept, "
    "and you can go on.",
)
WORDS_NOT_SENT = Template(
    "talk.words_not_sent", "您写的没有发出：\n{words}", "What you wrote was not sent:\n{words}"
)
PIN_KEPT = Template("talk.pin_kept", "位置收到了。", "Location received.")
TOO_LATE_TO_EDIT = Template(
    "talk.too_late_to_edit",
    "您改了前面的话，但那句已经处理过了。要更正，请再发一句。",
    "You changed an earlier message, but it was dealt with already. To correct it, "
    "please send another one.",
)
TAKE_UP = Template("talk.take_up", "接着写", "Go on with it")
DEAD_LETTER = Template(
    "talk.dead_letter",
    "对不起，您刚才的话我没能处理，已经原样留下，请工作人员来看。急事请打 {phone}。",
    "Sorry, I could not deal with your last message. It is kept as it is, and staff "
    "will look at it. If it is urgent, please call {phone}.",
)
