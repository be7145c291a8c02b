"""What is said about photos and voices."""

from services.texts.phrases import Template

PHOTOS = Template("media.photos", "照片 {count} 张")
VOICES = Template("media.voices", "语音 {count} 段（{seconds} 秒）")
AND = Template("media.and", "{first}，{second}")
