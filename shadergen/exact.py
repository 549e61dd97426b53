"""Powers and logarithms that are equal on every machine: libraries' own differ in the last bit.

What is here uses + - * / on numbers of 64 bits only, which IEEE 754 rounds alike everywhere; for sines and cosines
there is `leaves.model.unit_point`.
"""

import numpy as np
from numpy.typing import NDArray

_LN_2 = 0.6931471805599453
_SQRT_HALF = 0.7071067811865476


def log_2(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logarithm to base 2 of positive numbers, by the series of the inverse hyperbolic tangent."""
    fraction, exponent = np.frexp(x)
    z = (fraction - _SQRT_HALF) / (fraction + _SQRT_HALF)
    square = z * z
    total = np.zeros_like(z)
    for n in range(25, 0, -2):
        total = total * square + 1 / n
    return exponent - 0.5 + total * z * (2 / _LN_2)


def power_of_2(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """2 to the power of numbers, by the exponential series."""
    whole = np.rint(x)
    y = (x - whole) * _LN_2
    total = np.ones_like(y)
    for n in range(16, 0, -1):
        total = 1 + total * y / n
    return np.ldexp(total, whole.astype(np.int32))
