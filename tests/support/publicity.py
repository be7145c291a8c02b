"""A case whose answer is put on notice, for tests of notices and objections."""

from sqlmodel import Session, select

from models.access import Role
from models.cases import Case
from models.categories import Category
from models.groups import GroupKind
from models.notices import Notice
from models.outbox import MessageState, OutMessage
from services.areas import areas
from services.casework import handling
from services.clock import SetClock
from services.delivery.messages import open_body
from services.groups import groups
from services.notices import notice_board, notice_words, notices
from services.texts.phrases import join_words
from tests.support.builders import MONDAY, an_account
from tests.support.offices import a_case, a_resident, a_worker
from tests.support.towns import a_town

ANSWER = "灯已换好，已电话告知李女士（13800138000），住3号楼2单元501室。"
MASKED = "灯已换好，已电话告知一位女士（138****8000），住3号楼某户。"


class Scene:
    """A case of a building that its grid manager answers, and who publishes."""

    def __init__(self, session: Session) -> None:
        a_town(session)
        self.session = session
        self.clock = SetClock(MONDAY)
        self.reporter = a_resident(session)
        self.manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
        self.clerk = a_worker(session, Role.CLERK, "XF", "孙洁")
        self.case = a_case(session, self.reporter, self.clock, "YG-3", category=Category.STREET)

    def answer(self, words: str = ANSWER, case: Case | None = None) -> Notice:
        """Answer a case; give the draft of its notice."""
        case = case or self.case
        handling.settle_case(self.session, case.id, self.manager, words, self.clock)
        found = notices.find_of_case(self.session, case)
        assert found is not None
        return found

    def publish(self, words: str = "灯已换好。", case: Case | None = None) -> Notice:
        """Answer a case and put its notice up."""
        notice = self.answer(words, case)
        return self.approve(notice)

    def approve(self, notice: Notice, who: int | None = None) -> Notice:
        """Put up what somebody has read as it stands now."""
        seen = notice_words.digest_of(notice)
        who = who or self.clerk
        return notices.approve_and_publish(self.session, notice.id, who, self.clock, seen)

    def on_board(self) -> list[int]:
        """Give what everybody may read."""
        found, _ = notice_board.list_in_force(self.session, None, self.clock)
        return [each.id for each in found]

    def group(self, kind: GroupKind = GroupKind.RESIDENTS, code: str = "XF-1") -> int:
        """Bind a group of the area; give its account."""
        account = an_account(self.session, "-100", is_group=True)
        place = areas.get_area(self.session, code)
        groups.bind(self.session, account.id, kind, [place], self.manager, self.clock)
        return account.id


def said_in(session: Session, account_id: int) -> list[str]:
    """Give what waits to be said in a group."""
    key = groups.find_own(session, account_id)
    assert key is not None
    address = groups.address_of(session, key)
    assert address is not None
    rows = session.exec(
        select(OutMessage).where(
            OutMessage.account_id == account_id, OutMessage.state == MessageState.WAITING
        )
    ).all()
    return [
        join_words(open_body(address.sealer, row.body).phrases)
        for row in rows
        if row.body is not None
    ]
