"""Turns: in order, each whole or not at all, and one's failure is nobody else's."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlmodel import col, select

from models.conversations import Conversation
from models.inbox import Event, EventState
from services.reception import inbox, turns
from services.sealing import Vault
from services.store import Store
from tests.support.builders import SECRET
from tests.support.scripts import Stage, a_stage


@pytest.fixture
def stage(store: Store, monkeypatch: pytest.MonkeyPatch) -> Stage:
    return a_stage(store, monkeypatch)


def test_nothing_to_do_is_nothing_done(stage: Stage) -> None:
    assert stage.turns().run_once() == 0
    assert stage.turns().run_carefully() == 0
    with stage.store.read() as session:
        assert turns.count_waiting(session) == 0


def test_what_one_person_wrote_is_taken_in_order(stage: Stage) -> None:
    stage.hears("1", "say a", "write b, say b", "say c")
    stage.hears("2", "say x")
    stage.hears("1", "say d")
    with stage.store.read() as session:
        assert turns.count_waiting(session) == 1
    assert stage.turns().run_once() == 5
    assert stage.said() == {"1": ["a", "b", "c", "d"], "2": ["x"]}
    assert stage.events() == [("done", 0, None)] * 5
    assert stage.turns().run_once() == 0


def test_a_long_line_of_messages_is_taken_in_several_batches(stage: Stage) -> None:
    stage.hears("1", *[f"say {number}" for number in range(50)])
    taken = 0
    while count := stage.turns().run_once():
        taken += count
    assert taken == 50
    assert stage.said() == {"1": [str(number) for number in range(50)]}


def test_whoever_waits_longest_is_taken_first(stage: Stage) -> None:
    for sender in ("5", "3", "4"):
        stage.hears(sender, f"say {sender}")
    assert stage.turns(batch=2).run_once() == 2
    assert set(stage.said()) == {"5", "3"}


def test_a_failure_is_put_aside_and_leaves_the_others_of_the_batch_alone(stage: Stage) -> None:
    stage.hears("1", "write a, say a")
    stage.hears("2", "write b, say b, fail", "say b2")
    stage.hears("3", "write c, say c")
    stage.turns().run_once()
    assert stage.written() == {"a", "c"}
    assert stage.said() == {"1": ["a"], "3": ["c"]}
    assert stage.events() == [
        ("done", 0, None), ("waiting", 1, "ValueError"), ("waiting", 0, None), ("done", 0, None)
    ]  # fmt: skip


def test_what_was_done_before_a_failure_is_kept(stage: Stage) -> None:
    stage.hears("1", "write a, say a", "write b, say b, fail")
    stage.turns().run_once()
    assert stage.written() == {"a"}
    assert stage.said() == {"1": ["a"]}
    assert [state for state, *_ in stage.events()] == ["done", "waiting"]


def test_the_third_failure_makes_a_dead_letter_and_an_apology(stage: Stage) -> None:
    stage.hears("1", "write a, fail", "say after")
    for tries in (1, 2):
        stage.turns().run_once()
        assert stage.events()[0] == ("waiting", tries, "ValueError")
        assert stage.said() == {}
    stage.turns().run_once()
    assert stage.events() == [("dead", 3, "ValueError"), ("done", 0, None)]
    apology, after = stage.said()["1"]
    assert "没能处理" in apology
    assert "12345" in apology
    assert after == "after"
    assert stage.written() == set()
    assert stage.turns().run_once() == 0


def test_a_dead_letter_is_tried_anew_when_somebody_says_so(stage: Stage) -> None:
    stage.hears("1", "fail")
    for _ in range(3):
        stage.turns().run_once()
    with stage.store.write() as session:
        (letter,) = inbox.list_dead(session)
        assert letter.payload == b"fail"
        assert inbox.retry_dead(session, [letter.event_id]) == 1
    stage.turns().run_once()
    assert stage.events() == [("done", 3, "ValueError"), ("waiting", 1, "ValueError")]


def test_a_statement_the_database_refuses_is_a_failure_like_any_other(stage: Stage) -> None:
    stage.hears("1", "write a, say a")
    stage.hears("2", "break")
    stage.hears("3", "write c, break")
    stage.hears("4", "say d")
    for _ in range(3):
        stage.turns().run_once()
    assert [state for state, *_ in stage.events()] == ["done", "dead", "dead", "done"]
    assert stage.written() == {"a"}
    assert stage.said()["4"] == ["d"]


def test_a_payload_that_cannot_be_opened_is_a_failure_like_any_other(stage: Stage) -> None:
    stage.hears("1", "say a", "say b")
    with stage.store.write() as session:
        first = session.exec(select(Event).order_by(col(Event.id))).first()
        assert first is not None
        first.payload = b"not sealed at all"
    for _ in range(3):
        stage.turns().run_once()
    assert [state for state, *_ in stage.events()] == ["dead", "done"]
    assert stage.said()["1"][1:] == ["b"]


def test_trouble_with_the_database_is_not_the_messages_fault(stage: Stage) -> None:
    stage.hears("1", "write a, lock, say a")
    stage.hears("2", "say b")
    stage.troubles = 5
    for _ in range(5):
        with pytest.raises(Exception, match="locked"):
            stage.turns().run_once()
    assert stage.written() == set()
    assert "1" not in stage.said()
    assert stage.events()[0] == ("waiting", 0, None)
    while stage.turns().run_once():
        pass
    assert stage.events() == [("done", 0, None)] * 2
    assert stage.said() == {"1": ["a"], "2": ["b"]}
    assert stage.written() == {"a"}


def test_a_refusal_undoes_only_what_was_refused(stage: Stage) -> None:
    stage.hears("1", "write a, refuse b, write c, say d")
    stage.hears("2", "refuse e, say f")
    stage.turns().run_once()
    assert stage.written() == {"a", "c"}
    assert stage.said() == {"1": ["d"], "2": ["f"]}
    assert stage.events() == [("done", 0, None)] * 2


def test_on_postgresql_a_transaction_ends_with_the_first_turn_that_writes(
    postgres_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = a_stage(postgres_store, monkeypatch)
    stage.hears("1", "say a")
    stage.hears("2", "say b1", "say b2, write b", "say b3")
    stage.hears("3", "say c, write c")
    stage.hears("4", "say d")
    commits: list[int] = []

    def note(_: object) -> None:
        commits.append(len(stage.played))

    sqlalchemy_event.listen(postgres_store.engine, "commit", note)
    assert stage.turns().run_once() == 6
    assert stage.said() == {"1": ["a"], "2": ["b1", "b2", "b3"], "3": ["c"], "4": ["d"]}
    assert stage.written() == {"b", "c"}
    assert stage.played == [
        "say a", "say b1", "say b2, write b", "say b3", "say c, write c", "say d",
    ]  # fmt: skip
    assert commits[:3] == [3, 5, 6]


def test_on_sqlite_turns_that_write_share_a_transaction(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = a_stage(sqlite_store, monkeypatch)
    for sender in "123":
        stage.hears(sender, f"write {sender}, say {sender}")
    assert stage.turns().run_once() == 3
    assert len(stage.played) == 3


def test_after_an_unclean_stop_a_try_counts_before_it_is_made(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException):
        """What no handler of ours catches."""

    stage.hears("1", "say a", "say killer", "say c")
    stage.hears("2", "say b")
    play = stage.play

    def die(conversation: object, heard: object, *, is_early: bool) -> None:
        if heard.words == "say killer":  # type: ignore[attr-defined]
            raise PowerCut
        play(conversation, heard, is_early=is_early)  # type: ignore[arg-type]

    monkeypatch.setattr("handlers.understanding.router.hear", die)
    for tries in (1, 2, 3):
        with pytest.raises(PowerCut):
            stage.turns().run_carefully()
        assert stage.events()[1] == ("waiting", tries, None)
    stage.turns().run_carefully()
    assert [state for state, *_ in stage.events()] == ["done", "dead", "done", "done"]
    assert stage.said()["1"][0] == "a"
    assert stage.said()["2"] == ["b"]


def test_run_carefully_takes_all_that_waits_one_by_one(stage: Stage) -> None:
    stage.hears("1", "say a", "write b, say b", "say c")
    stage.hears("2", "fail")
    assert stage.turns().run_carefully() >= 4
    assert stage.said()["1"] == ["a", "b", "c"]
    assert stage.events()[-1][0] in {"dead", "waiting"}


def test_two_workers_handle_nothing_twice(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = [Store(postgres_url, Vault(SECRET)) for _ in range(2)]
    stage = a_stage(stores[0], monkeypatch)
    for number in range(60):
        stage.hears(str(number % 12), f"write w{number}, say {number}", f"say {number}b")
    others = Stage(stores[1])
    done = Signal()

    def work(worker: Stage) -> int:
        count = 0
        while not done.is_set():
            count += worker.turns(batch=5).run_once()
            if count and not is_anything_waiting(stage.store):
                done.set()
        return count

    with ThreadPoolExecutor(2) as threads:
        assert sum(threads.map(work, [stage, others])) >= 120
    said = stage.said()
    for sender in range(12):
        assert said[str(sender)] == [
            line for number in range(sender, 60, 12) for line in (f"{number}", f"{number}b")
        ]
    assert len(stage.written()) == 60
    assert stage.events() == [("done", 0, None)] * 120
    for store in stores:
        store.close()


def is_anything_waiting(store: Store) -> bool:
    with store.read() as session:
        return bool(turns.count_waiting(session))


def test_a_conversation_somebody_else_has_is_left_to_them(postgres_store: Store) -> None:
    stage = Stage(postgres_store)
    stage.hears("1", "say a")
    stage.hears("2", "say b")
    with postgres_store.write() as mine, postgres_store.write() as theirs:
        (first,) = turns.take(mine, 1)
        (second,) = turns.take(theirs, 5)
        assert first.conversation_id != second.conversation_id
        assert turns.take(theirs, 5) == [second]
        assert turns.take_again(theirs, first.conversation_id, first.events) is None


def test_events_that_were_handled_meanwhile_are_not_read_again(store: Store) -> None:
    stage = Stage(store)
    stage.hears("1", "say a", "say b")
    with store.write() as session:
        (taken,) = turns.take(session, 1)
        turns.finish(session, [taken.events[0].event_id], stage.clock.now())
        turns.finish(session, [], stage.clock.now())
        again = turns.take_again(session, taken.conversation_id, taken.events)
        assert again is not None
        assert [event.event_id for event in again.events] == [taken.events[1].event_id]
        turns.finish(session, [taken.events[1].event_id], stage.clock.now())
        assert turns.take_again(session, taken.conversation_id, taken.events) is None


def test_saving_nothing_changes_nothing(store: Store) -> None:
    with store.write() as session:
        turns.save_states(session, [])
        assert session.exec(select(Conversation)).all() == []
        assert {state.value for state in EventState} == {"waiting", "done", "dead", "ignored"}
