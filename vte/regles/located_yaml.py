"""YAML read with the line of each key, so that an error can say where it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml


class LocatedMap(dict[str, Any]):
    """A YAML mapping; `line`: its own; `lines`: that of each key."""

    line: int
    lines: dict[str, int]


class LocatedList(list[Any]):
    """A YAML sequence; `lines`: that of each item."""

    lines: list[int]


class _Loader(yaml.SafeLoader):
    pass


def _map(loader: _Loader, node: yaml.MappingNode) -> LocatedMap:
    located = LocatedMap()
    located.line = node.start_mark.line + 1
    located.lines = {}
    for key, value in node.value:
        name = loader.construct_object(key, deep=True)
        if name in located:
            raise yaml.constructor.ConstructorError(
                None, None, f"la clé « {name} » est écrite deux fois", key.start_mark
            )
        located[name] = loader.construct_object(value, deep=True)
        located.lines[name] = key.start_mark.line + 1
    return located


def _list(loader: _Loader, node: yaml.SequenceNode) -> LocatedList:
    located = LocatedList(loader.construct_object(x, deep=True) for x in node.value)
    located.lines = [x.start_mark.line + 1 for x in node.value]
    return located


_Loader.add_constructor("tag:yaml.org,2002:map", _map)
_Loader.add_constructor("tag:yaml.org,2002:seq", _list)


def empty() -> LocatedMap:
    """What stands for a file that cannot be read."""
    located = LocatedMap()
    located.line, located.lines = 1, {}
    return located


def read(path: Path) -> Any:
    """The content of a file.

    Errors: OSError, UnicodeDecodeError, yaml.YAMLError (with its line).
    """
    # _Loader is a SafeLoader.
    return yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506


def line_of(root: Any, path: Sequence[str | int]) -> int:
    """The line of what `path` (keys and ranks) names, or of as much of it as exists."""
    line = int(getattr(root, "line", 1))
    for step in path:
        if isinstance(root, LocatedMap) and step in root:
            line, root = root.lines[str(step)], root[str(step)]
        elif isinstance(root, LocatedList) and isinstance(step, int) and step < len(root):
            line, root = root.lines[step], root[step]
        else:
            break
    return line
