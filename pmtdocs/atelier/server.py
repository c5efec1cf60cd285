"""The server on this machine alone: a port, a secret, a browser."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from pmtdocs.atelier.guard import TOKEN, Guard
from pmtdocs.atelier.patience import Patient
from pmtdocs.atelier.project import Project
from pmtdocs.atelier.routes import application
from pmtdocs.atelier.state import Atelier
from pmtdocs.finding import PmtdocsError

_LOOPBACK = "127.0.0.1"
_GRACE = 1
#: A page opens some six.
_CONNECTIONS = 100


class Server:
    """An atelier that is ready to run; its address opens it, once, in one browser."""

    def __init__(self, project: Project, port: int = 0) -> None:
        self._socket = _listen(port)
        self.port: int = self._socket.getsockname()[1]
        self.token = secrets.token_urlsafe(32)
        self.atelier = Atelier(project, self.stop)
        app: ASGIApp = Guard(application(self.atelier), self.token, self.port)
        config = uvicorn.Config(
            app,
            http=Patient,
            ws="none",
            server_header=False,
            proxy_headers=False,
            # A fault is said on the page.
            log_config=None,
            log_level="critical",
            access_log=False,
            timeout_graceful_shutdown=_GRACE,
            limit_concurrency=_CONNECTIONS,
        )
        self._server = uvicorn.Server(config)

    @property
    def address(self) -> str:
        """With the token."""
        return f"http://{_LOOPBACK}:{self.port}/?{TOKEN}={self.token}"

    def run(self) -> None:
        """Answer until ``stop``; raises KeyboardInterrupt, once all is closed, for a signal."""
        self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Close the pages and the server."""
        self.atelier.hub.close()
        self._server.should_exit = True


def _listen(port: int) -> socket.socket:
    """Raises PmtdocsError: another program has this port."""
    try:
        return socket.create_server((_LOOPBACK, port))
    except OSError as error:
        help = "Laissez pmtdocs en choisir un : pmtdocs serve, sans --port."
        said = f"Le port {port} est déjà pris ({error.strerror})."
        raise PmtdocsError(said, help) from error


def open_browser(address: str, launch: Callable[[str], bool] = webbrowser.open) -> bool:
    """Did a browser open?"""
    try:
        return launch(address)
    except webbrowser.Error:
        return False
