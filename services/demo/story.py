"""What has happened in the demonstration street: cases in every state a newcomer should see.

They are made by the same verbs as any other case, each at its own time. Only what a resident and
the program said to each other before a case was filed is written onto the screen here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlmodel import Session, select

from models.people import Account, Person
from services import facts
from services.areas.areas import full_name, get_area
from services.attachments import media
from services.casework import cases, handling, offers
from services.casework.cases import Filed, Report
from services.clock import Clock, SetClock, local
from services.delivery import outbox, screens
from services.delivery.messages import Choice, Saying
from services.delivery.screens import Shown
from services.demo.album import Album, find_scene
from services.reporters import feedback
from services.sealing import add_key
from services.texts import talk
from services.texts.casework import cases as texts
from services.texts.casework import reporting
from services.texts.phrases import Phrase, put_into_words, verbatim
from services.triage.triage import guess_category, guess_urgency


def tell(
    session: Session, clock: Clock, people: Mapping[str, int], show: Callable[[Clock], None]
) -> None:
    """Tell the story up to now.

    Args:
        session: the transaction.
        clock: tells when now is.
        people: ids of those who appear, by key.
        show: puts what was told onto the screens.
    """
    at = SetClock(clock.now(), clock.zone)
    story = _Story(session, at, people, show, clock.now(), Album(session))
    _solved(story)
    _in_hand(story)
    _asked(story)
    _returned(story)
    _waiting(story)


def _solved(story: "_Story") -> None:
    """A case that went the whole way."""
    story.on(6, time(9, 12))
    filed = story.report(
        "zhang", "荷花小区3号楼下面的垃圾桶满了三天没人清，味道很大。", "YSHF-HH-3"
    )
    story.on(6, time(10, 5))
    story.sign("li", filed)
    story.on(6, time(15, 40))
    story.answer("li", filed, "已请环卫清运，并把清运改成每天两次，早晚各一次。")
    story.on(6, time(18, 20))
    story.own("zhang", texts.SOLVED())
    zhang = story.people["zhang"]
    feedback.confirm_solved(story.session, filed.case_id, zhang, 1, story.clock)
    story.ours("zhang", texts.THANKS_SOLVED(number=filed.number))
    story.own("zhang", texts.VERY_SATISFIED())
    feedback.rate_case(story.session, filed.case_id, zhang, 1, 3, story.clock)
    story.ours("zhang", texts.RATED())


def _in_hand(story: "_Story") -> None:
    """A case that is being worked on."""
    story.on(3, time(19, 30))
    filed = story.report("chen", "桂园1号楼二单元的楼道灯不亮，晚上上楼看不见。", "YSHF-GY-1")
    story.on(2, time(9, 15))
    story.sign("zhou", filed)


def _asked(story: "_Story") -> None:
    """A case whose reporter is asked whether it is solved."""
    story.on(2, time(14, 20))
    filed = story.report("zhang", "荷花小区健身器材的螺丝松了，孩子玩着危险。", "YSHF-HH")
    story.on(2, time(16))
    story.sign("li", filed)
    story.on(1, time(15, 30))
    story.answer("li", filed, "器材已全部紧固，并换了两颗锈坏的螺丝，以后每月查一次。")


def _returned(story: "_Story") -> None:
    """A case that was given back."""
    story.before(170)
    returned = story.visit("桂园门口的公交站牌被撞歪了，怕倒下来。", "YSHF-GY")
    story.before(140)
    story.give_back("zhou", returned, "站牌归公交公司管，请社区转办。")


def _waiting(story: "_Story") -> None:
    """Cases that wait for somebody to look at them; none so urgent or old that it is overdue."""
    for before_now, words, place in (
        (110, "荷花小区西门的路面有个坑，电动车差点摔倒。", "YSHF-HH"),
        (80, "桂园2号楼楼下的快递柜把消防通道占了一半。", "YSHF-GY-2"),
        (40, "竹苑小区1号楼水压很小，早上烧饭都没水。", "YSLH-ZY-1"),
        (15, "梧桐路上新装的红绿灯，绿灯太短，老人过不完马路。", "YS"),
    ):
        story.before(before_now)
        story.visit(words, place)
    story.show(story.clock)


@dataclass(slots=True)
class _Story:
    """What is needed to tell it."""

    session: Session
    clock: SetClock
    people: Mapping[str, int]
    show: Callable[[Clock], None]
    ends: datetime
    album: Album
    lines: int = 0

    def on(self, days_ago: int, hour: time) -> None:
        """Show what was told up to now, and go on at an hour some days before the end."""
        self.show(self.clock)
        day = local(self.ends, self.clock).date() - timedelta(days=days_ago)
        self.clock.at = datetime.combine(day, hour, self.clock.zone)

    def before(self, minutes: int) -> None:
        """Show what was told up to now, and go on so many minutes before the end."""
        self.show(self.clock)
        self.clock.at = self.ends - timedelta(minutes=minutes)

    def report(self, who: str, words: str, place: str) -> Filed:
        """Somebody says and shows on their screen what troubles them; the case is filed."""
        photos = self._photograph(who, words, is_mended=False)
        self.own(who, verbatim(words))
        filed = self._file(self.people[who], words, place, photos)
        names = "、".join(filed.names)
        told = reporting.TOLD_NAMES(area=filed.area, names=names)
        filing = reporting.FILED(
            number=filed.number, receipt=filed.receipt, who=told, due=filed.due
        )
        phone = facts.office_phone(self.session)
        self.ours(who, filing, talk.PHONE_BELOW(phone=phone))
        return filed

    def visit(self, words: str, place: str) -> Filed:
        """Somebody without an account tells the community, which files it for them."""
        key_id, _ = add_key(self.session)
        now = self.clock.now()
        visitor = Person(key_id=key_id, consented_at=now, created_at=now)
        self.session.add(visitor)
        self.session.flush()
        return self._file(visitor.id, words, place)

    def sign(self, who: str, filed: Filed) -> None:
        """A worker takes a case on."""
        self.own(who, texts.SIGN())
        handling.sign_case(self.session, filed.case_id, self.people[who], self.clock)
        case = cases.get_case(self.session, filed.case_id)
        signed = texts.SIGNED(number=filed.number, due=filed.due)
        self.ours(who, signed, choices=offers.to_handle(case))

    def answer(self, who: str, filed: Filed, words: str) -> None:
        """A worker answers a case, with a photo."""
        self.own(who, texts.ANSWER())
        self.ours(who, texts.ANSWER_WHAT(number=filed.number))
        photos = self._photograph(who, words, is_mended=True)
        self.own(who, verbatim(words))
        case = cases.get_case(self.session, filed.case_id)
        media.attach(self.session, photos, case, self.clock, to_reporter=True)
        handling.answer_case(self.session, filed.case_id, self.people[who], words, self.clock)
        self.ours(who, texts.ANSWER_SENT(number=filed.number))

    def give_back(self, who: str, filed: Filed, reason: str) -> None:
        """A worker gives a case back."""
        self.own(who, texts.RETURN())
        self.ours(who, texts.RETURN_WHY(number=filed.number))
        self.own(who, verbatim(reason))
        handling.return_case(self.session, filed.case_id, self.people[who], reason, self.clock)
        self.ours(who, texts.RETURNED(number=filed.number))

    def own(self, who: str, said: Phrase) -> None:
        """Write onto somebody's screen what they said, or the newest button so labelled."""
        self.show(self.clock)
        account = self._account_of(who)
        label = put_into_words(said)
        pressed = screens.find_token(self.session, account, label) or ""
        self._write(account, Shown(label, pressed=pressed))

    def ours(self, who: str, *phrases: Phrase, choices: tuple[Choice, ...] = ()) -> None:
        """Tell somebody what the dialogue would have said."""
        saying = Saying(phrases, choices)
        outbox.tell(self.session, self.people[who], saying, self.clock)

    def _photograph(self, who: str, words: str, *, is_mended: bool) -> Sequence[int]:
        """Put a photo onto the screen of whoever sends one; give it."""
        self.show(self.clock)
        scene = find_scene(words)
        kept = self.album.take(scene, self.people[who], self.clock, is_mended=is_mended)
        for _, content in media.list_stored(self.session, kept):
            self._write(self._account_of(who), Shown("", pictures=(content,)))
        return kept

    def _account_of(self, who: str) -> Account:
        theirs = select(Account).where(Account.person_id == self.people[who])
        return self.session.exec(theirs).one()

    def _write(self, account: Account, shown: Shown) -> None:
        self.lines += 1
        source = f"story.{self.lines}"
        screens.append_line(self.session, account, source, shown, self.clock, is_ours=False)

    def _file(self, reporter_id: int, words: str, place: str, photos: Sequence[int] = ()) -> Filed:
        area = get_area(self.session, place)
        report = Report(
            reporter_id,
            words,
            place=full_name(self.session, area),
            area_id=area.id,
            category=guess_category(words),
            is_urgent=guess_urgency(words),
            attachments=photos,
        )
        return cases.report_case(self.session, report, self.clock)
