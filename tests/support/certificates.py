"""Certificates that are read once for all tests: a program in use makes few clients.

Nobody outside is called, but every client of httpx reads those of all authorities when it is made.
"""

import ssl
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache

import pytest


@contextmanager
def read_once() -> Generator[None]:
    """Let clients share what they trust."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield
