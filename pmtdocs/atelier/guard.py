"""Who may speak to the atelier: the browser that it opened, and no other page of that browser.

A page of the Internet can make a browser send requests to this machine (CSRF), or take its name for
itself (DNS rebinding): ``Host``, ``Origin`` and a secret cookie are wanted, all three.
"""

from __future__ import annotations

import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: The query that brings the token, once: it moves to a cookie and leaves the address.
TOKEN = "jeton"  # noqa: S105 - the name of a parameter
_SAFE = ("GET", "HEAD")
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
#: Nothing but what the atelier serves; no inline script, no inline style.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
#: The page where a project begins is a form, which needs no script.
FORM_POLICY = PAGE_POLICY.replace("form-action 'none'", "form-action 'self'")
#: A document has its styles inside, and can run nothing.
DOCUMENT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)
_REOPEN = "Fermez cet onglet et ouvrez de nouveau l'atelier : il choisit une adresse à chaque fois."


class Guard:
    """An ASGI layer around the whole application."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self.app = app
        self.token = token
        self.hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        # Cookies know no port: two ateliers must not take one another's.
        self.cookie = f"atelier-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            answer = self._refusal(scope) or self.app
            await answer(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        """Why the request goes no further: None when it may."""
        request = HTTPConnection(scope)
        headers = request.headers
        if headers.get("host") not in self.hosts:
            return PlainTextResponse("Adresse refusée.", 421)
        origin = headers.get("origin")
        own = f"http://{headers['host']}"
        if origin != own and (origin is not None or scope["method"] not in _SAFE):
            return PlainTextResponse("Demande venue d'une autre page : refusée.", 403)
        offered = request.query_params.get(TOKEN, "")
        if scope["path"] == "/" and scope["method"] in _SAFE and self._is_token(offered):
            return self._welcome()
        if not self._is_token(request.cookies.get(self.cookie, "")):
            return PlainTextResponse(f"Accès refusé. {_REOPEN}", 403)
        return None

    def _is_token(self, offered: str) -> bool:
        return secrets.compare_digest(offered.encode(), self.token.encode())

    def _welcome(self) -> Response:
        response = RedirectResponse("/", 303)
        response.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
        return response


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        await send(message)

    return sent
