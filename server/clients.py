"""Who asks, as far as limits are concerned."""

from starlette.requests import Request


def client_of(request: Request) -> str:
    """The address that a request came from."""
    return request.client.host if request.client else ""
