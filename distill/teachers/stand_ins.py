"""What stands for the settings, paths and figures in a checkpoint, whose own classes are never called."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Self


class _Ignored:
    """What stands for an object that is no tensor and that nobody reads: no code but this is run for it."""

    def __new__(cls, *_: object) -> Self:
        return super().__new__(cls)

    def __init__(self, *_: object) -> None:
        pass

    def __setstate__(self, _: object) -> None:
        pass


class _Dictionary:
    """Stands for dictionaries with a class of their own."""

    def __new__(cls, *_: object) -> Any:
        """A plain one."""
        return {}


class _List:
    """Stands for lists with a class of their own."""

    def __new__(cls, *_: object) -> Any:
        """A plain one."""
        return []


def _named(module: str, names: str) -> list[str]:
    return [f"{module}.{name}" for name in names.split()]


_NAMES: Final[Mapping[type, Sequence[str]]] = {
    _Dictionary: [
        "collections.defaultdict",
        *_named("lightning.fabric.utilities.data", "AttributeDict"),
        *_named("lightning_fabric.utilities.data", "AttributeDict"),
        *_named("lightning.pytorch.utilities.parsing", "AttributeDict"),
        *_named("pytorch_lightning.utilities.parsing", "AttributeDict"),
    ],
    _List: ["collections.deque"],
    _Ignored: [
        "argparse.Namespace",
        "types.SimpleNamespace",
        "functools.partial",
        "typing.Any",
        *_named("builtins", "list dict tuple int float str bool"),
        *_named("pathlib", "Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath"),
        *_named("pathlib._local", "Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath"),
        *_named("datetime", "date datetime time timedelta timezone"),
        *_named("numpy", "ndarray dtype"),
        *_named("numpy.core.multiarray", "scalar _reconstruct"),
        *_named("numpy._core.multiarray", "scalar _reconstruct"),
        *_named("numpy.dtypes", "BoolDType Int32DType Int64DType UInt8DType Float16DType Float32DType Float64DType"),
        *_named("omegaconf.dictconfig", "DictConfig"),
        *_named("omegaconf.listconfig", "ListConfig"),
        *_named("omegaconf.base", "ContainerMetadata Metadata"),
        *_named("omegaconf.nodes", "AnyNode StringNode IntegerNode FloatNode BooleanNode"),
    ],
}
STAND_INS: Final[list[Any]] = [(kind, name) for kind, names in _NAMES.items() for name in names]
"""What checkpoints hold beside tensors, settings, paths and figures, for `torch.serialization.safe_globals`."""
