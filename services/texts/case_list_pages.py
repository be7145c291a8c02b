"""What the desk says on the list of cases, on entering one, and on the calls to make."""

from services.texts.page_words import page_words
from services.texts.phrases import Template

CLASH = Template("entry.clash", "{name}（{number}）", "{name} ({number})")
ENTERED = Template("entry.entered", "{number} 录好了。", "{number} is filed.")
CALLED = Template("calls.called", "{number}：记下了。", "{number}: noted.")
HEADS = tuple(
    Template(f"case_list.head_{key}", *words)
    for key, words in (
        ("number", ("编号", "number")),
        ("outer", ("外部编号", "number elsewhere")),
        ("status", ("状态", "status")),
        ("category", ("类别", "category")),
        ("area", ("区域", "area")),
        ("channel", ("途径", "channel")),
        ("urgent", ("紧急", "urgent")),
        ("owner", ("承办", "owner")),
        ("reported", ("反映时间", "reported")),
        ("due", ("答复期限", "due")),
        ("answered", ("答复时间", "answered")),
        ("words", ("反映内容（开头）", "words (beginning)")),
    )
)
_CASES = (
    ("status", "状态", "Status"),
    ("area", "区域", "Area"),
    ("category", "类别", "Category"),
    ("channel", "途径", "Channel"),
    ("whose", "谁在办", "Who has it"),
    ("mine", "我的", "Mine"),
    ("late", "只看超期", "Only overdue"),
    ("is_late", "超期", "Overdue"),
    ("urgent", "紧急", "Urgent"),
    ("since", "从", "From"),
    ("until", "到", "To"),
    ("number", "编号", "Number"),
    (
        "number_hint",
        "民情编号、流水号，或者外部编号。反映的内容是加密存的，搜不了。",
        "Number, serial, or number elsewhere. Words are sealed and cannot be searched.",
    ),
    ("by_phone", "按电话找", "Find by phone"),
    ("phone", "反映人的电话", "The reporter's phone"),
    (
        "phone_hint",
        "要写完整号码。查到的每一件都会记下是您查的。匿名的查不到。",
        "The whole number. Each case found notes that you looked. Anonymous ones are not found.",
    ),
    ("found", "这个电话反映过的", "Reported from this phone"),
    ("found_none", "这个电话在您管的范围里没有反映过。", "Nothing from this phone in your areas."),
    ("many", "{count} 件", "{count} cases"),
    ("over", "超过 {count} 件", "more than {count} cases"),
    ("none", "没有这样的民情。", "No such cases."),
    ("due", "期限", "Due"),
    ("words", "内容", "Words"),
    ("reported", "反映时间", "Reported"),
    ("clear", "不筛选", "Clear"),
    ("table", "民情列表", "List of cases"),
)
_ENTRY = (
    ("who", "谁反映的", "Who says it"),
    ("phone", "电话", "Phone"),
    ("name", "称呼", "Name"),
    ("earlier", "看这个电话以前的民情", "Show earlier cases of this phone"),
    ("earlier_title", "这个电话以前的民情", "Earlier cases of this phone"),
    (
        "same",
        "这个号码在网上是“{name}”的。和对方核对，是同一个人就勾上：进展会直接发给他。",
        "Online this number is {name}'s. Ask the caller; tick if it is them: they are told there.",
    ),
    ("is_same", "是同一个人", "It is them"),
    (
        "consent",
        "对方同意留下称呼和电话，用来办这件事、回访",
        "They agree that name and phone are kept, to handle this and to call back",
    ),
    (
        "consent_hint",
        "不同意就不勾：事情照样办，不留联系方式。",
        "Not agreed: it is handled all the same, without contact data.",
    ),
    ("own", "是我自己（信息员）看到的", "I saw it myself (informant)"),
    ("words", "反映的事", "What is it"),
    ("words_hint", "照对方的话写。", "In the caller's words."),
    ("place", "地点", "Place"),
    ("area", "归哪里", "Where it belongs"),
    ("by_words", "按地点自动认", "As the words say"),
    ("category", "类别", "Category"),
    ("by_guess", "按内容自动认", "As the words say"),
    ("channel", "途径", "Channel"),
    ("at", "反映时间（不填就是现在）", "When it was said (empty: now)"),
    ("urgent", "紧急", "Urgent"),
    ("private", "不对外公开", "Keep it private"),
    ("guess", "看一下自动认的", "Show the guesses"),
    ("guessed", "自动认：{category}，{area}", "Guessed: {category}, {area}"),
    ("no_area", "没有认出地点", "no place recognised"),
    ("file", "提交", "File it"),
    ("done", "已录好，请念给对方听", "Filed. Please read this out"),
    ("number", "编号", "Number"),
    ("code", "查询码", "Query code"),
    ("due", "最晚答复", "Answered by"),
    ("told", "已告诉", "Told"),
    ("told_nobody", "现在没有人能收到提醒，请打电话。", "Nobody can be told now; please call."),
    ("slip", "打印回执", "Print a slip"),
    ("next", "再录一件", "Enter another"),
    ("import_title", "导入民情", "Import cases"),
    ("open", "打开这一件", "Open it"),
    (
        "keep",
        "凭编号和查询码可以在网上查进度。查询码只显示这一次。",
        "With number and code one can follow it online. The code is shown only now.",
    ),
    ("danger", "先报警，再录：", "First call for help:"),
    ("slip_title", "受理回执", "Receipt"),
)
_CALLS = (
    ("back", "电话回访", "Calls after an answer"),
    ("asked", "请社区回电", "Asked to be called"),
    ("typing", "要写成文字的语音", "Voices to type out"),
    ("answer", "答复说的", "The answer"),
    ("contact", "查看电话", "Show the phone"),
    ("answered_at", "答复时间", "Answered"),
    ("asked_at", "请求时间", "Asked at"),
    ("record", "记下通话", "Note the call"),
    ("record_open", "打开，打完后答复", "Open, and answer after the call"),
    ("type", "写下来", "Save the words"),
    ("says", "语音里说的话", "What the voice says"),
    ("none", "没有要打的电话。", "No calls to make."),
    ("none_asked", "没有人请社区回电。", "Nobody asked to be called."),
    ("none_typing", "没有要写的语音。", "No voices to type out."),
    ("more", "还有 {count} 件，办完这些再显示。", "{count} more, shown once these are done."),
)
WORDS = {
    **page_words("case_list", _CASES),
    **page_words("entry", _ENTRY),
    **page_words("calls", _CALLS),
}
