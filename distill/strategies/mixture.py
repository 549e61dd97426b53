"""The lenient expert (TA-DFKD, Shin and Choi): images that the teacher is sure of, by a mixture of two."""

import warnings

import numpy as np
from numpy.typing import NDArray

from distill.strategies.candidates import Candidates, Options, Rows

_LARGEST_SAMPLE = 200_000


def lenient(candidates: Candidates, options: Options) -> Rows:
    """Rows whose score -log max p belongs to the lower of two Gaussians with a posterior over 0.5.

    Where nothing can be told apart (equal scores, too few images) or nothing would be left, all are kept.
    """
    scores = -np.log(np.maximum(candidates.confidence.astype(np.float64), np.finfo(np.float32).tiny))
    keep = np.zeros(len(scores), bool)
    rows = np.arange(len(scores))
    groups = [rows] if options.mixture == "pool" else [rows[candidates.label == c] for c in range(candidates.classes)]
    for group in groups:
        keep[group] = _low(scores[group])
    return np.flatnonzero(keep)


def _low(scores: NDArray[np.float64]) -> NDArray[np.bool_]:
    # heavy imports that few runs need
    from sklearn.exceptions import ConvergenceWarning  # type: ignore[import-untyped]  # noqa: PLC0415
    from sklearn.mixture import GaussianMixture  # type: ignore[import-untyped]  # noqa: PLC0415

    everything = np.ones(len(scores), bool)
    if len(scores) < 4 or scores.min() == scores.max():
        return everything
    # evenly over the sorted scores, so that the fit depends on the set of scores alone
    ordered = np.sort(scores)
    sample = ordered[np.linspace(0, len(ordered) - 1, min(len(ordered), _LARGEST_SAMPLE)).astype(int)]
    centre, scale = sample.mean(), sample.std()
    mixture = GaussianMixture(2, random_state=0)  # k-means begins it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # an unfinished fit still tells low from high
        # joblib counts cores with lscpu, which small containers lack, and then takes the logical ones
        warnings.filterwarnings("ignore", "Could not find the number of physical cores", UserWarning)
        mixture.fit(((sample - centre) / scale)[:, None])
        posterior = mixture.predict_proba(((scores - centre) / scale)[:, None])
    low: NDArray[np.bool_] = posterior[:, mixture.means_.ravel().argmin()] > 0.5
    return low if low.any() else everything
