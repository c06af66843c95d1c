"""A deferred module is the module itself, run when something of it is used."""

from __future__ import annotations

import importlib
import inspect
import pickle
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from bot.lean import deferred
from bot.lean.deferred import Deferral, asleep, defer

RUNS = "import builtins\nbuiltins.ran_{0} = getattr(builtins, 'ran_{0}', 0) + 1\n"


@pytest.fixture
def paquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package `<name>` with modules `outils` and `classes`, that count how often they run."""
    name = f"paquet_{tmp_path.name.replace('-', '_')}"
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").write_text(RUNS.format(name))
    (folder / "outils.py").write_text(
        RUNS.format(f"{name}_outils") + "VALEUR = 3\ndef double(x):\n    return 2 * x\n"
    )
    (folder / "classes.py").write_text(
        "class Mere:\n    nom = 'mere'\nclass Fille(Mere):\n    ...\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    return name


def _ran(name: str) -> int:
    import builtins

    return getattr(builtins, f"ran_{name}", 0)


def _importe(name: str, **plans: Deferral) -> Any:
    defer({f"{name}.{module}": plan for module, plan in plans.items()})
    return [importlib.import_module(f"{name}.{module}") for module in plans]


def test_a_module_runs_when_something_of_it_is_used_and_once(paquet: str):
    (outils,) = _importe(paquet, outils=Deferral())
    assert _ran(f"{paquet}_outils") == 0 and outils.__name__ in asleep()
    assert outils.VALEUR == 3 and outils.double(outils.VALEUR) == 6
    assert _ran(f"{paquet}_outils") == 1 and outils.__name__ not in asleep()


def test_a_module_keeps_its_identity_when_it_runs(paquet: str):
    (outils,) = _importe(paquet, outils=Deferral())
    avant = sys.modules[outils.__name__]
    assert outils.VALEUR == 3
    assert sys.modules[outils.__name__] is avant is outils
    assert importlib.import_module(outils.__name__) is outils


def test_a_function_that_was_imported_by_name_is_looked_up_when_it_is_called(paquet: str):
    (outils,) = _importe(paquet, outils=Deferral(functions=frozenset(["double"])))
    double = outils.double
    assert _ran(f"{paquet}_outils") == 0
    assert double(4) == 8 and _ran(f"{paquet}_outils") == 1
    assert inspect.isfunction(outils.double)  # the real one from now on


def test_a_class_that_was_imported_by_name_is_a_class_before_its_module_runs(paquet: str):
    (classes,) = _importe(paquet, classes=Deferral(classes=frozenset(["Mere"])))
    mere = classes.Mere
    assert inspect.isclass(mere) and classes.__name__ in asleep()
    assert isinstance(classes.Fille(), mere) and not isinstance(3, mere)
    assert issubclass(classes.Fille, mere) and mere.nom == "mere"
    assert mere == classes.Mere and mere in {classes.Mere, int} and mere != classes.Fille
    assert issubclass(type("Autre", (), {}), object) and _derivee(mere).__mro__[1] is classes.Mere


def _derivee(base: Any) -> type:
    class Derivee(base):
        pass

    return Derivee


def test_the_package_of_a_module_runs_before_it(paquet: str):
    defer({paquet: Deferral(), f"{paquet}.outils": Deferral()})
    outils = importlib.import_module(f"{paquet}.outils")
    assert _ran(paquet) == 0
    assert outils.VALEUR == 3 and _ran(paquet) == 1


def test_a_module_that_is_not_deferred_finds_its_package_run(paquet: str):
    defer({paquet: Deferral()})
    importlib.import_module(f"{paquet}.classes")
    assert _ran(paquet) == 1


def test_a_name_that_the_module_lacks_is_an_error_as_of_any_module_and_runs_nothing(paquet: str):
    (outils,) = _importe(paquet, outils=Deferral())
    with pytest.raises(AttributeError):
        _ = outils.absent
    with pytest.raises(ImportError):
        exec(f"from {paquet}.outils import absent", {})
    assert _ran(f"{paquet}_outils") == 0


def test_pickle_that_looks_a_function_up_in_all_modules_runs_none(paquet: str):
    (outils,) = _importe(paquet, outils=Deferral())
    assert pickle.whichmodule(lambda: None, "fonction_de_nulle_part") is not None
    assert _ran(f"{paquet}_outils") == 0 and outils.__name__ in asleep()


def test_a_module_that_fails_says_why_each_time_it_is_used(paquet: str, tmp_path: Path):
    (tmp_path / paquet / "casse.py").write_text("import inconnu_de_tous\nVALEUR = 1\n")
    (casse,) = _importe(paquet, casse=Deferral())
    for _ in range(2):
        with pytest.raises(ModuleNotFoundError, match="inconnu_de_tous"):
            _ = casse.VALEUR


def test_threads_that_use_a_module_at_the_same_time_all_find_it_whole(paquet: str, tmp_path: Path):
    lent = "import time\nPREMIER = 1\ntime.sleep(0.05)\nDERNIER = 2\n"
    (tmp_path / paquet / "lent.py").write_text(lent)
    (module,) = _importe(paquet, lent=Deferral())
    vus: list[int] = []
    fils = [
        threading.Thread(target=lambda: vus.append(module.PREMIER + module.DERNIER))
        for _ in range(4)
    ]
    for un in fils:
        un.start()
    for un in fils:
        un.join(10)
    assert vus == [3, 3, 3, 3]


def test_a_module_that_is_loaded_already_stays_as_it_is(paquet: str):
    outils = importlib.import_module(f"{paquet}.outils")
    defer({f"{paquet}.outils": Deferral()})
    assert importlib.import_module(f"{paquet}.outils") is outils
    assert not isinstance(outils, deferred.DeferredModule)


@pytest.fixture(autouse=True)
def _plans_of_this_test_only(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(deferred, "_plans", dict(deferred._plans))
    avant = list(sys.meta_path)
    yield
    sys.meta_path[:] = avant
