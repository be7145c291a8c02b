"""What the bot says of the conversation itself, whatever it is about."""

from services.texts.phrases import Template

WORDS_PLEASE = Template("talk.words_please", "请用文字告诉我。")
A_FEW_WORDS_MORE = Template("talk.a_few_words_more", "请再说几个字，我才能转给办事的人。")
CHOOSE_ONE = Template("talk.choose_one", "请点下面的按钮，或回复按钮上的字。")
SAY_IT_AGAIN = Template("talk.say_it_again", "没看懂您的回答，请再说一次。")
DRAFT_FULL = Template(
    "talk.draft_full",
    "这件事写满了，刚才这句没有记下。请先提交，提交后再点“补充”接着说。",
)
PLACE_PLEASE = Template("talk.place_please", "请写小区和楼号，或发一个位置。")
NUMBER_PLEASE = Template("talk.number_please", "请回复一个数字，{least} 到 {most}。")
MOMENT_PLEASE = Template("talk.moment_please", "请写日期和时间，例如：12月3日 9:30。")
PHOTO_PLEASE = Template("talk.photo_please", "请发照片，或点“好了”。")
PHOTOS_SO_FAR = Template("talk.photos_so_far", "已收到 {count} 张。")
CHOSEN = Template("talk.chosen", "✓ {label}")
THAT_IS_ALL = Template("talk.that_is_all", "好了")
SKIP = Template("talk.skip", "跳过")
YES = Template("talk.yes", "是")
NO = Template("talk.no", "否")
BACK = Template("talk.back", "返回")
CANCEL = Template("talk.cancel", "取消")
LEFT = Template("talk.left", "好的，已取消。")
LEFT_HALFWAY = Template("talk.left_halfway", "好的。")
LEFT_DRAFT = Template(
    "talk.left_draft", "好的，已取消，没有提交。您写的话替您留一天，发“我要反映”可以接着写。"
)
NOTHING_BEFORE = Template("talk.nothing_before", "这已经是第一步了。")
NOTHING_OPEN = Template("talk.nothing_open", "现在没有要取消的事。")
PHONE_BELOW = Template("talk.phone_below", "☎ 社区电话 {phone}")
NOT_YOUR_BUTTON = Template("talk.not_your_button", "这个按钮不是给您的，没有做任何改动。")
OLD_BUTTON = Template("talk.old_button", "这个按钮已经过期，没有做任何改动。")
DRAFT_KEPT = Template(
    "talk.draft_kept", "您有一件事还没有提交，替您留着，明天这时候前都可以接着写。"
)
DRAFT_GONE = Template("talk.draft_gone", "没有写到一半的事了。有什么事，直接说就行。")
STEP_GONE = Template(
    "talk.step_gone", "对不起，程序更新了，刚才那一步没有了。您写的话替您留着，可以接着写。"
)
WORDS_NOT_SENT = Template("talk.words_not_sent", "您写的没有发出：\n{words}")
PIN_KEPT = Template("talk.pin_kept", "位置收到了。")
TOO_LATE_TO_EDIT = Template(
    "talk.too_late_to_edit", "您改了前面的话，但那句已经处理过了。要更正，请再发一句。"
)
TAKE_UP = Template("talk.take_up", "接着写")
DEAD_LETTER = Template(
    "talk.dead_letter",
    "对不起，您刚才的话我没能处理，已经原样留下，请工作人员来看。急事请打 {phone}。",
)
