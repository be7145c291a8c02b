"""What stands on the page on which one follows a case by its query code (查询码)."""

from services.texts.pages.page_words import page_words

WORDS = page_words(
    "follow",
    (
        ("name", "查我的民情", "Follow my case"),
        (
            "how",
            "输入查询码（8 位字母和数字，在您收到的编号后面），看办到哪一步。",
            "Enter the query code (8 letters and digits, after the number you were given).",
        ),
        ("code", "查询码", "Query code"),
        ("look", "查一查", "Look"),
        (
            "careful",
            "谁有查询码，谁就能看到这一页、替您点下面的按钮，请收好。",
            "Whoever has the code sees this page and can press these buttons: keep it safe.",
        ),
        ("steps", "五步", "The five steps"),
        ("who", "谁在办", "Who has it"),
        ("nobody", "正在安排", "being arranged"),
        ("due", "最迟哪天答复", "Answered by"),
        ("reported", "什么时候说的", "Reported"),
        ("said", "您说的", "What you said"),
        ("gone", "原话已按您的意思删除。", "Your words were deleted, as you wished."),
        ("place", "地点", "Place"),
        ("photo_own", "照片 {number}（您发来的）", "Photo {number}, from you"),
        ("photo_office", "照片 {number}（办理人拍的）", "Photo {number}, from the office"),
        ("merged", "已和 {number} 合在一起办。", "It is handled together with {number}."),
        (
            "merged_private",
            "已和别的一件合在一起办，那一件不公开。",
            "It is handled together with another case, which is not public.",
        ),
        ("notice", "答复正在公示，到 {day} 为止。", "The answer is on public notice until {day}."),
        ("past", "经过", "What happened"),
        ("again", "第 {round} 次办理", "Round {round}"),
        ("do", "您要说什么", "What would you like to say?"),
        ("supplement", "补充一句", "Add words"),
        ("words", "写在这里", "Write here"),
        ("send", "补充", "Add"),
        ("urge", "催一下", "Please hurry"),
        ("stop", "不用办了", "Stop it"),
        ("withdraw", "撤回", "Withdraw"),
        ("all_well", "已经好了", "It is all right now"),
        (
            "stop_what",
            "撤回以后不再办理，编号作废。",
            "Nothing more will be done after that, and the number ends.",
        ),
        ("asked", "请问解决了吗？", "Is it solved?"),
        ("solved", "解决了", "Solved"),
        ("not_solved", "没解决", "Not solved"),
        ("nobody_came", "没人联系我", "Nobody was in touch"),
        ("missing", "还差什么（可以不写）", "What is missing (may be left out)"),
        ("rate", "您满意吗？", "Are you satisfied?"),
        ("very", "满意", "Satisfied"),
        ("fairly", "基本满意", "Fairly satisfied"),
        ("not", "不满意", "Not satisfied"),
        ("why_not", "哪里不好（可以不写）", "What was not good (may be left out)"),
        ("dispute", "不同意", "I do not agree"),
        ("dispute_why", "为什么不同意（可以不写）", "Why not (may be left out)"),
        (
            "no_deeds",
            "现在没有要您点的。有事随时打电话，或在聊天里说。",
            "There is nothing for you to press now. Call at any time, or say it in the chat.",
        ),
        ("print", "打印这一页", "Print this page"),
        ("proof", "核对档案有没有被改过", "Check that the file was not changed"),
        (
            "proof_how",
            (
                "档案一行连着一行，每行都带着上一行的指纹。您的浏览器自己重新算一遍；把现在的指纹"
                "记下来，以后还能对。为了能核对，浏览器也拿到每行的时间、做了什么、谁办的"
                "（只是编号，没有姓名）；社区内部写的话拿不到。"
            ),
            (
                "Each line carries the fingerprint of the line before. Your browser computes them "
                "again; write down today's fingerprint to compare it later. For that it also "
                "gets when each line was written, what was done, and by whom (a number, no name); "
                "never the office's own words."
            ),
        ),
        ("check", "让浏览器核对", "Have the browser check"),
        ("fingerprint", "现在的指纹", "Fingerprint now"),
        ("before", "以前记下的指纹（可以不填）", "A fingerprint from before (may be left out)"),
        (
            "intact",
            "没有被改过：{count} 行都对得上。",
            "Unchanged: all {count} lines fit.",
        ),
        (
            "broken",
            "第 {seq} 行对不上。请打社区电话，把指纹报给他们。",
            "Line {seq} does not fit. Please call the office and read them the fingerprint.",
        ),
        (
            "known",
            "以前的指纹也对上了，是第 {seq} 行时的。",
            "The earlier fingerprint fits, as of line {seq}.",
        ),
        ("unknown", "以前的指纹对不上，请核对一下。", "The earlier fingerprint does not fit."),
        (
            "no_crypto",
            "这个浏览器算不了（要用 https 打开）。",
            "This browser cannot compute it (it needs https).",
        ),
        ("done_supplement", "记下了，已转给办事的人。", "Noted, and passed on."),
        ("done_urge", "已替您催了。", "We asked them to hurry."),
        ("done_withdraw", "已撤回。有事随时再说。", "Withdrawn."),
        ("done_all_well", "记下了，不再办理。", "Noted; nothing more will be done."),
        ("done_solved", "谢谢您。我们再看 30 天，又有问题说一声就行。", "Thank you."),
        ("done_not_solved", "重新办理，编号不变。", "It is handled again."),
        ("done_nobody_came", "重新办理，编号不变。", "It is handled again."),
        ("done_rate", "记下了，谢谢您。", "Noted, thank you."),
        ("done_dispute", "已请街道重新看。", "The street office looks at it again."),
        (
            "strange",
            "这一下不是从这一页点的，没有做任何改动。请刷新再点。",
            "This did not come from this page; nothing was changed. Please refresh.",
        ),
    ),
)
PROOF_WORDS = ("intact", "broken", "known", "unknown", "no_crypto")
"""Those that the script says."""
