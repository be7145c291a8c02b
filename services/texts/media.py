"""What is said about photos and voices."""

from services.texts.phrases import Template

PHOTOS = Template("media.photos", "照片 {count} 张", "photos: {count}")
VOICES = Template(
    "media.voices", "语音 {count} 段（{seconds} 秒）", "voice messages: {count} ({seconds} s)"
)
VOICES_UNTIMED = Template("media.voices_untimed", "语音 {count} 段", "voice messages: {count}")
AND = Template("media.and", "{first}，{second}", "{first}, {second}")
MISSING = Template("media.missing", "没能收到的 {count} 个", "{count} that could not be received")
FROM_REPORTER = Template(
    "media.from_reporter", "{number} 反映人发来：{what}。", "{number} from the reporter: {what}."
)
FROM_OFFICE = Template(
    "media.from_office", "{number} 社区发来：{what}。", "{number} from the community: {what}."
)
PHOTO_UNREADABLE = Template(
    "media.photo_unreadable",
    "有一张照片打不开，没有收下。",
    "One photo could not be opened and was not taken.",
)
VOICE_UNREADABLE = Template(
    "media.voice_unreadable",
    "有一段语音打不开，没有收下。",
    "One voice message could not be opened and was not taken.",
)
PHOTO_LOST = Template(
    "media.photo_lost", "有一张照片没能收到。", "One photo could not be received."
)
VOICE_LOST = Template(
    "media.voice_lost", "有一段语音没能收到。", "One voice message could not be received."
)
STILL_HANDLED = Template(
    "media.still_handled",
    "您反映的事照常办理。",
    "What you reported is being handled all the same.",
)
SEND_AGAIN = Template(
    "media.send_again",
    "可以再发一次，也可以用文字说。",
    "You can send it once more, or say it in words.",
)
