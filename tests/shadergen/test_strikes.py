"""Which program is held responsible for workers that died."""

import time

import pytest

from shadergen.engine.base import ProgramStopped, Strikes
from shadergen.errors import RunError

NONE: frozenset[str] = frozenset()


def test_a_program_that_stops_two_workers_after_each_other_is_set_aside():
    strikes = Strikes(2)
    strikes.stopped("hang", time.monotonic(), True, "", NONE)
    strikes.stopped("other", time.monotonic(), False, "", NONE)
    with pytest.raises(ProgramStopped, match="hang: crash"):
        strikes.stopped("hang", time.monotonic(), False, "", NONE)
    # a worker may have drawn it for a run that did not know yet
    strikes.stopped("hang", time.monotonic(), False, "", frozenset({"hang"}))


def test_workers_that_are_stopped_at_once_count_as_one():
    strikes = Strikes(8)
    began = time.monotonic()
    for _ in range(8):
        strikes.stopped("any", began, True, "", NONE)
    with pytest.raises(ProgramStopped, match="any: hang"):
        strikes.stopped("any", time.monotonic(), True, "", NONE)


def test_workers_that_die_between_programs_end_the_run_unless_one_gets_on():
    strikes = Strikes(2)
    for _ in range(4):
        strikes.stopped(None, 0.0, False, "", NONE)
    strikes.drew()
    for _ in range(4):
        strikes.stopped(None, 0.0, False, "", NONE)
    with pytest.raises(RunError, match=r"workers die between programs \(no memory\)"):
        strikes.stopped(None, 0.0, False, "no memory", NONE)
