"""Modules that are loaded when they are first used, not when they are first named.

`import m` and `from m import name` are statements about what a file may need one day. For the
modules given here, the import gives the module itself, not yet run: its code runs, in that very
module, when something of it is used. Nothing is replaced by anything else: whatever is asked of a
deferred module or name is answered by the real one.
"""

from __future__ import annotations

import ast
import importlib
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

_waking = threading.RLock()
_RUN = "_vte_run"  # in a deferred module's dictionary: whether its code has run, or runs


@dataclass(frozen=True)
class Deferral:
    """What of a module can be named without running it.

    `functions`, `classes`: what `from m import name` gives as a Name, looked up when it is used.
    `given`: what is given at once, each by a function: a part that needs no other of the module.
    `apart`: the submodules of this package do not need its own code.
    """

    functions: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    given: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    apart: bool = False


class Name:
    """Stands for a function or a class of a deferred module: all that is asked of it is a use."""

    def __init__(self, module: DeferredModule, name: str) -> None:
        self.__dict__.update(_module=module, _name=name)

    def _real(self) -> Any:
        wake(self._module)
        return self._module.__dict__[self._name]

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._real()(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real(), name)

    def __getitem__(self, key: Any) -> Any:
        return self._real()[key]

    def __eq__(self, other: object) -> bool:
        return bool(self._real() == (other._real() if isinstance(other, Name) else other))

    def __hash__(self) -> int:
        return hash(self._real())


class ClassName(Name):
    """Of a class: it may be derived from, and compared with; that it is one is known already."""

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return type

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[Any, ...]:
        return (self._real(),)

    def __instancecheck__(self, instance: Any) -> bool:
        return isinstance(instance, self._real())

    def __subclasscheck__(self, subclass: type) -> bool:
        return issubclass(subclass, self._real())


class DeferredModule(ModuleType):
    """A module whose code runs at the first attribute that is not named beforehand."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in _OF_THE_MODULE:
            raise AttributeError(name)
        plan = _plans[self.__name__]
        if not self.__dict__.get(_RUN):
            if name in plan.given:
                return plan.given[name]()
            if name in plan.functions:
                return Name(self, name)
            if name in plan.classes:
                return ClassName(self, name)
            if plan.apart and _is_submodule(self, name):
                return importlib.import_module(f"{self.__name__}.{name}")
            if not _may_define(self, name):
                raise AttributeError(name)
        wake(self)
        return ModuleType.__getattribute__(self, name)


# Names with two underscores are what Python asks of every module; only these are a use.
_OF_THE_MODULE = {"__version__", "__all__"}
_plans: dict[str, Deferral] = {}


def _is_submodule(package: ModuleType, name: str) -> bool:
    return PathFinder.find_spec(f"{package.__name__}.{name}", package.__path__) is not None


def _may_define(module: ModuleType, name: str) -> bool:
    """False where the module's text says that running it would not give it this name.

    pickle and others look for a name in all modules there are, one after the other.
    """
    spec = module.__spec__
    bound = _bound(spec.origin) if spec and spec.origin and spec.origin.endswith(".py") else None
    return bound is None or name in bound or not bound.isdisjoint(("*", "__getattr__"))


@cache
def _bound(file: str) -> frozenset[str]:
    """Every name that the code of this file binds, at whatever depth; `*` for all of a module."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(Path(file).read_bytes())):
        if isinstance(node, ast.alias):
            names.add(node.asname or node.name.partition(".")[0])
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name):
            names.add(node.id)
    return frozenset(names)


def wake(module: ModuleType) -> None:
    """Runs the code of this deferred module, its packages' first; once.

    Other threads wait until it has run. Error: what the code raises; the next use tries again.
    """
    with _waking:
        if not isinstance(module, DeferredModule) or module.__dict__.get(_RUN):
            return
        _wake_packages(module.__name__)
        if module.__dict__.get(_RUN):  # its package needed it
            return
        module.__dict__[_RUN] = True
        try:
            assert module.__spec__ and module.__spec__.loader
            module.__spec__.loader.exec_module(module)
        except BaseException:
            module.__dict__[_RUN] = False
            raise


def _wake_packages(name: str) -> None:
    """Of a module that is about to run: as where nothing is deferred."""
    parts = name.split(".")[:-1]
    for depth in range(1, len(parts) + 1):
        package = ".".join(parts[:depth])
        if package in _plans and not _plans[package].apart and package in sys.modules:
            wake(sys.modules[package])


class _Loader:
    """The module's own loader, whose code is not run yet."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return DeferredModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing yet: `wake` asks the real loader, that the module knows as its own."""
        assert module.__spec__
        module.__spec__.loader = module.__loader__ = self._real


class _Finder:
    """Asked before Python's own finders; it finds by them, and defers."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in _plans:
            _wake_packages(name)
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)  # type: ignore[assignment]
        return spec


def defer(plans: Mapping[str, Deferral]) -> None:
    """From now on, these modules in this process, but for those that are loaded already."""
    _plans.update({name: plan for name, plan in plans.items() if name not in sys.modules})
    if _Finder not in sys.meta_path:
        sys.meta_path.insert(0, _Finder)


def asleep() -> set[str]:
    """The deferred modules that were imported, and whose code has not run."""
    known = {name: sys.modules.get(name) for name in _plans}
    return {
        name
        for name, module in known.items()
        if isinstance(module, DeferredModule) and not module.__dict__.get(_RUN)
    }
