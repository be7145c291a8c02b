"""What somebody approves of a notice: exactly these words, and no others."""

from services.sealing import digest


def digest_of_words(title: str, words: str) -> str:
    """Give the digest of what a notice says."""
    return digest(title.encode(), words.encode()).hex()
