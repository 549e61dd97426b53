import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection

import numpy as np
import pytest

from shadergen.drawing import Tally
from shadergen.engine.transport import receive, send
from shadergen.shards.chunk import Piece


@pytest.fixture
def pipes() -> Iterator[tuple[Connection, Connection]]:
    ours, theirs = (Connection(end.detach()) for end in socket.socketpair())
    with ours, theirs:
        yield ours, theirs


def test_messages_arrive_as_they_were_sent(pipes: tuple[Connection, Connection]):
    ours, theirs = pipes
    rng = np.random.default_rng(0)
    large, bent = rng.integers(0, 256, 3_000_000, dtype=np.uint8), rng.random((50, 60)).T[:, ::2]
    piece = Piece(np.arange(2), np.array([1, 2_999_999]), large.tobytes(), Tally(exhausted=2), "cpu")
    with ThreadPoolExecutor(1) as thread:
        for message in ({"large": large, "bent": bent, "empty": large[:0]}, piece, None):
            sent = thread.submit(send, theirs, message)
            found = receive(ours)
            sent.result()
            if isinstance(message, dict):
                assert all((found[name] == array).all() for name, array in message.items())
                found["large"] += 1  # the receiver's own
            elif message is None:
                assert found is None
            else:
                assert bytes(found.members) == piece.members
                assert [found.places.tolist(), found.sizes.tolist()] == [[0, 1], [1, 2_999_999]]
                assert (found.tally, found.device) == (piece.tally, "cpu")


def test_a_sender_that_dies_in_the_middle_ends_the_message(pipes: tuple[Connection, Connection]):
    ours, theirs = pipes
    theirs.send((b"", [1000]))
    theirs.close()
    with pytest.raises(EOFError):
        receive(ours)
