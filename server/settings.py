"""What the service is told when it starts, and the limits that it holds its clients to."""

import ipaddress
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from server.jobs.routes import Limits as JobLimits
from shadergen.errors import UsageError
from shadergen.gl.context import Device, parse_devices
from shadergen.options import MAX_SIDE
from shadergen.recipe import MAX_IMAGES
from shadergen.rendering import cores
from shadergen.twigl.translate import BUDGET

_LEAST_TOKEN = 16


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Limits(_Model):
    """What one client, and all together, may take."""

    side: Annotated[int, Field(ge=1, le=MAX_SIDE)] = 1024
    """The longest side of an image in pixels."""
    n: Annotated[int, Field(ge=1, le=MAX_IMAGES)] = MAX_IMAGES
    batch: Annotated[int, Field(ge=1)] = 4096
    attempts: Annotated[int, Field(ge=1)] = 64
    warmup: Annotated[int, Field(ge=1)] = 240
    budget: Annotated[int, Field(ge=1)] = BUDGET
    samples: Annotated[int, Field(ge=1)] = 4
    leaves: Annotated[int, Field(ge=1)] = 100_000
    points: Annotated[float, Field(gt=0)] = 16.0
    streams: Annotated[int, Field(ge=1)] = 128
    """Streams at a time."""
    streams_per_client: Annotated[int, Field(ge=1)] = 32
    pictures: Annotated[int, Field(ge=1)] = 64
    """Single images and previews that are drawn or wait at a time."""
    connections: Annotated[int, Field(ge=1)] = 1024
    body_bytes: Annotated[int, Field(ge=1)] = 256 * 1024
    body_seconds: Annotated[float, Field(gt=0)] = 20.0
    head_bytes: Annotated[int, Field(ge=1024)] = 32 * 1024
    head_seconds: Annotated[float, Field(gt=0)] = 10.0
    """From a connection's or a request's first byte to the end of its header."""


class Settings(_Model):
    """How the service runs.

    Attributes:
        host: the address to listen at.
        port: 0 takes a free one.
        token: what clients must give; None lets everybody in who reaches the address.
        insecure: listen at an address that others reach, without a token.
        allow_programs: draw program texts that clients send.
        workers: drawing processes; None takes one for each core.
        device: as the command line has it.
        hang_seconds: a worker that says nothing for so long is replaced; it speaks before every batch.
        shutdown_seconds: how long streams may take to reach the end of a sample when the service stops.
        data: the folder of jobs and datasets.
        limits: what clients may take.
        jobs: what jobs may take.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    token: SecretStr | None = None
    insecure: bool = False
    allow_programs: bool = False
    workers: Annotated[int, Field(ge=1, le=256)] | None = None
    device: str = "auto"
    hang_seconds: Annotated[float, Field(ge=0.1)] = 30.0
    shutdown_seconds: Annotated[int, Field(ge=1)] = 20
    data: Path = Path("shadergen-data")
    limits: Limits = Limits()
    jobs: JobLimits = JobLimits()

    def check(self) -> None:
        """Refuse what would let strangers in, or cannot be drawn on.

        Raises:
            UsageError: others reach the address and there is no token, the token is short, or programs need one; or
                there is no such device.
        """
        parse_devices(self.device)
        if self.token and len(self.token.get_secret_value()) < _LEAST_TOKEN:
            raise UsageError(f"the token has fewer than {_LEAST_TOKEN} characters; make one with: openssl rand -hex 24")
        if not (self.token or self.insecure or self.is_loopback):
            raise UsageError(
                f"host {self.host} is reached by others, and there is no token: "
                "give --token-file or SHADERGEN_TOKEN, or --insecure to let everybody in"
            )
        if self.allow_programs and not self.token:
            raise UsageError(
                "--allow-programs draws texts that clients send, and needs --token-file or SHADERGEN_TOKEN"
            )

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches the address."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def processes(self) -> int:
        """The number of drawing processes."""
        return max(self.workers or cores(), len(self.devices))

    @property
    def devices(self) -> tuple[Device, ...]:
        """Where the workers draw.

        Raises:
            UsageError: the text is no device.
        """
        return parse_devices(self.device)
