"""What the bot says when a rule of opening, changing or closing a post says no."""

from services.texts.phrases import Template

OPENING_REFUSALS = {
    reason: Template(f"refusal.{reason}", *words)
    for reason, words in {
        "post_unknown": (
            "没有“{post}”这个岗位，请从现有的岗位里选。",
            "There is no post called “{post}”; please choose one of those there are.",
        ),
        "post_ended": (
            "“{post}”这个岗位已经停用，不能再开。",
            "The post “{post}” has ended; it cannot be opened any more.",
        ),
        "post_code": (
            "编码“{code}”不能用：1–40 个字母、数字、汉字、- 或 .，中间没有空格。",
            "The code “{code}” will not do: 1–40 letters, digits, characters, - or ., no spaces.",
        ),
        "post_name": (
            "岗位“{code}”的名称应有 1–{limit} 个字。",
            "The name of the post “{code}” needs 1–{limit} characters.",
        ),
        "post_words": (
            "岗位“{code}”的别名合起来不超过 {limit} 个字。",
            "The words for the post “{code}” may be {limit} characters together.",
        ),
        "post_word_taken": (
            "“{word}”已经指“{post}”这个岗位了，请换一个词。",
            "“{word}” already means the post “{post}”; please use another word.",
        ),
        "opening_unknown": ("没有找到这个岗位。", "This post was not found."),
        "opening_ended": (
            "这个岗位已经撤了，没有做任何改动。",
            "This post is closed already; nothing was changed.",
        ),
        "opening_places": (
            "名额应是 {least} 到 {most}。",
            "There may be {least} to {most} places.",
        ),
        "opening_backwards": (
            "结束的日子比开始的早，请核对。",
            "It ends before it begins; please check the days.",
        ),
        "opening_term_over": (
            "结束的日子已经过了，请写以后的日子。",
            "The last day is over already; please give a later one.",
        ),
        "opening_term_long": (
            "一次最多开 {years} 年，请核对年份。",
            "A post is opened for {years} years at most; please check the year.",
        ),
        "opening_times_many": (
            "一周里的时间太多了，请少写几段。",
            "These are too many times in a week; please write fewer.",
        ),
        "opening_place_long": (
            "集合地点太长了，最多 {limit} 个字。",
            "The meeting place is too long: {limit} characters at most.",
        ),
        "opening_skill_long": (
            "条件太长了，最多 {limit} 个字。",
            "What is asked for is too long: {limit} characters at most.",
        ),
        "opening_pin": (
            "定位签到要先知道集合地点在哪里：请写上纬度和经度，或改用一般的签到。",
            "Check-in by location needs the place's position; or use the plain check-in.",
        ),
        "opening_exists": (
            "同样的岗位已经开着了：{post}。要改名额，请在“本社区岗位”里改。",
            "The same post is open already: {post}. Change its places in the list of posts.",
        ),
        "opening_places_taken": (
            "已经有 {taken} 人在岗，名额不能少于 {taken}。",
            "{taken} hold this post; there cannot be fewer than {taken} places.",
        ),
        "opening_times_held": (
            "已经有人认领，时间不能改了。可以取消一班，或者撤岗后重新开。",
            "Somebody holds this post: its times stay. Cancel a shift, or close and open anew.",
        ),
        "opening_reason": (
            "请写明撤岗的原因，在岗的人要看。",
            "Please write why it is closed; those who hold it will read it.",
        ),
        "shift_over": (
            "这一班已经开始了，不能取消。",
            "This shift has begun; it cannot be cancelled.",
        ),
        "shift_reason": (
            "请写明取消的原因，要来的人要看。",
            "Please write why it is cancelled; those who were to come will read it.",
        ),
    }.items()
}
