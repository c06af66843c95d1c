"""What a trained model depends on is found, all of it, and a change of any of it trains again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot import model
from bot.environment import ROOT
from bot.nlu import classifieur
from bot.nlu.classifieur import ClassifieurLineaire
from vte import digest

# Imports the components, learns, reads; prints every file of the project that this opened.
OUVERTS = """
import json, sys
from pathlib import Path
root, opened = Path(sys.argv[1]), set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)
from vte.territoires.build import build
build("sqlite:///" + sys.argv[2])
from vte.comprehension.facts_first import conclude
from vte.comprehension.model import Modele
from vte.lecture import lire
modele = Modele.entrainer([("bonjour", "saluer"), ("45 salariés à Lyon", "informer")] * 2)
conclude("oyonax", "hors_sujet", lire("oyonax", "commune_choix", ["01283"]))
modele.classer("à Montréal", ())
opened |= {m.__file__ for m in sys.modules.values() if getattr(m, "__file__", None)}
ours = {Path(f).resolve() for f in opened}
ours = {f.relative_to(root) for f in ours if f.is_relative_to(root) and f.is_file()}
print(json.dumps(sorted(str(f) for f in ours)))
"""
AILLEURS = (".venv", ".vte", ".git", "models")  # installed, or made by us


@pytest.mark.lent
def test_every_file_that_reading_a_message_opens_is_in_the_digest(tmp_path: Path):
    ecrit = subprocess.run(
        [sys.executable, "-B", "-c", OUVERTS, str(ROOT), str(tmp_path / "base.sqlite")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    ouverts = [Path(f) for f in json.loads(ecrit.splitlines()[-1])]
    connus = {f.relative_to(ROOT) for f in digest.sources()}
    siens = [f for f in ouverts if f.parts[0] not in AILLEURS and f.suffix != ".pyc"]
    assert {Path("vte/texte.py"), Path("vte/comprehension/concepts.yml")} <= set(siens)
    assert [f for f in siens if f not in connus] == []


def test_the_keys_of_the_dossier_are_in_the_digest():
    """They are found by their folder: no import names them."""
    keys = set((ROOT / "vte" / "dossier" / "cles").glob("*.py"))
    assert len(keys) > 10 and keys <= digest.sources()


def test_every_import_that_the_components_reach_is_in_the_digest():
    """Found another way than the digest finds it: by name, over all modules of both rooms."""
    modules = {
        ".".join(f.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): f
        for room in ("vte", "bot")
        for f in (ROOT / room).rglob("*.py")
    }
    connus = digest.sources()
    for fichier in [f for f in connus if f.suffix == ".py" and f in modules.values()]:
        for nom in digest.imported(fichier):
            for module in (nom, nom.rpartition(".")[0]):
                assert modules.get(module, fichier) in connus, (fichier, module)


@pytest.mark.parametrize(
    "source",
    [
        "vte/comprehension/concepts.yml",
        "vte/territoires/lexique/mots_courants.txt",
        "vte/lecture/roles/poids/affine.npz",
        "data/lecture/b01.jsonl",
        "vte/texte.py",
        "bot/nlu/lecteur.py",
        "data/territoires/communes.csv",
        "requirements.lock",
    ],
)
def test_a_change_trains_again_and_takes_nothing_from_the_cache_of_rasa(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for fichier in digest.sources():
        copie = tmp_path / fichier.relative_to(ROOT)
        copie.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(fichier, copie)
    monkeypatch.setattr(classifieur, "of_understanding", lambda: digest.of_understanding(tmp_path))

    def sommes() -> tuple[str, str]:
        return model.fingerprint(tmp_path), ClassifieurLineaire.fingerprint_addon({})

    avant = sommes()
    assert sommes() == avant
    with (tmp_path / source).open("a") as fichier:
        fichier.write("\n# change\n")
    assert not set(sommes()) & set(avant)


def test_the_examples_the_domain_and_the_configuration_train_again(tmp_path: Path):
    sommes = set()
    for fichier in ("domain.yml", "config.yml", "data/nlu/faq/montant.yml"):
        (tmp_path / fichier).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / fichier).write_text("a")
        sommes.add(model.fingerprint(tmp_path))
    assert len(sommes) == 3


def test_the_digest_of_a_tree_does_not_depend_on_where_it_stands():
    assert ClassifieurLineaire.fingerprint_addon({}) == digest.of_understanding()


def test_every_place_that_is_searched_for_sources_has_some():
    sources = digest.sources()
    for motif in (*digest.ENTRIES, *digest.TABLES):
        assert set(ROOT.glob(motif)) & sources, motif
    for motif in model.INPUTS:
        assert list(ROOT.glob(motif)), motif
