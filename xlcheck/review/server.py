"""The server: bound to this machine alone, with a token of this start."""

from __future__ import annotations

import logging
import secrets
import socket
from collections.abc import Callable
from typing import NoReturn

from xlcheck.errors import XlcheckError
from xlcheck.review.desk import Desk

_HOST = "127.0.0.1"
#: Seconds that requests have to end at Ctrl-C; checks that go on longer are given up.
_GRACE = 2


def serve(desk: Desk, port: int, begun: Callable[[str], None], path: str = "/") -> NoReturn:
    """Serve a desk until Ctrl-C; ``begun`` gets the address with the token once it can be opened.

    Raises XlcheckError where the packages are missing or the port is taken; KeyboardInterrupt at Ctrl-C.
    """
    try:
        import uvicorn

        from xlcheck.review.app import create_app
    except ImportError:
        raise XlcheckError("the review page needs a server: pip install 'xlcheck[web]'") from None
    from xlcheck.review.guard import Guard

    listening = _listening(port)
    port, token = listening.getsockname()[1], secrets.token_urlsafe(24)
    app = Guard(create_app(desk), token, port)
    # Requests aren't logged: their addresses would tell what is reviewed.
    config = uvicorn.Config(
        app,
        log_level=logging.WARNING,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=_GRACE,
    )

    class Server(uvicorn.Server):
        """One that says when it can be spoken to."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            begun(f"http://{_HOST}:{port}{path}?token={token}")

    Server(config).run(sockets=[listening])
    # Begun where Ctrl-C is ignored, as in the background of a script, the server ends at it and raises nothing.
    raise KeyboardInterrupt


def _listening(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HOST, port))
    except OSError as error:
        listening.close()
        raise XlcheckError(f"port {port}: can't be used ({error.strerror}); name another one with --port") from None
    return listening
