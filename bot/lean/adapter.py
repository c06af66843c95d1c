"""What of Rasa 3.6 is loaded only when it is used. All that is known here of Rasa's inside is here.

Rasa imports every component, channel and store that it has, and with them TensorFlow, whatever the
configuration names (docs/decisions/0022). What is deferred is Rasa's own and real: a
configuration that names DIETClassifier, or a channel of Rasa's, loads it with all it needs.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.lean.deferred import Deferral, defer

COMPONENTS = "rasa.engine.recipes.default_components"
CHANNELS = "rasa.core.channels"
CHANNEL = f"{CHANNELS}.channel"


class Components(dict[str, Any]):
    """The recipe's registry: a component of Rasa's registers itself when its name is looked up."""

    def __contains__(self, name: object) -> bool:
        if not super().__contains__(name) and name in _modules_of_components():
            importlib.import_module(_modules_of_components()[str(name)])
        return super().__contains__(name)


class Channels(Mapping[str, Any]):
    """Rasa's channels by name; a class's path, which has a dot, is none of them."""

    def __getitem__(self, name: str) -> Any:
        if "." in name:
            raise KeyError(name)
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    @staticmethod
    def _all() -> dict[str, Any]:
        package: Any = importlib.import_module(CHANNELS)
        _ = package.input_channel_classes  # a use: all of them are loaded
        channels: dict[str, Any] = package.__dict__["BUILTIN_CHANNELS"]
        return channels


def _modules_of_components() -> dict[str, str]:
    """The module of each component, by the component's name, as Rasa's own file imports them."""
    if not _modules:
        spec = importlib.util.find_spec(COMPONENTS)
        assert spec and spec.origin
        for statement in ast.parse(Path(spec.origin).read_text(encoding="utf-8")).body:
            if isinstance(statement, ast.ImportFrom) and statement.module:
                _modules.update({alias.name: statement.module for alias in statement.names})
    return _modules


_modules: dict[str, str] = {}


def _functions(*names: str) -> Deferral:
    return Deferral(functions=frozenset(names))


def _classes(*names: str) -> Deferral:
    return Deferral(classes=frozenset(names))


def _of_channel(name: str) -> Any:
    return lambda: getattr(importlib.import_module(CHANNEL), name)


_OF_CHANNELS = ("InputChannel", "OutputChannel", "UserMessage", "CollectingOutputChannel")
# By who imports them: for a component, a command, a channel or a store that may not be used.
PLANS = {
    # Training and TensorFlow, that extractors, featurizers and policies name.
    "rasa.utils.train_utils": Deferral(),
    "rasa.utils.tensorflow.model_data": _functions("ragged_array_to_ndarray"),
    "rasa.utils.tensorflow.model_data_utils": Deferral(),
    COMPONENTS: _functions("DEFAULT_COMPONENTS"),
    # What checks a configuration, which a served model names among what it was trained by.
    "rasa.graph_components.validators.default_recipe_validator": _classes(
        "DefaultV1RecipeValidator"
    ),
    # Evaluation and the interactive command, that the server's HTTP API names.
    "rasa.nlu.test": Deferral(
        classes=frozenset(("CVEvaluationResult", "EntityEvaluationResult")),
        functions=frozenset(("evaluate_entities",)),
    ),
    "rasa.core.test": _functions("test"),
    # Channels of Rasa's, which credentials.yml names or not.
    CHANNELS: Deferral(
        apart=True,
        given={"BUILTIN_CHANNELS": Channels, **{n: _of_channel(n) for n in _OF_CHANNELS}},
    ),
    f"{CHANNELS}.console": Deferral(),
    # Stores of conversations, that rasa.core.tracker_store names beside SQL's.
    "boto3": Deferral(),
    "boto3.dynamodb": Deferral(),
    "boto3.dynamodb.conditions": _classes("Key"),
    "pymongo": Deferral(),
    "pymongo.collection": _classes("Collection"),
}


def install() -> None:
    """From now on, in this process; before anything of Rasa is imported, to be of use. Once."""
    defer(PLANS)
    from rasa.engine.recipes.default_recipe import DefaultV1Recipe

    known = DefaultV1Recipe._registered_components
    if not isinstance(known, Components):
        DefaultV1Recipe._registered_components = Components(known)
