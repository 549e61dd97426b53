"""The jobs' table: one row a job in SQLite, written so that a killed service finds it whole."""

import json
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from server.jobs.documents import Job, Outcome, Progress, RenderRequest, SelectRequest

_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, client TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    n INTEGER NOT NULL, bytes INTEGER NOT NULL, request TEXT NOT NULL, task TEXT NOT NULL,
    state TEXT NOT NULL, progress TEXT, outcome TEXT, tries INTEGER NOT NULL DEFAULT 0,
    created REAL NOT NULL, started REAL, ended REAL, revision INTEGER NOT NULL DEFAULT 1
);
CREATE VIEW IF NOT EXISTS live AS SELECT * FROM jobs WHERE state IN ('queued', 'running', 'cancelling');
CREATE UNIQUE INDEX IF NOT EXISTS one_writer ON jobs (name) WHERE state IN ('queued', 'running', 'cancelling');
"""
_KEPT = 1000
"""The newest jobs, which are remembered when they are over."""


class Full(Exception):
    """No room for another job; `str` says whose and how many there are."""


class Taken(Exception):
    """A job that is not over writes the same dataset."""


class Store:
    """The table in one file; every call opens it for itself, so that any thread may make it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with self._open() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(_SCHEMA)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file, timeout=30)) as db:
            db.row_factory = sqlite3.Row
            with db:
                yield db

    def add(
        self,
        request: RenderRequest | SelectRequest,
        task: str,
        *,
        client: str,
        size: int,
        per_client: int,
        in_all: int,
    ) -> Job:
        """Put a job at the queue's end.

        Args:
            request: what the client sent.
            task: what its process is told, as JSON.
            client: who sent it.
            size: bytes that it may write.
            per_client: live jobs that one client may have.
            in_all: live jobs that there may be.

        Raises:
            Full: there are as many live jobs as there may be.
            Taken: a live job has the same name.
        """
        key = secrets.token_hex(8)
        row = (
            key,
            client,
            request.kind,
            request.name,
            request.n,
            size,
            request.model_dump_json(exclude_unset=True),
            task,
            time.time(),
        )
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            (there,) = db.execute("SELECT count(*) FROM live").fetchone()
            (own,) = db.execute("SELECT count(*) FROM live WHERE client = ?", (client,)).fetchone()
            if there >= in_all or own >= per_client:
                raise Full(
                    f"{there} jobs wait or run here, {own} of them yours; there may be {in_all} and {per_client}: "
                    "wait for one to end, or cancel one"
                )
            try:
                db.execute(
                    "INSERT INTO jobs (id, client, kind, name, n, bytes, request, task, state, created) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?)",
                    row,
                )
            except sqlite3.IntegrityError as error:
                raise Taken from error
            db.execute(
                "DELETE FROM jobs WHERE number NOT IN (SELECT number FROM live) AND number <= "
                "(SELECT max(number) FROM jobs) - ?",
                (_KEPT,),
            )
            return _job(db.execute("SELECT * FROM jobs WHERE id = ?", (key,)).fetchone())

    def get(self, key: str) -> Job | None:
        """A job by its id."""
        with self._open() as db:
            row = db.execute("SELECT * FROM jobs WHERE id = ?", (key,)).fetchone()
        return _job(row) if row else None

    def newest(self, limit: int) -> list[Job]:
        """Jobs, the newest first."""
        with self._open() as db:
            rows = db.execute("SELECT * FROM jobs ORDER BY number DESC LIMIT ?", (limit,)).fetchall()
        return [_job(row) for row in rows]

    def live(self) -> list[Job]:
        """Jobs that wait or run, in their order."""
        with self._open() as db:
            rows = db.execute("SELECT * FROM live ORDER BY number").fetchall()
        return [_job(row) for row in rows]

    def task(self, key: str) -> str:
        """A job's task, as JSON."""
        with self._open() as db:
            return str(db.execute("SELECT task FROM jobs WHERE id = ?", (key,)).fetchone()["task"])

    def promised(self) -> int:
        """Bytes that live jobs will have written at their end, by their estimates."""
        with self._open() as db:
            return int(db.execute("SELECT coalesce(sum(bytes), 0) FROM live").fetchone()[0])

    def begin(self, key: str) -> bool:
        """A process is to have the job now; False if it does not wait any more."""
        change = "state = 'running', started = coalesce(started, ?), tries = tries + 1"
        return self._set(key, change, time.time(), only="queued")

    def again(self, key: str, *, forgiven: bool = False) -> None:
        """Back to the queue's head: its process is gone, which is `forgiven` if the service ended it."""
        self._set(key, "state = 'queued', tries = CASE ? WHEN 1 THEN 0 ELSE tries END", forgiven, only="running")

    def tries(self, key: str) -> int:
        """How many processes have had the job since it last went on by itself."""
        with self._open() as db:
            return int(db.execute("SELECT tries FROM jobs WHERE id = ?", (key,)).fetchone()["tries"])

    def advance(self, key: str, progress: Progress) -> None:
        """Keep how far a job is; one that gets on is not one that keeps dying."""
        self._set(key, "progress = ?, tries = 1", progress.model_dump_json())

    def cancel(self, key: str) -> None:
        """A waiting job is cancelled; the process of a running one is to be stopped."""
        self._set(
            key,
            "ended = CASE state WHEN 'queued' THEN ? ELSE ended END, "
            "state = CASE state WHEN 'queued' THEN 'cancelled' WHEN 'running' THEN 'cancelling' ELSE state END",
            time.time(),
        )

    def end(self, key: str, outcome: Outcome) -> None:
        """The job is over."""
        self._set(key, "state = ?, outcome = ?, ended = ?", outcome.state, outcome.model_dump_json(), time.time())

    def _set(self, key: str, change: str, *values: Any, only: str = "%") -> bool:
        # `change` is one of the texts above
        update = f"UPDATE jobs SET {change}, revision = revision + 1 "  # noqa: S608
        with self._open() as db:
            where = "WHERE id = ? AND id IN (SELECT id FROM live WHERE state LIKE ?)"
            return db.execute(update + where, (*values, key, only)).rowcount == 1


def _job(row: sqlite3.Row) -> Job:
    fields = {name: row[name] for name in Job.model_fields}
    fields["request"] = json.loads(row["request"])
    fields["progress"] = Progress.model_validate_json(row["progress"]) if row["progress"] else None
    fields["outcome"] = Outcome.model_validate_json(row["outcome"]) if row["outcome"] else None
    return Job(**fields)
