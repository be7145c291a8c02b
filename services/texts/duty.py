"""What is said about who is away, who stands in, and who is on duty."""

from services.texts.phrases import Template

TO_DO = Template("duty.to_do", "待办", "To do")
AWAY = Template("duty.away", "我不在", "I am away")
BACK = Template("duty.back", "我回来了", "I am back")
WHO_STANDS_IN = Template(
    "duty.who_stands_in", "您不在的时候，谁代班？", "Who stands in for you while you are away?"
)
NOBODY_STANDS_IN = Template("duty.nobody_stands_in", "没有人代班", "Nobody")
UNTIL_WHEN = Template("duty.until_when", "到什么时候？", "Until when?")
TODAY = Template("duty.today", "今天", "Today")
THREE_DAYS = Template("duty.three_days", "三天", "Three days")
A_WEEK = Template("duty.a_week", "一周", "A week")
WRITE_DATE = Template("duty.write_date", "写日期", "Another date")
WHICH_DATE = Template(
    "duty.which_date",
    "最后一天是几月几日？例如：12月5日",
    "What is the last day? For example: 12-5",
)
DATE_UNKNOWN = Template(
    "duty.date_unknown",
    "没看懂。请写今天或以后、一年之内的一天，例如：12月5日",
    "Please write a day from today on, within a year, for example: 12-5",
)
DONE = Template(
    "duty.done",
    "记下了：{until}前由{name}代班，要办的事先给{name}。回来早了，选“我回来了”。",
    "Noted: {name} stands in for you until {until} and gets what is to be done. If you are "
    "back earlier, choose “I am back”.",
)
DONE_ALONE = Template(
    "duty.done_alone",
    "记下了：{until}前不再提醒您，要办的事先给同事和上级。回来早了，选“我回来了”。",
    "Noted: until {until} you are not told; colleagues and those above get what is to be "
    "done. If you are back earlier, choose “I am back”.",
)
WELCOME_BACK = Template(
    "duty.welcome_back", "欢迎回来。要办的事又给您了。", "Welcome back. You are told again."
)
WAS_HERE = Template("duty.was_here", "您没有登记过不在。", "You were not noted as away.")
YOU_ARE_BACK = Template(
    "duty.you_are_back",
    "登记的时间到了，要办的事又给您了。还没回来，请再说“我不在”。",
    "The time you were away for is over; you are told again. If you are still away, please "
    "write “/away”.",
)
YOU_STAND_IN = Template(
    "duty.you_stand_in",
    "{name}不在，{until}前由您代班：其网格和手上的事先给您。",
    "{name} is away; until {until} you stand in and get what is theirs.",
)
STOOD_IN = Template(
    "duty.stood_in",
    "{name}回来了，您的代班到此为止。辛苦了。",
    "{name} is back; you no longer stand in. Thank you.",
)
