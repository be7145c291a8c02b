"""Tables that are imported at the desk: handing one in, looking at it, pressing 导入."""

from services.texts.pages.page_words import page_words
from services.texts.phrases import Template

IMPORTED = Template(
    "import_pages.imported",
    "已导入：新增 {added}，修改 {changed}，不变 {unchanged}。",
    "Imported: {added} new, {changed} changed, {unchanged} as they were.",
)

WORDS = page_words(
    "import",
    (
        (
            "how",
            "选一张 csv 或 xlsx 表（3000 行、512 KB 以内）。先看会怎么改，再点“导入”才存。",
            "A csv or xlsx table of up to 3,000 rows, 512 KB. You see what it would do first.",
        ),
        ("columns", "表里的列", "Columns of the table"),
        ("column", "列名", "Column"),
        ("also", "也可以写成", "May also be called"),
        ("needed", "必须有", "Needed"),
        ("optional", "可以没有", "Optional"),
        ("file", "表格文件", "The table"),
        ("look", "先看看", "Look at it first"),
        ("other", "换一张表", "Another table"),
        ("missing", "还没有选文件。", "No file was chosen yet."),
        ("empty", "这个文件是空的，里面没有表。", "This file is empty."),
        ("first_rows", "读到的前 {count} 行", "The first {count} rows as they were read"),
        ("too_large", "文件超过 512 KB，请分成几张表。", "More than 512 KB: please split it."),
        ("preview", "会这样改", "What it would do"),
        ("not_yet", "还没有存。", "Nothing is stored yet."),
        ("added", "新增", "New"),
        ("changed", "修改", "Changed"),
        ("unchanged", "不变", "As they were"),
        ("faults", "要改的地方", "To be mended"),
        (
            "fault_count",
            "{count} 处要改，改好再选一次；现在什么也不会存。",
            "{count} to be mended; please mend the table and choose it again. Nothing is stored.",
        ),
        ("remarks", "请留意", "Please note"),
        ("extra", "没有用到的列：{columns}", "Columns not used: {columns}"),
        ("row", "行", "Row"),
        ("whole", "整张表", "The table"),
        ("what", "说明", "Remark"),
        ("more", "……还有 {count} 处。", "… and {count} more."),
        ("go", "导入", "Import"),
        ("nothing", "和现在的一样，没有要改的。", "All is as it was; nothing to change."),
    ),
)
