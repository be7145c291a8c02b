"""Whatever somebody has to do with is left behind when they are erased, and every file says so."""

import re
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from models.access import Role
from models.cases import Case, Outcome, Status
from models.errors import Conflict, NotAllowed
from models.following import Follower
from models.media import Attachment, MediaKind
from models.notices import Notice, NoticeState, Objection, ObjectionState
from models.timeline import Act
from services.areas import areas
from services.case_files import contacts, timeline
from services.clock import SetClock
from services.erasing import erased_cases, erasure
from services.identity import people
from services.identity.people import Contact
from services.office import access
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import WORDS, a_case, a_resident, a_worker, acts_of
from tests.support.senders import sent
from tests.support.towns import a_person, a_town

CLOCK = SetClock(MONDAY)
ROOT = Path(__file__).parents[3]

MASKED = {
    "打138 1234 5678": "打□□",
    "电话0571-88886666转3": "电话□□转3",
    "身份证11010519491231002X。": "身份证□□。",
    "卡号6222 0200 0000 0000 123": "卡号□□",
    "邮箱zhang.san@example.com": "邮箱□□",
    "我是张三，3号楼2单元501室": "我是□□，3号楼2单元501室",
    "2026年11月16日漏了120升": "2026年11月16日漏了120升",
}


@pytest.mark.parametrize(("words", "masked"), MASKED.items())
def test_what_says_who_somebody_is_is_taken_out(words: str, masked: str) -> None:
    assert erased_cases.mask(words, Contact("张三", "")) == masked


def an_objection(session: Session, case: Case, person_id: int, state: ObjectionState) -> None:
    notice = session.exec(select(Notice).where(Notice.case_id == case.id)).first() or Notice(
        area_id=case.area_id,
        case_id=case.id,
        title="公示",
        words="已办",
        state=NoticeState.PUBLISHED,
        drafted_at=MONDAY,
    )
    session.add(notice)
    session.flush()
    key_id, sealer = people.key_of(session, person_id)
    session.add(
        Objection(
            notice_id=notice.id,
            person_id=person_id,
            key_id=key_id,
            words=sealer.seal("没修好"),
            state=state,
            made_at=MONDAY,
        )
    )
    session.flush()


