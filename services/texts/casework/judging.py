"""What is said when a reporter is not satisfied, or an answer is being done again already."""

from services.texts.phrases import Template

WHY_UNSATISFIED = Template(
    "judging.why_unsatisfied",
    "记下了。哪里不满意？说一句，或选“跳过”。",
    "Noted. What was not good? Please say it, or choose “Skip”.",
)
UNSATISFIED_BECAUSE = Template(
    "judging.unsatisfied_because",
    "{number} 反映人不满意：\n{words}",
    "{number} the reporter is not satisfied:\n{words}",
)
