"""The reading of facts is counted, and reported, right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench.lecture import courbe, fichiers, rapport
from bench.lecture.besoins import seules
from bench.lecture.calibration import Case, cases, ecart, paris
from bench.lecture.cibles import CIBLES
from bench.lecture.comptes import Bilan, Dite, bilan, ouvertures, sans_fait
from bench.lecture.confusion import confusion, les_pires
from bench.lecture.courbe import Point, paliers
from bench.lecture.cout import Duree, textes_longs
from bench.lecture.erreurs import (
    AUTRE_ROLE,
    AUTRE_VALEUR,
    DEMANDEE,
    RIEN_DE_DIT,
    SANS_CANDIDAT,
    par_nature,
)
from bench.lecture.memoire import Memoire
from bench.lecture.mesures import Mesures
from bench.lecture.pli import ENSEMBLE, FOND, SERVI, VITE, Lus, connus, lire_hors_pli, masquer
from bench.lecture.sortes import Sorte, par_sorte
from vte.lecture import Lecture
from vte.lecture.candidats import Candidat
from vte.lecture.corpus import Marque, Message, annoter
from vte.lecture.decision import Decision, Juge
from vte.lecture.entrainement import Appris
from vte.lecture.mention import Mention
from vte.lecture.roles.exemples import RIEN, Exemple
from vte.lecture.roles.seuils import Jugee
from vte.lecture.roles.simple import CLASSES


def _message(id_: str, genre: str = "simple", auteur: str = "a", **faits: Any) -> Message:
    marques = tuple(Marque(0, 2, cle, valeur) for cle, valeur in faits.items())
    return Message(id_, "45 à Oyonnax", None, marques, auteur, genre)


def _dite(message: Message, lus: dict[str, Any], doutes: Sequence[str] = ()) -> Dite:
    faits = tuple(Mention(cle, valeur, 0, 2) for cle, valeur in lus.items())
    demandes = tuple(Mention(cle, 1, 0, 2) for cle in doutes)
    return Dite(message, Decision(faits, demandes))


JUSTE = _dite(_message("1", effectif=45), {"effectif": 45})
ERRONEE = _dite(_message("2", effectif=45), {"effectif": 54})
OMISE = _dite(_message("3", effectif=45, contrat="cdi"), {"contrat": "cdi"}, ["effectif"])
INVENTEE = _dite(_message("4", "rien"), {"effectif": 12}, ["duree_mois"])
MUETTE = _dite(_message("5", "rien"), {})
TOUTES = [JUSTE, ERRONEE, OMISE, INVENTEE, MUETTE]


def test_a_message_is_right_with_every_fact_and_none_false():
    assert bilan(TOUTES) == Bilan(messages=5, justes=2, avec_faux=2, demandes=2, dits=4, lus=2)
    assert bilan(TOUTES).part("justes") == 0.4
    assert bilan(TOUTES).part("lus") == 0.5
    assert bilan([]).part("lus") != bilan([]).part("lus")  # of nothing: no number


def test_a_fact_asked_back_is_neither_read_nor_false():
    assert (OMISE.manquees, OMISE.fausses, OMISE.demandees) == ({"effectif"}, set(), {"effectif"})


def test_plain_openings_and_messages_that_state_nothing_are_told_apart():
    assert ouvertures(TOUTES) == [JUSTE, ERRONEE, OMISE]
    assert sans_fait(TOUTES) == [INVENTEE, MUETTE]


def test_facts_by_kind_say_what_became_of_each():
    sortes = par_sorte(TOUTES)
    assert sortes["effectif"] == Sorte(dits=3, justes=1, errones=1, demandes=1, inventes=1)
    assert sortes["duree_mois"] == Sorte(demandes_en_trop=1)
    assert next(iter(sortes)) == "effectif"


def test_the_key_that_alone_spoils_a_message_is_counted():
    assert seules(TOUTES) == {"effectif": 3}


def test_probabilities_fall_into_equal_parts():
    trouvees = cases([(0.05, False), (0.91, True), (0.99, False), (1.0, True)])
    assert [(c.nombre, round(c.annoncee, 3), round(c.vraie, 3)) for c in trouvees] == [
        (1, 0.05, 0.0),
        (3, 0.967, 0.667),
    ]


def test_the_distance_weighs_each_fact_alike():
    assert ecart([Case(1, 0.5, 1.0), Case(9, 0.9, 0.9)]) == pytest.approx(0.05)
    assert ecart([]) == 0


def _candidat(nature: str, debut: int, **valeurs: Any) -> Candidat:
    return Candidat(nature, debut, debut + 2, valeurs, "nue")


NOMBRE = _candidat("nombre", 0, effectif=45, duree_mois=45)
DUREE = _candidat("duree", 5, duree_mois=12)


def _jugee(message: Message, **roles: float) -> Dite:
    juges = [Juge(NOMBRE, roles), Juge(DUREE, {"duree_mois": 0.2})]
    return Dite(message, Decision((), ()), Jugee(message, juges, {"candidat": 0.1}))


def test_every_likeliest_value_is_a_bet_whether_it_is_taken_or_not():
    assert sorted(paris([_jugee(_message("1", effectif=45), effectif=0.7)])) == [
        (0.1, False),
        (0.2, False),
        (0.7, True),
    ]


def _exemple(message: Message, *roles: str, manquees: tuple[Marque, ...] = ()) -> Exemple:
    return Exemple(message, (NOMBRE, DUREE), roles, manquees)


def test_a_role_is_confused_with_the_likeliest_one_or_with_none():
    message = _message("1", effectif=45, duree_mois=12, profil="entreprise")
    exemples = {"1": _exemple(message, "effectif", "duree_mois")}
    paires = confusion([_jugee(message, effectif=0.4, duree_mois=0.5)], exemples)
    assert paires == {
        ("effectif", "duree_mois"): 1,
        ("duree_mois", RIEN): 1,
        ("entreprise", RIEN): 1,
    }
    assert les_pires(paires + paires, 1) == [("effectif", "duree_mois", 2)]


def test_an_error_is_named_by_what_the_candidate_is():
    manque = Marque(0, 2, "effectif", 45)
    dites = {
        "1": (_dite(_message("1"), {"effectif": 45}), _exemple(_message("1"), RIEN, RIEN)),
        "2": (
            _dite(_message("6", duree_mois=45), {"effectif": 45}, ["duree_mois"]),
            _exemple(_message("6"), "duree_mois", RIEN),
        ),
        "3": (ERRONEE, _exemple(ERRONEE.message, RIEN, RIEN)),
        "4": (
            _dite(_message("4", effectif=45), {}),
            _exemple(_message("4"), RIEN, RIEN, manquees=(manque,)),
        ),
    }
    fautes = par_nature(
        [d for d, _ in dites.values()], {d.message.id: e for d, e in dites.values()}
    )
    assert fautes == {
        (RIEN_DE_DIT, "effectif"): 1,
        (AUTRE_ROLE, "effectif"): 1,
        (DEMANDEE, "duree_mois"): 1,
        (AUTRE_VALEUR, "effectif"): 1,
        (SANS_CANDIDAT, "effectif"): 1,
    }


def test_authors_are_doubled_up_to_all():
    assert paliers(19) == [1, 2, 4, 8, 16, 19]
    assert paliers(8) == [1, 2, 4, 8]


def test_long_texts_have_their_length_and_read_no_answer():
    ouverts = [Message(str(i), "on est 45 " * 9, None, (), "a") for i in range(60)]
    textes = textes_longs([*ouverts, Message("r", "douze", "effectif", (), "a")], combien=3)
    assert [len(t) for t in textes] == [1000] * 3
    assert not any("douze" in t for t in textes)


def test_what_is_served_takes_the_time_of_the_encoder_where_it_runs():
    assert Duree([1.0, 2.0], [10.0, 20.0], [False, True]).servies == [1.0, 20.0]


def test_memory_adds_the_difference_to_the_server_of_before():
    assert Memoire(avant=200, apres=300, serveur=1000).rapport == 1.1


def _appris(auteurs: int) -> Appris:
    """Of each author four messages of one number: a head count or nothing, by turns."""
    messages = [
        _message(f"{a}-{i}", auteur=f"a{a}", **({"effectif": 45} if i % 2 else {}))
        for a in range(auteurs)
        for i in range(4)
    ]
    roles = ["effectif" if m.faits else RIEN for m in messages]
    exemples = [Exemple(m, (NOMBRE,), (r,), ()) for m, r in zip(messages, roles, strict=True)]
    clues = np.array([[r == RIEN, r != RIEN] for r in roles], float)
    qui = ["entreprise" if i % 2 else RIEN for i in range(len(messages))]
    places = list(range(len(messages)))
    return Appris(exemples, {"nombre": (clues, roles, places), "profil": (clues, qui, places)})


def _logs(appris: Appris, sure: float) -> dict[str, Any]:
    """A model that is right, and so sure of it."""
    logs = {}
    for nature, (_, classes, _) in appris.natures.items():
        connues = CLASSES[nature]
        reste = (1 - sure) / (len(connues) - 1)
        logs[nature] = np.log([[sure if c == k else reste for c in connues] for k in classes])
    return logs


def test_the_rows_of_the_authors_left_out_are_unknown():
    appris = _appris(3)
    logs = masquer(appris, _logs(appris, 0.9), {"a0"}, dedans=True)
    assert connus(appris, logs) == {f"{a}-{i}" for a in (1, 2) for i in range(4)}


def test_the_cascade_asks_the_encoder_where_the_quick_model_is_not_sure():
    appris = _appris(4)
    lus = lire_hors_pli(appris, _logs(appris, 0.6), _logs(appris, 0.99), 2)
    assert list(lus.dites) == [VITE, FOND, ENSEMBLE, SERVI]
    assert len(lus.communes()) == 16
    assert sorted(lus.a_fond) == sorted(lus.cascades)
    assert len(lus.a_fond[max(lus.a_fond)]) >= len(lus.a_fond[min(lus.a_fond)])


def test_without_an_encoder_the_quick_model_is_read_alone():
    appris = _appris(4)
    rien = {n: np.full_like(x, np.nan) for n, x in _logs(appris, 0.9).items()}
    assert list(lire_hors_pli(appris, _logs(appris, 0.9), rien, 2).dites) == [VITE]


def _mesures() -> Mesures:
    lus = Lus({VITE: {d.message.id: d for d in TOUTES}})
    exemples = {d.message.id: _exemple(d.message, RIEN, RIEN) for d in TOUTES}
    points = [Point(n, 150 * n, bilan(TOUTES)) for n in (1, 2, 4)]
    return Mesures([d.message for d in TOUTES], exemples, lus, points, affine=False)


def test_the_report_says_what_was_asked_and_what_is_missing():
    lignes = rapport.ecrire(_mesures()).splitlines()
    juste = "messages with every fact right and none false"
    assert f"| {juste} | 40.0% | ≥ 75% | **not reached** | ≥ 85% |" in lignes
    assert "| messages after which a fact is asked back | 40.0% | ≤ 15% | **not reached** |  |" in (
        lignes
    )
    assert "| `effectif` | 3 | 1 | 1 | 1 | 0 | 1 | 0 |" in lignes
    assert "| a | 5 | 40.0% | 40.0% | 40.0% |" in lignes
    assert "**The encoder has read no author unseen: its figures are missing.**" in lignes
    assert not any("Oyonnax" in ligne for ligne in lignes)


def test_what_was_asked_is_what_the_issue_asks():
    assert [(c.demande, c.but) for c in CIBLES] == [
        (0.75, 0.85),
        (0.92, None),
        (None, None),
        (0.06, 0.03),
        (0.04, None),
        (0.15, None),
    ]


def test_files_from_elsewhere_are_read_by_the_served_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    annote = annoter("45 ici", (Marque(0, 2, "effectif", 45),))
    ligne = {"id": "1", "question": None, "annote": annote, "auteur": "z"}
    fichier = tmp_path / "z.json"
    fichier.write_text(json.dumps(ligne), encoding="utf-8")
    lue = Lecture((Mention("effectif", 45, 0, 2),))
    monkeypatch.setattr(fichiers, "lire", lambda texte, question: lue)
    entete, du_fichier, toutes = fichiers.chiffres([fichier])
    assert du_fichier.split()[:4] == ["z", "1", "100.0%", "100.0%"]
    assert toutes.split()[1:] == du_fichier.split()[1:]
    assert len(entete) == len(toutes)


def test_the_curve_reads_every_author_once(monkeypatch: pytest.MonkeyPatch):
    points = courbe.courbe(_appris(5))
    assert [p.auteurs for p in points] == [1, 2, 3]
    assert all(p.bilan.messages == 20 for p in points)