def test_who_follows_or_objects_leaves_those_files_too(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang, li, zhao = (a_resident(session, it) for it in ("张三", "李四", "赵五"))
        case, other = a_case(session, zhang, CLOCK), a_case(session, zhang, CLOCK)
        session.add(Follower(case_id=case.id, person_id=li, since=MONDAY))
        session.flush()
        an_objection(session, other, li, ObjectionState.OPEN)
        an_objection(session, other, zhao, ObjectionState.OPEN)
        erasure.erase_absent(session, li, CLOCK)
        for each in (case, other):
            session.refresh(each)
            assert acts_of(session, each)[-1] is Act.ERASED
            assert timeline.is_intact(session, each)
            assert (each.reporter_id, each.status) == (zhang, Status.SUBMITTED)
        assert session.exec(select(Follower.until)).all() == [MONDAY]
        assert session.exec(select(Objection.person_id)).all() == [zhao]


def test_who_has_no_account_is_erased_with_what_was_entered_for_them(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk, nobody = a_worker(session, Role.CLERK, "XF"), a_person(session)
        people.set_name(session, nobody, "钱六")
        case = a_case(session, nobody, CLOCK)
        case.entered_by_id = clerk
        (letter,) = sent(session, clerk, MediaKind.PHOTO)
        (evidence,) = sent(session, clerk, MediaKind.PHOTO)
        for number, is_ours in ((letter, False), (evidence, True)):
            row = session.get_one(Attachment, number)
            row.case_id, row.is_for_reporter = case.id, is_ours
        erasure.erase_absent(session, nobody, CLOCK)
        assert people.contact_of(session, nobody) == Contact("", "")
        assert list(session.exec(select(Attachment.id))) == [evidence]
        session.refresh(case)
        assert (case.outcome, acts_of(session, case)[-1]) == (Outcome.WITHDRAWN, Act.ERASED)
        assert timeline.is_intact(session, case)
        lines = case.line_count
        erasure.erase_absent(session, nobody, CLOCK)  # said twice
        session.refresh(case)
        assert case.line_count == lines


def test_who_holds_a_role_is_not_erased(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        with pytest.raises(Conflict, match="has_role"):
            erasure.erase_absent(session, wang, CLOCK)
        grid = areas.get_area(session, "XF-1")
        access.dismiss(session, wang, Role.GRID_MANAGER, grid, CLOCK)
        erasure.erase_absent(session, wang, CLOCK)


def test_words_that_may_stay_are_sealed_under_the_key_of_the_case(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        case = a_case(session, zhang, CLOCK)
        erasure.erase_absent(session, zhang, CLOCK, goes_on=True)
        session.refresh(case)
        assert timeline.first_told(session, case) == {"words": WORDS, "place": "三号楼"}
        used = "SELECT key_id FROM timeline WHERE act = 'erased'"
        assert session.connection().execute(text(used)).scalars().all() == [case.key_id]


def test_nobody_sees_again_what_they_never_pressed_to_see(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        case = a_case(session, a_resident(session), CLOCK)
        wang, clerk = (
            a_worker(session, Role.GRID_MANAGER, "XF-1"),
            a_worker(session, Role.CLERK, "XF"),
        )
        with pytest.raises(NotAllowed):
            contacts.view_again(session, case.id, wang)
        contacts.view(session, case.id, clerk, CLOCK)
        with pytest.raises(NotAllowed):
            contacts.view_again(session, case.id, wang)
        assert contacts.view_again(session, case.id, clerk).name == "张三"
        with pytest.raises(NotAllowed):
            contacts.list_views(session, case, clerk)


READERS = {
    "bot/cli/duty.py",  # the names of staff
    "handlers/office/duty.py",  # the names of staff
    "handlers/people/people.py",  # one's own
    "services/casework/alerts.py",  # the names of staff, on show
    "services/tables/case_export.py",  # the names of staff
    "services/case_files/contacts.py",
    "services/office/duty.py",  # the names of staff
    "services/casework/entering.py",  # masked, to tell two people apart
    "services/erasing/erased_cases.py",  # to take it out
    "services/identity/desk.py",  # the names of staff
    "services/identity/links.py",  # one's own, masked
    "services/identity/merging.py",
    "services/identity/people.py",
    "services/serving/parts.py",  # the names of members, for staff
    "services/casework/recusal.py",  # the names of staff
    "services/reporters/reporters.py",  # to tell two people apart
    "services/office/roster.py",  # the names of staff
    "services/open311/filing.py",  # what the system itself handed in
    "services/office/staff.py",  # for the operator, masked
    "services/casework/transfers.py",  # to keep it out of a letter
    "services/case_offers/offer_words.py",  # to keep it out of what members read
    "services/members/member_contacts.py",  # a member's phone, by a press that is written down
    "services/tables/post_export.py",  # for the operator
}
NAMES_OF_MEMBERS = {
    "bot/cli/members.py",
    "handlers/members/enrolling.py",
    "handlers/members/member_cards.py",
    "handlers/members/pledges.py",
    "handlers/members/roll.py",
    "handlers/serving/weeks.py",
    "services/casework/assigning.py",
    "services/erasing/erased_names.py",
    "services/erasing/erasure.py",
    "services/members/correcting.py",
    "services/members/enrolment_notes.py",
    "services/members/profile.py",
    "services/members/touch.py",
    "services/office/staff_names.py",
    "services/points/certificates.py",
    "services/points/member_cards.py",
    "services/points/pledges.py",
    "services/posts/claim_messages.py",
    "services/tables/activity_import.py",
}
"""The names alone of those who serve, for the office and for themselves."""

_MORE_THAN_A_NAME = re.compile(r"\bcontact_of\((?:[^()]|\([^()]*\))*\)(?!\.name\b)")


def test_contact_data_is_read_in_one_place_and_where_it_is_no_residents() -> None:
    """A new way to see contact data of a resident goes through services/case_files/contacts.py."""
    found = {
        file.relative_to(ROOT).as_posix()
        for folder in ("bot", "handlers", "scheduler", "services", "web")
        for file in (ROOT / folder).rglob("*.py")
        if re.search(r"\bcontact_of\(", file.read_text("utf-8"))
    }
    assert found == READERS | NAMES_OF_MEMBERS


def test_of_those_who_serve_the_name_alone_is_read() -> None:
    more = [
        file
        for file in NAMES_OF_MEMBERS
        if _MORE_THAN_A_NAME.search((ROOT / file).read_text("utf-8"))
    ]
    assert more == []
