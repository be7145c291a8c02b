"""What is said of photos, voices and other things while a conversation goes on."""

from services.texts.phrases import Template

A_PHOTO = Template("attached.a_photo", "照片", "the photo")
WHAT_IS_IT = Template(
    "attached.what_is_it",
    "{what}收到了。这是什么事，在哪里？",
    "Received: {what}. What is wrong, and where?",
)
WITH_WORDS = Template("attached.with_words", "{words}\n{what}", "{words}\n{what}")
VOICE_ALONE = Template(
    "attached.voice_alone", "（语音，{seconds} 秒）", "(voice message, {seconds} s)"
)
VOICE_UNTIMED = Template("attached.voice_untimed", "（语音）", "(voice message)")
ALONE = Template("attached.alone", "（{what}）", "({what})")
IS_IT_ABOUT = Template(
    "attached.is_it_about",
    "{what}收到了。说的是 {number} 吗？",
    "Received: {what}. Is it about {number}?",
)
ANYTHING_MORE = Template(
    "attached.anything_more",
    "{what}收到了。还要补充什么？没有的话，请选“就这些”。",
    "Received: {what}. Anything to add? If not, please choose “That is all”.",
)
ANYTHING_TO_ANSWER = Template(
    "attached.anything_to_answer",
    "{what}收到了，会一起发给反映人。齐了请选“就这些”。",
    "Received: {what}. It goes to the reporter too. When complete, choose “That is all”.",
)
THAT_IS_ALL = Template("attached.that_is_all", "就这些", "That is all")
RESULT_TOO = Template(
    "attached.result_too",
    "{what}收到，请再写一句结果。",
    "Received: {what}. Please also write one sentence on the result.",
)
WORD_TOO = Template(
    "attached.word_too",
    "{what}收到，请再写一句话。",
    "Received: {what}. Please also write one sentence.",
)
NO_MORE = Template(
    "attached.no_more",
    "一件事最多 {limit} 张照片和语音，再多的没有收。前面的都在，请接着办。",
    "At most {limit} photos and voice messages for one matter; more were not taken. "
    "The others are all here, please go on.",
)
NOT_HERE = Template(
    "attached.not_here",
    "这里用不上照片和语音，没有收。",
    "Photos and voice messages are of no use here and were not taken.",
)
NO_FILES = Template(
    "attached.no_files",
    "这种文件收不了，请拍照片，或用文字、语音说。",
    "This kind of file cannot be taken. Please take a photo, or say it in words or by voice.",
)
NO_STICKERS = Template(
    "attached.no_stickers",
    "收到。有什么事，直接说就行，也可以发照片、语音。",
    "Received. Just say what is wrong; photos and voice messages are fine too.",
)
TYPE_OUT = Template("attached.type_out", "写成文字", "Put into words")
TYPE_WHAT = Template(
    "attached.type_what",
    "{number} 的语音里说了什么？请照原话写下来。",
    "What does the voice message of {number} say? Please write it down as it was said.",
)
TYPED = Template(
    "attached.typed",
    "{number} 的语音写成文字了，反映人也看得到。",
    "The voice message of {number} is in words now; its reporter can see them too.",
)
TYPED_FOR_OWNER = Template(
    "attached.typed_for_owner",
    "{number} 的语音，{name}写成了文字：\n{words}",
    "{name} put the voice message of {number} into words:\n{words}",
)
AS_TYPED = Template("attached.as_typed", "语音里说：{words}", "The voice message says: {words}")
