"""`shadergen serve`: images, jobs and the gallery over HTTP."""

import os
from pathlib import Path
from typing import Annotated

import typer

from shadergen.cli import options as flags
from shadergen.errors import UsageError

TOKEN = "SHADERGEN_TOKEN"  # noqa: S105  (the variable's name)

EXAMPLE = "shadergen serve --port 8000 --data service"


def command(
    host: Annotated[str, typer.Option(help="Address to listen at; one that others reach needs a token.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0 takes a free one.", min=0, max=65535)] = 8000,
    token_file: Annotated[
        Path | None, typer.Option(help=f"File whose one line is the token; or set {TOKEN}.", show_default=False)
    ] = None,
    insecure: Annotated[bool, typer.Option("--insecure", help="Let everybody in who reaches the address.")] = False,
    workers: Annotated[int | None, flags.workers_up_to(256)] = None,
    device: flags.Device = "auto",
    data: Annotated[Path, typer.Option(help="Folder of jobs and datasets.")] = Path("shadergen-data"),
    teachers: Annotated[
        Path | None, typer.Option(help="Folder of teachers that select jobs may name.", show_default=False)
    ] = None,
    allow_programs: Annotated[
        bool, typer.Option("--allow-programs", help="Draw program texts that clients send; needs a token.")
    ] = False,
    max_side: Annotated[int, typer.Option(help="Longest side of an image.", min=1, max=4096)] = 1024,
    max_streams: Annotated[int, typer.Option(help="Streams at a time.", min=1)] = 128,
    max_streams_per_client: Annotated[int, typer.Option(help="Streams of one address at a time.", min=1)] = 32,
    hang_seconds: Annotated[float, typer.Option(help="Silence after which a worker is taken for hung.", min=1)] = 30.0,
) -> None:
    """Serve images over HTTP: streams, single images, jobs, and a page at / to look at them."""
    try:
        from pydantic import SecretStr

        from server.jobs.routes import Limits as JobLimits
        from server.serving import serve
        from server.settings import Limits, Settings
    except ImportError as error:
        raise UsageError(f"{error.name} is missing; install it with: pip install 'shadergen[service]'") from error

    token = _token(token_file)
    serve(
        Settings(
            host=host,
            port=port,
            token=SecretStr(token) if token else None,
            insecure=insecure,
            allow_programs=allow_programs,
            workers=workers,
            device=device,
            hang_seconds=hang_seconds,
            data=data,
            limits=Limits(side=max_side, streams=max_streams, streams_per_client=max_streams_per_client),
            jobs=JobLimits(workers=workers, device=device, teachers=teachers),
        )
    )


def _token(file: Path | None) -> str | None:
    """The token of a file or of the environment.

    Raises:
        UsageError: the file cannot be read, or the token is not one word of plain characters.
    """
    try:
        token = file.read_text(encoding="utf-8").strip() if file else os.environ.get(TOKEN, "").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"token file {file}: {error}; give a readable text file") from error
    if not token and file is None:
        return None
    if not token or not token.isascii() or not token.isprintable() or set(token) & set(" :/@"):
        raise UsageError(f"{file or TOKEN}: a token is one line of plain characters without space, colon, slash or @")
    return token
