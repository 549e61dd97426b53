"""Networks that a SPEC's factory gives, and the code that they are made of."""

import ast
import hashlib
import sys
import sysconfig
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import torch
from torch import nn
from torch.nn.parameter import is_lazy

from distill.teachers.libraries import first_line
from distill.teachers.spec import Spec
from shadergen.errors import UsageError


def made(factory: str, spec: Spec, folder: Path) -> nn.Module:
    """What a SPEC's factory gives.

    Raises:
        UsageError: it cannot be imported or called, or gives no module.
    """
    module, colon, attribute = factory.partition(":")
    if not colon:
        raise UsageError(f"factory {factory!r}: give package.module:Callable")
    place = str(folder.resolve())
    _forget_namesakes(module.partition(".")[0], folder.resolve())
    sys.path.insert(0, place)  # a module that lies beside the YAML file
    try:
        made = getattr(import_module(module), attribute)(**spec.args)
    except Exception as error:
        raise UsageError(f"factory {factory}: {type(error).__name__}: {first_line(error)}") from error
    finally:
        sys.path.remove(place)
    if not isinstance(made, nn.Module):
        raise UsageError(f"factory {factory}: it gives a {type(made).__name__}, and a torch.nn.Module is needed")
    return made


def _forget_namesakes(root: str, folder: Path) -> None:
    """Let `root` be imported from a folder that has it, though another folder's module of that name was before."""
    file = getattr(sys.modules.get(root), "__file__", None)
    here = [place for place in (folder / f"{root}.py", folder / root / "__init__.py") if place.is_file()]
    if file is not None and here and Path(file).resolve() not in here:
        for name in [name for name in sys.modules if name == root or name.startswith(f"{root}.")]:
            del sys.modules[name]


def hold_own_weights(network: nn.Module, factory: str, spec: Spec, folder: Path) -> None:
    """Have a factory that is given no weights bring its own.

    Raises:
        UsageError: it gives other weights each time, so that they are random.
    """
    first, second = network.state_dict(), made(factory, spec, folder).state_dict()
    same = first.keys() == second.keys() and all(
        not torch.is_tensor(value) or (not is_lazy(value) and torch.equal(value, second[name]))
        for name, value in first.items()
    )
    if not same:
        raise UsageError(
            f"factory {factory}: it needs weights: FILE, or has to load its own; it gives other weights each time"
        )


def code_of(factory: str, network: nn.Module) -> str:
    """SHA-256 of the source files of a factory's network, in hexadecimal.

    They are those of the factory's module, of the layers' classes and of all that these import, but for what is
    installed, unless the factory is of the same package.
    """
    module, _, _ = factory.partition(":")
    root = module.partition(".")[0]
    waiting = [module, *(type(layer).__module__ for layer in network.modules())]
    sources: dict[str, bytes] = {}
    while waiting:
        name = waiting.pop()
        found = sys.modules.get(name)
        file = Path(str(getattr(found, "__file__", None)))
        if found is None or name in sources or file.suffix != ".py" or not file.is_file():
            continue
        if root == "torch" or (_installed(file) and name.partition(".")[0] != root):
            continue
        sources[name] = file.read_bytes()
        waiting += _imported(found, sources[name])
    digest = hashlib.sha256()
    for name, source in sorted(sources.items()):
        digest.update(f"{name} {hashlib.sha256(source).hexdigest()}\n".encode())
    if isinstance(network, torch.jit.ScriptModule):
        digest.update(str(network.inlined_graph).encode())
    return digest.hexdigest()


def _installed(file: Path) -> bool:
    library = Path(sysconfig.get_path("stdlib"))
    return not {"site-packages", "dist-packages"}.isdisjoint(file.parts) or library in file.parents


def _imported(module: ModuleType, source: bytes) -> Iterator[str]:
    """Names of modules that a module's text imports, and of some that are none."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = (module.__package__ or "").split(".")
            above = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*above, *([node.module] if node.module else [])])
            yield from (name, *(f"{name}.{alias.name}" for alias in node.names))
