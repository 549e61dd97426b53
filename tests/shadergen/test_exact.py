import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadergen.exact import log_2, power_of_2


@given(st.integers(1, 2**26), st.floats(-60, 60))
def test_powers_and_logarithms_are_those_of_the_standard_library(whole: int, power: float) -> None:
    assert log_2(np.array([float(whole)]))[0] == pytest.approx(math.log2(whole), abs=2e-14)
    assert power_of_2(np.array([power]))[0] == pytest.approx(2.0**power, rel=1e-14)
