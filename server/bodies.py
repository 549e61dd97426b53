"""Request bodies: bounded in bytes and in time, whatever the client announces."""

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.problems import problem
from server.settings import Limits


class BoundedBodies:
    """ASGI middleware that answers 413 to long bodies and 408 to slow ones."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app, self._limits = app, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        most = self._limits.body_bytes
        if not announced.isdecimal() or int(announced) > most:
            await problem(413, f"a body has at most {most} bytes")(scope, receive, send)
            return
        until = asyncio.get_running_loop().time() + self._limits.body_seconds
        size, ended = 0, False

        async def bounded() -> Message:
            nonlocal size, ended
            if ended:  # what comes now is the disconnect, which takes as long as it takes
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(408, f"a body is sent within {self._limits.body_seconds:g} s") from None
            size += len(message.get("body", b""))
            if size > most:
                raise HTTPException(413, f"a body has at most {most} bytes")
            ended = not message.get("more_body", False)
            return message

        await self._app(scope, bounded, send)
