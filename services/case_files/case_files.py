"""The whole file of a case (一号一档), for whoever of the office may see it: no contact data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Action
from models.case_offers import CaseOffer
from models.cases import Case
from models.errors import NotFound
from models.figures import Exclusion
from models.media import Attachment, AttachmentState, MediaKind
from models.notices import Notice, Objection
from models.timeline import Act
from models.units import TransferLetter
from services.areas import areas
from services.attachments.shelf import shelf_of
from services.case_files import contacts, file_lines, timeline
from services.case_files.contacts import View
from services.case_files.file_lines import FileLine
from services.casework import alerts, assigning, cases, permits
from services.clock import Clock
from services.figures import exclusions
from services.notices import objections
from services.office import staff_names
from services.office.units import unit_of
from services.reporters import followers
from services.sealing import Unreadable, sealer_of


class NoticeLine(NamedTuple):
    """A notice with what was objected to it: words, and the answer."""

    notice: Notice
    objections: Sequence[tuple[Objection, str]]


class LetterLine(NamedTuple):
    """A letter: to whom, what it says, and when it went out."""

    letter: TransferLetter
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that stands in the file of a case.

    Args:
        case: whose file it is.
        words: the reporter's, first.
        place: where.
        typed: what voices say, put into words.
        area: in full.
        owner: who has it, as others read it; empty for nobody.
        unit: that has it; empty for none.
        entered_by: who wrote it down for the reporter; empty for nobody.
        lines: all that happened.
        media: photos and voices, stored or waited for.
        notices: with objections.
        letters: to outside bodies.
        offers: put before members, the newest last.
        exclusion: an appeal to leave it out, and why.
        followers: how many follow it.
        parent: what it was merged into.
        previous: the case of theirs before.
        children: merged into it.
        views: who saw contact data; None when this person does not oversee.
        is_late: whether it is not answered and past its day.
        is_intact: whether the chain of its records holds.
    """

    case: Case
    words: str
    place: str
    typed: Sequence[str]
    area: str
    owner: str
    unit: str
    entered_by: str
    lines: Sequence[FileLine]
    media: Sequence[Attachment]
    notices: Sequence[NoticeLine]
    letters: Sequence[LetterLine]
    offers: Sequence[CaseOffer]
    exclusion: tuple[Exclusion, str] | None
    followers: int
    parent: Case | None
    previous: Case | None
    children: Sequence[Case]
    views: Sequence[View] | None
    is_late: bool
    is_intact: bool


def find_for(session: Session, number: str, person_id: int) -> Case:
    """Find a case by its number for somebody of the office.

    Raises:
        NotFound: there is none, or not for them; which of the two is not said.
    """
    case = cases.find_by_number(session, number)
    if case is None or not permits.may(session, person_id, Action.VIEW_CASE, case):
        raise NotFound("case_unknown")
    return case


def read(session: Session, number: str, person_id: int, clock: Clock) -> CaseFile:
    """Give the whole file.

    Raises:
        NotFound: case_unknown.
    """
    case = find_for(session, number, person_id)
    words, place = alerts.words_of(session, case)
    appeal = exclusions.find(session, case.id)
    oversees = permits.may(session, person_id, Action.OVERSEE, case)
    who = case.entered_by_id
    return CaseFile(
        case=case,
        words=words,
        place=place,
        typed=timeline.words_of(session, case, Act.TRANSCRIBED),
        area=areas.full_name(session, areas.area_of(session, case.area_id)),
        owner="" if case.owner_id is None else assigning.holder_in_full(session, case),
        unit="" if case.unit_id is None else unit_of(session, case.unit_id).name,
        entered_by="" if who is None else staff_names.name_of(session, who),
        lines=file_lines.list_in_words(session, case),
        media=_list_media(session, case),
        notices=_list_notices(session, case),
        letters=_list_letters(session, case),
        offers=_list_offers(session, case),
        exclusion=None if appeal is None else (appeal, exclusions.reason_of(session, case)),
        followers=followers.count_followers(session, case.id),
        parent=_seen(session, case.merged_into_id, person_id),
        previous=_seen(session, case.previous_id, person_id),
        children=_list_children(session, case, person_id),
        views=contacts.list_views(session, case, person_id) if oversees else None,
        is_late=cases.is_late(case, clock),
        is_intact=timeline.is_intact(session, case),
    )


def find_media(
    session: Session, number: str, attachment_id: int, person_id: int
) -> tuple[MediaKind, bytes]:
    """Give one photo or voice of a case.

    Raises:
        NotFound: case_unknown, or it is not there.
    """
    case = find_for(session, number, person_id)
    row, shelf = session.get(Attachment, attachment_id), shelf_of(session)
    if row is None or shelf is None or row.case_id != case.id or not row.content:
        raise NotFound("case_unknown")
    return row.kind, shelf.get(row.content)


def _seen(session: Session, case_id: int | None, person_id: int) -> Case | None:
    case = None if case_id is None else session.get(Case, case_id)
    if case is None or not permits.may(session, person_id, Action.VIEW_CASE, case):
        return None
    return case


def _list_children(session: Session, case: Case, person_id: int) -> Sequence[Case]:
    return [
        each
        for each in followers.list_children(session, case.id)
        if permits.may(session, person_id, Action.VIEW_CASE, each)
    ]


def _list_media(session: Session, case: Case) -> Sequence[Attachment]:
    kept = (AttachmentState.STORED, AttachmentState.WAITING)
    return session.exec(
        select(Attachment)
        .where(Attachment.case_id == case.id, col(Attachment.state).in_(kept))
        .order_by(col(Attachment.id))
    ).all()


def _list_notices(session: Session, case: Case) -> Sequence[NoticeLine]:
    found = session.exec(
        select(Notice).where(Notice.case_id == case.id).order_by(col(Notice.id))
    ).all()
    objected = session.exec(
        select(Objection)
        .where(col(Objection.notice_id).in_([it.id for it in found]))
        .order_by(col(Objection.id))
    ).all()
    return [
        NoticeLine(
            notice,
            [
                (it, objections.words_of(session, it))
                for it in objected
                if it.notice_id == notice.id
            ],
        )
        for notice in found
    ]


def _list_letters(session: Session, case: Case) -> Sequence[LetterLine]:
    found = session.exec(
        select(TransferLetter)
        .where(TransferLetter.case_id == case.id)
        .order_by(col(TransferLetter.id))
    ).all()
    return [LetterLine(it, unit_of(session, it.unit_id).name, _open(session, it)) for it in found]


def _open(session: Session, letter: TransferLetter) -> str:
    try:
        return sealer_of(session, letter.key_id).open(letter.body)
    except Unreadable:
        return ""


def _list_offers(session: Session, case: Case) -> Sequence[CaseOffer]:
    return session.exec(
        select(CaseOffer).where(CaseOffer.case_id == case.id).order_by(col(CaseOffer.id))
    ).all()
