"""What `make entrainer` does, compares and says, on a few figures; nothing is trained here."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import pytest

from bot.environment import CannotStart
from outils.entrainer import __main__ as entrainer
from outils.entrainer import apart
from outils.entrainer.comparaison import FAITS, INTENTIONS, JeuxDifferents, Mesure, comparer
from outils.entrainer.mesures import forme
from outils.entrainer.rapport import MONTREES, rapport

BONNE = Mesure("neuf", FAITS, "a", "on est 99", juste=True)
MANQUEE = Mesure("neuf", FAITS, "b", "une poignée", juste=False)
INTENTION = Mesure("neuf", INTENTIONS, "a", "bonjour", juste=True)
TOUTES = [BONNE, MANQUEE, INTENTION]


def devenues(**changees: Mesure) -> list[Mesure]:
    """The same sentences, those of these keys changed."""
    return [changees.get(m.cle, m) if m.genre == FAITS else m for m in TOUTES]


def test_what_does_not_change_is_recommended_and_says_that_nothing_is_served():
    c = comparer(TOUTES, TOUTES)
    assert c.recommandee and not (c.perdues or c.gagnees or c.faussees)
    dit = rapport(c)
    assert "Servi\u00a0: **non**" in dit and "Served: **no**" in dit
    assert "vte modele publier" in dit and "Recommandé\u00a0: oui" in dit


def test_what_is_learnt_is_told_by_set_and_by_sentence():
    c = comparer(TOUTES, devenues(b=replace(MANQUEE, juste=True)))
    assert c.recommandee and [m.forme for m in c.gagnees] == ["une poignée"]
    assert (c.justes, c.faux) == ((2, 3), (0, 0))
    assert "| faits | neuf | 2 | 1 | 2 | 0 | 0 |" in rapport(c)
    assert "| intentions | neuf | 1 | 1 | 1 | 0 | 0 |" in rapport(c)


def test_it_is_not_recommended_when_false_facts_rise_however_much_else_is_gained():
    apres = devenues(a=replace(BONNE, juste=False, faux=True), b=replace(MANQUEE, juste=True))
    c = comparer(TOUTES, apres)
    assert c.justes == (2, 2) and c.faux_en_hausse and not c.recommandee
    dit = rapport(c)
    assert "Les faits faux augmentent\u00a0: de 0 à 1" in dit
    assert "False facts rise: from 0 to 1" in dit
    assert "Recommandé\u00a0: oui" not in dit and "Recommended: yes" not in dit


def test_it_is_not_recommended_when_fewer_messages_are_right():
    c = comparer(TOUTES, devenues(a=replace(BONNE, juste=False)))
    assert not c.recommandee and not c.faux_en_hausse
    assert "Les messages justes diminuent\u00a0: de 2 à 1" in rapport(c)


def test_sets_that_changed_meanwhile_are_not_compared():
    with pytest.raises(JeuxDifferents):
        comparer(TOUTES, TOUTES[:-1])


def test_a_long_list_is_cut_and_says_how_much_is_left():
    avant = [replace(BONNE, cle=str(n)) for n in range(MONTREES + 5)]
    apres = [replace(m, juste=False) for m in avant]
    assert "- et 5 autres" in rapport(comparer(avant, apres))


@pytest.mark.parametrize(
    ("texte", "attendue"),
    [
        ("on est 45 à Oyonnax", "on est 99 à Xxx"),
        ("Léa Martin, 06 12 34 56 78", "Xxx Xxx, [téléphone]"),
        ("écrivez à lea@exemple.fr", "écrivez à [adresse électronique]"),
    ],
)
def test_a_sentence_is_told_by_its_shape(texte: str, attendue: str):
    assert forme(texte) == attendue


def test_the_copy_is_its_own_and_learns_only_what_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(apart, "ASIDE", tmp_path)
    monkeypatch.setattr(apart, "TREE", tmp_path / "projet")
    apart.copy()
    assert not apart.differs()
    corpus = tmp_path / "projet" / "data" / "lecture" / "corrections.jsonl"
    corpus.write_text('{"id": "console-1", "question": null, "annote": "bonjour"}\n', "utf-8")
    assert apart.differs()
    apart.copy()  # begun again, from what the project is
    assert not corpus.exists() and not apart.differs()


@dataclass
class Runs:
    """What was run, in the place of what takes minutes; `learns`: a sentence to learn, or none."""

    tree: Path
    learns: str = ""
    labels: list[str] = field(default_factory=list)

    def __call__(self, command: list[str], root: Path, failed: str) -> None:
        if command[1].endswith("manage.py"):
            if self.learns:
                corpus = self.tree / "data" / "lecture" / "corrections.jsonl"
                corpus.write_text(self.learns, "utf-8")
            return
        self.labels.append(f"{command[2]} {root.name}")
        if command[2] == "outils.entrainer.mesures":
            Path(command[3]).write_text(json.dumps([asdict(m) for m in TOUTES]), "utf-8")


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runs:
    ran = Runs(tmp_path / "projet")
    monkeypatch.setattr(apart, "ASIDE", tmp_path)
    monkeypatch.setattr(apart, "TREE", ran.tree)
    monkeypatch.setattr(entrainer, "RAPPORT", tmp_path / "rapport.md")
    monkeypatch.setattr(apart, "_run", ran)
    return ran


def test_it_trains_and_measures_then_leaves_a_report_and_nothing_of_the_sentences(
    runs: Runs, capsys: pytest.CaptureFixture[str]
):
    runs.learns = '{"id": "console-1", "question": null, "annote": "un secret"}\n'
    measured = "outils.entrainer.mesures"
    assert entrainer.principal() == 0
    assert runs.labels == [
        "bot.launcher projet",
        f"{measured} {apart.ROOT.name}",
        f"{measured} projet",
    ]
    assert "Recommandé\u00a0: oui" in capsys.readouterr().out
    left = [file for file in runs.tree.parent.rglob("*") if file.is_file()]
    assert not runs.tree.exists() and runs.tree.parent / "rapport.md" in left
    assert not any("un secret" in file.read_text("utf-8") for file in left)


def test_run_again_it_says_the_same_without_training_again(runs: Runs):
    runs.learns = '{"id": "console-1", "question": null, "annote": "un secret"}\n'
    entrainer.principal()
    runs.labels.clear()
    assert entrainer.principal() == 0 and runs.labels == [] and not runs.tree.exists()


def test_with_nothing_to_learn_nothing_is_trained_and_no_copy_stays(
    runs: Runs, capsys: pytest.CaptureFixture[str]
):
    assert entrainer.principal() == 0
    assert "rien n'a été entraîné" in capsys.readouterr().out
    assert runs.labels == [] and not runs.tree.exists()


def test_stopped_it_keeps_what_it_has_and_says_why(
    runs: Runs, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def fails() -> None:
        raise CannotStart("L'entraînement a échoué")

    runs.learns = '{"id": "console-1", "question": null, "annote": "bonjour"}\n'
    monkeypatch.setattr(apart, "train", fails)
    assert entrainer.principal() == 1 and runs.tree.exists()
    assert "L'entraînement a échoué" in capsys.readouterr().err


def test_whatever_the_settings_say_the_copy_trains_its_own_reader(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_LECTEUR", "/srv/vte/lecteur.npz")
    mis = apart._environment(apart.TREE)
    assert (mis["VTE_LECTEUR"], mis["PYTHONPATH"]) == (".vte/lecteur.npz", str(apart.TREE))
    assert apart._environment(apart.ROOT)["VTE_LECTEUR"] == "/srv/vte/lecteur.npz"
