"""Augmentation, batched on the training device, each sample's view a function of (seed, epoch, sample) alone."""

from distill.augment.mixing import mixup as mixup
from distill.augment.regimes import REGIMES as REGIMES
from distill.augment.regimes import Regime as Regime
from distill.augment.regimes import augment as augment
