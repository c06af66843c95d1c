"""What of Rasa is deferred is there in this Rasa, is not loaded to serve, and works when named."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from bot.environment import ROOT, environment
from bot.lean import adapter

HEAVY = ("tensorflow", "keras", "jax", "matplotlib", "transformers", "botocore", "aiogram")
SERVED = """
import rasa.__main__, rasa.core.run, rasa.core.agent
import bot.channels.web.channel, bot.channels.messengers.telegram, bot.tracker_store
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.importers.importer import TrainingDataImporter
config = TrainingDataImporter.load_from_config("config.yml").get_config()
DefaultV1Recipe().graph_config_for_recipe(config, {})
"""


def _python(code: str) -> str:
    """What this code prints in a worker's process. Error: CalledProcessError."""
    start = "import sys\nfrom bot.lean import adapter\nadapter.install()\n"
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", start + code],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_what_serves_this_configuration_loads_nothing_heavy_of_rasas():
    assert _python(f"{SERVED}\nprint([m for m in {HEAVY} if m in sys.modules])") == "[]"


@pytest.mark.parametrize("module", adapter.PLANS)
def test_each_deferred_module_is_in_this_rasa_and_binds_the_names_that_stand_for_it(module: str):
    plan, bound = adapter.PLANS[module], _bound(module)
    assert plan.functions | plan.classes | set(plan.given) <= bound.keys()
    assert not any(isinstance(bound[name], ast.FunctionDef) for name in plan.classes)


def _bound(module: str) -> dict[str, ast.AST | None]:
    """What the text of a module binds at its top; None: an import."""
    spec = importlib.util.find_spec(module)
    assert spec and spec.origin
    bound: dict[str, ast.AST | None] = {}
    for node in ast.parse(Path(spec.origin).read_bytes()).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            bound[node.name] = node
        elif isinstance(node, ast.Import | ast.ImportFrom):
            bound |= {alias.asname or alias.name: None for alias in node.names}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            bound |= {target.id: node for target in targets if isinstance(target, ast.Name)}
    return bound


def test_every_component_of_rasas_is_known_by_the_module_that_registers_it():
    listed = _bound(adapter.COMPONENTS)["DEFAULT_COMPONENTS"]
    assert isinstance(listed, ast.Assign) and isinstance(listed.value, ast.List)
    names = {element.id for element in listed.value.elts if isinstance(element, ast.Name)}
    modules = adapter._modules_of_components()
    assert len(names) > 20 and names <= modules.keys()
    assert all(importlib.util.find_spec(modules[name]) for name in names)


def test_a_component_of_rasas_is_registered_when_a_configuration_names_it():
    code = """
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
found = DefaultV1Recipe._from_registry("WhitespaceTokenizer")
print(found.clazz.__module__, "tensorflow" in sys.modules)
"""
    assert _python(code) == "rasa.nlu.tokenizers.whitespace_tokenizer False"


@pytest.mark.lent
def test_a_component_on_tensorflow_is_loaded_with_it_when_a_configuration_names_it():
    code = """
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
diet = DefaultV1Recipe._from_registry("DIETClassifier").clazz
import tensorflow
print(diet.__module__, diet.get_default_config()["epochs"], tensorflow.add(1, 2).numpy())
"""
    assert _python(code) == "rasa.nlu.classifiers.diet_classifier 300 3"


def test_a_name_that_is_no_component_is_rasas_own_error():
    code = """
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.exceptions import InvalidConfigException
try:
    DefaultV1Recipe._from_registry("Inconnu")
except InvalidConfigException as error:
    print("Inconnu" in str(error), "tensorflow" in sys.modules)
"""
    assert _python(code) == "True False"


def test_a_channel_of_rasas_opens_when_credentials_name_it_and_not_for_a_class_of_ours():
    code = """
from rasa.core.run import _create_single_channel
ours = _create_single_channel("bot.channels.web.channel.WebChannel", {})
print(type(ours).__name__, "aiogram" in sys.modules)
theirs = _create_single_channel("rest", {})
from rasa.core.channels import BUILTIN_CHANNELS, RestInput
print(type(theirs) is RestInput, len(BUILTIN_CHANNELS) > 10, "aiogram" in sys.modules)
"""
    assert _python(code).splitlines() == ["WebChannel False", "True True True"]
