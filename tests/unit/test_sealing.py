"""Sealing: what is sealed is read with its key only, and shows when it was changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.sealing import Sealer, Unreadable, Vault, canonical, digest

WORDS = "三号楼路灯不亮 👍"


def a_sealer(last: int = 0) -> Sealer:
    return Sealer(bytes(31) + bytes([last]))


@given(some.text())
def test_what_was_sealed_opens_again(words: str) -> None:
    assert a_sealer().open(a_sealer().seal(words)) == words


def test_the_same_words_are_never_sealed_the_same() -> None:
    sealed = {a_sealer().seal(WORDS) for _ in range(50)}
    assert len(sealed) == 50
    assert all(WORDS.encode() not in each for each in sealed)
    assert {len(each) for each in sealed} == {len(WORDS.encode()) + 28}


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Unreadable):
        a_sealer(1).open(a_sealer(2).seal(WORDS))


def test_every_changed_byte_shows() -> None:
    sealed = a_sealer().seal(WORDS)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(Unreadable):
            a_sealer().open(bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 7, 8, 12, 27, 28])
def test_what_was_cut_off_shows(length: int) -> None:
    with pytest.raises(Unreadable):
        a_sealer().open_bytes(a_sealer().seal(WORDS)[:length])


def test_a_wrapped_key_opens_what_it_sealed_whenever_it_is_unwrapped() -> None:
    wrapped = Vault("secret one").wrap_new_key()
    sealed = Vault("secret one").sealer(wrapped).seal(WORDS)
    assert Vault("secret one").sealer(wrapped).open(sealed) == WORDS


def test_every_key_is_another_one() -> None:
    vault = Vault("secret one")
    first, second = vault.wrap_new_key(), vault.wrap_new_key()
    with pytest.raises(Unreadable):
        vault.sealer(second).open(vault.sealer(first).seal(WORDS))


def test_the_vault_of_another_secret_unwraps_nothing() -> None:
    wrapped = Vault("secret one").wrap_new_key()
    with pytest.raises(Unreadable):
        Vault("secret two").sealer(wrapped)
    with pytest.raises(Unreadable):
        Vault("secret two").own.open(Vault("secret one").own.seal(WORDS))


def test_a_destroyed_key_opens_nothing_even_right_after_its_use() -> None:
    vault = Vault("secret one")
    vault.sealer(vault.wrap_new_key()).seal(WORDS)
    with pytest.raises(Unreadable):
        vault.sealer(None)


def test_a_fingerprint_tells_secrets_apart_and_not_what_they_are() -> None:
    one, two = Vault("secret one"), Vault("secret two")
    assert one.fingerprint == Vault("secret one").fingerprint
    assert one.fingerprint != two.fingerprint
    assert "secret" not in one.fingerprint


def test_a_hash_to_find_by_depends_on_kind_value_and_secret() -> None:
    vault = Vault("secret one")
    hashes = [
        vault.find_hash("phone", "13800000000"),
        vault.find_hash("phone", "13800000001"),
        vault.find_hash("receipt", "13800000000"),
        Vault("secret two").find_hash("phone", "13800000000"),
    ]
    assert len(set(hashes)) == 4
    assert vault.find_hash("phone", "13800000000") == hashes[0]
    assert all(len(each) == 64 for each in hashes)


@given(some.lists(some.binary(), max_size=4), some.lists(some.binary(), max_size=4))
def test_a_digest_tells_apart_where_one_part_ends(one: list[bytes], two: list[bytes]) -> None:
    assert (digest(*one) == digest(*two)) == (one == two)


def test_a_digest_of_shifted_parts_is_another() -> None:
    assert digest(b"ab", b"c") != digest(b"a", b"bc") != digest(b"abc")


def test_json_has_one_form() -> None:
    assert canonical({"b": 1, "a": "路灯"}) == '{"a":"路灯","b":1}'.encode()
    assert canonical({"a": "路灯", "b": 1}) == canonical({"b": 1, "a": "路灯"})
