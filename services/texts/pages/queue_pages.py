"""The first page of the desk: what waits (待办)."""

from services.texts.pages.page_words import page_words

WORDS = page_words(
    "queue",
    (
        ("overdue", "已超期", "Overdue"),
        ("today", "今天到期", "Due today"),
        ("unsigned", "待签收", "To be signed"),
        ("total", "一共", "In all"),
        ("cases", "等您办的", "Waiting for you"),
        ("others", "还有这些", "Also waiting"),
        ("none", "现在没有等您办的事。", "Nothing waits for you now."),
        ("urgent", "紧急", "urgent"),
        ("urged", "在催", "urged"),
        ("late", "已超期", "overdue"),
        ("disputed", "不同意不受理", "declining disputed"),
        ("owner", "承办：{name}", "With {name}"),
        ("free", "没有人接", "With nobody"),
        ("count", "共 {count} 件", "{count} in all"),
    ),
)
