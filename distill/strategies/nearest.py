"""The images that are most like a teacher's own data, by what its batch normalisation keeps of that."""

import numpy as np

from distill.strategies.candidates import Candidates, Options, Rows


def typical(candidates: Candidates, options: Options) -> Rows:
    """Of each class the share with the smallest distances, at least one image; ties at random."""
    rows = np.arange(len(candidates.label))
    order = np.lexsort((candidates.rank, candidates.distances(rows), candidates.label))
    there = candidates.histogram()
    place = rows - np.repeat(np.cumsum(there) - there, there)  # within its class, in this order
    return np.sort(order[place < np.ceil(options.share * there)[candidates.label[order]]])
