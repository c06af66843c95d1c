"""The verdict in view: that of the facts now known, with all that its card shows."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.vte.conversation.personne import ELIGIBLE, Personne, lue
from vte.conversation import carte, offre
from vte.digest import ROOT
from vte.regles import empreinte as rules
from vte.regles import evaluer

ESPACE = "\u00a0"
APPRENTI = {c: v for c, v in ELIGIBLE.items() if c != "date_diplome"} | {
    "contrat": "apprentissage",
    "niveau_obtenu": 2,
    "niveau_prepare": 3,
}


def judged(**faits: Any) -> Personne:
    personne = Personne(**faits)
    personne.dit("alors, quelles aides ?", "demander_aides")
    return personne


def shown(personne: Personne) -> dict[str, Any]:
    found = carte(personne.etat)
    assert found is not None
    return found


def test_nothing_is_in_view_before_the_verdict_is_announced_nor_after_a_new_start():
    personne = Personne()
    personne.dit("on est 45", lecture=lue(effectif=45))
    assert carte(personne.etat) is None and offre(personne.etat, "/modifier") is None
    personne = judged(**ELIGIBLE)
    personne.dit("on recommence", "recommencer")
    assert carte(personne.etat) is None


def test_it_holds_the_verdict_of_the_contract_whole():
    personne = judged(**ELIGIBLE)
    verdict = evaluer(personne.etat.entretien.dossier).en_json()
    assert {nom: shown(personne)[nom] for nom in verdict} == verdict


def test_its_conditions_say_their_state_and_those_that_are_not_met_come_first():
    found = shown(judged(**ELIGIBLE | {"commune": "69123"}))
    first, *others = found["conditions"]
    assert (first["id"], first["statut_dit"]) == ("territoire", "Non remplie")
    assert {c["statut_dit"] for c in others} == {"Remplie"}
    assert {c["id"] for c in found["conditions"]} == {c["id"] for c in found["criteres"]}


def test_it_follows_every_change():
    personne = judged(**ELIGIBLE)
    for faits, statut in (({"effectif": 6000}, "non_eligible"), ({"effectif": 60}, "eligible")):
        personne.dit("en fait…", lecture=lue(**faits))
        assert (shown(personne)["statut"], shown(personne)["dossier"]["effectif"]) == (
            statut,
            faits["effectif"],
        )


def test_what_was_kept_by_older_rules_is_judged_again_where_it_is_shown():
    personne = judged(**ELIGIBLE)
    old = {**(personne.etat.verdict or {}), "statut": "non_eligible"}
    personne.etat = replace(personne.etat, verdict=old)
    assert shown(personne)["statut"] == "eligible"


def test_every_scheme_stands_once_under_who_receives_or_pays_it():
    found = shown(judged(**APPRENTI))
    groups = {g["id"]: g for g in found["beneficiaires"]}
    stand = [a["id"] for g in found["beneficiaires"] for a in g["aides"]]
    assert sorted(stand) == sorted(d["id"] for d in found["dispositifs"])
    assert {a["id"] for a in groups["jeune"]["aides"]} == {"installation"}
    assert (groups["entreprise"]["certain"], groups["jeune"]["certain_dit"]) == (
        found["total"]["entreprise"],
        f"1{ESPACE}200{ESPACE}€",
    )


def test_those_of_another_contract_come_last_and_a_closed_one_shows_no_amount():
    groups = shown(judged(**ELIGIBLE))["beneficiaires"]
    for aides in (g["aides"] for g in groups):
        assert [a["concerne"] for a in aides] == sorted(a["concerne"] for a in aides)[::-1]
        assert all(not a["montant_dit"] for a in aides if a["statut"] == "fermee")


@pytest.mark.parametrize(
    ("faits", "said"),
    [
        (ELIGIBLE, "mon.bpifrance.fr"),
        (APPRENTI, "Action Logement"),
        (ELIGIBLE | {"commune": "69123"}, "le poste est à Lyon"),
        (ELIGIBLE | {"duree_mois": 8}, f"12{ESPACE}mois au lieu de 8"),
        (ELIGIBLE | {"profil": "candidat"}, "Montrez cette réponse à l'entreprise"),
    ],
)
def test_it_says_what_to_do_next_a_line_each(faits: dict[str, Any], said: str):
    suite = shown(judged(**faits))["suite"]
    assert any(said in ligne for ligne in suite)
    assert all(ligne and "\n" not in ligne and "{" not in ligne for ligne in suite)


def test_what_is_missing_is_said_before_what_to_do():
    personne = judged(**ELIGIBLE)
    personne.etat = replace(
        personne.etat,
        entretien=replace(
            personne.etat.entretien,
            dossier=personne.etat.entretien.dossier.avec(effectif=None, taille=None),
        ),
    )
    found = shown(personne)
    assert found["statut"] == "incomplet" and found["suite"][0].startswith("Il me manque encore")
    assert not any("Faites la demande" in ligne for ligne in found["suite"])


def test_its_sources_are_those_of_all_that_it_says_each_once():
    found = shown(judged(**ELIGIBLE))
    titres = [s["titre"] for s in found["sources"]]
    assert titres and len(titres) == len({json.dumps(s) for s in found["sources"]})
    assert all(s["lien"] or s["texte"] for s in found["sources"])
    dits = " ".join(c["source"] for c in found["criteres"])
    des_criteres = [part for part in found["sources"] if part["titre"] in dits]
    assert des_criteres == found["sources"][: len(des_criteres)] and len(des_criteres) >= 2
    for part in found["sources"]:
        assert all(part[quoi] in part["dit"] for quoi in ("titre", "date", "texte") if part[quoi])


def test_its_buttons_may_be_clicked_and_no_other():
    personne = judged(**ELIGIBLE | {"commune": "69123"})
    for bouton in shown(personne)["boutons"]:
        assert offre(personne.etat, bouton["payload"]) == bouton["title"]
    assert offre(personne.etat, '/informer{"effectif":3}') is None
    assert "Changer la commune" in [b["title"] for b in shown(personne)["boutons"]]


def test_it_says_of_which_day_and_of_which_rules_it_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VTE_AUJOURDHUI", "2021-06-15")
    found = shown(judged(**ELIGIBLE))
    assert (found["date"], found["regles"]) == ("2021-06-15", rules.empreinte())
    assert found["bareme"]["id"] in found["bareme_dit"]


def test_the_digest_of_the_rules_is_of_all_that_judges_the_engine_too():
    seen = {path.relative_to(ROOT).as_posix() for path in rules.fichiers()}
    assert {"vte/regles/verdict.py", "dispositifs/vte/vte-2019-2022.yaml"} <= seen
    assert any(path.startswith("data/territoires/") for path in seen)


def test_an_aid_that_is_over_has_no_amount():
    found = shown(judged(**ELIGIBLE | {"date_debut": "2023-01-15"}))
    assert found["statut"] == "hors_periode"
    over = [a for b in found["beneficiaires"] for a in b["aides"] if a["statut"] == "hors_periode"]
    assert over and not any(a["montant_dit"] for a in over)
