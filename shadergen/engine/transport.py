"""Messages with large contents from one process of ours to another, which the kernel alone copies."""

import os
import pickle
from multiprocessing.connection import Connection
from typing import Any

import numpy as np


def send(pipe: Connection, message: object) -> None:
    """Send a message that `receive` takes.

    Arrays that lie in one piece, and what an object's `__reduce_ex__` wraps in a `pickle.PickleBuffer`, go as they are.
    """
    buffers: list[pickle.PickleBuffer] = []
    head = pickle.dumps(message, protocol=5, buffer_callback=buffers.append)
    views = [buffer.raw() for buffer in buffers]
    pipe.send((head, [len(view) for view in views]))
    for view in views:
        left = view
        while left:
            left = left[os.write(pipe.fileno(), left) :]


def receive(pipe: Connection) -> Any:
    """Wait for a message of `send`; what was wrapped is a memoryview here.

    Raises:
        EOFError, OSError: the other end is gone.
    """
    head, sizes = pipe.recv()
    buffers = [np.empty(size, np.uint8).data for size in sizes]
    for view in buffers:
        left = view
        while left:
            count = os.readv(pipe.fileno(), [left])
            if not count:
                raise EOFError
            left = left[count:]
    return pickle.loads(head, buffers=buffers)  # noqa: S301  (from a process that we started)
