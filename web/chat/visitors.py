"""Who visits the chat page: a cookie that only their browser knows.

An account is named by a digest of the cookie, so that nobody who reads the store can be them.
Signing in by a one-time link gives the browser another cookie (web/chat/signing_in.py).
"""

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass

from fastapi import Request, Response

from services.sealing import Vault
from web.pages import CHAT

COOKIE = "minqing_chat"
KEPT_SECONDS = 180 * 24 * 3600
_FORM = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser.

    Args:
        secret: in its cookie.
        is_new: it does not have the cookie yet.
    """

    secret: str
    is_new: bool

    @property
    def chat(self) -> str:
        """The name of its account."""
        return hashlib.sha256(self.secret.encode()).hexdigest()

    def renewed(self, vault: Vault, code: str) -> "Visitor":
        """Give the browser as it is once it signed in: nobody knows that cookie from before.

        The same press sent twice gives the same cookie, and only at once: identity/links.py.
        """
        digest = bytes.fromhex(vault.find_hash("visitor", f"{self.secret}:{code}"))
        return Visitor(base64.urlsafe_b64encode(digest).decode().rstrip("="), is_new=False)

    def remember(self, response: Response, *, is_secure: bool) -> None:
        """Give the browser its cookie, for half a year from now."""
        response.set_cookie(
            COOKIE,
            self.secret,
            max_age=KEPT_SECONDS,
            path=CHAT,
            secure=is_secure,
            httponly=True,
            samesite="lax",
        )


def visitor_of(request: Request) -> Visitor:
    """Tell which browser asks."""
    secret = request.cookies.get(COOKIE, "")
    if _FORM.fullmatch(secret):
        return Visitor(secret, is_new=False)
    return Visitor(secrets.token_urlsafe(32), is_new=True)
