"""A new key, aid, list: what is known of a recruitment, and what judges it."""

from __future__ import annotations

import pytest

from tests.extend.project import Project, section

pytestmark = pytest.mark.lent  # each copies the project and runs its checks

A_CONVERSATION = """
import json
from dataclasses import replace
from tests.vte.conversation.personne import ELIGIBLE, Personne
from vte.conversation import echange
from vte.conversation.textes import Textes
from vte.dossier import Dossier, ordre_des_questions, progression

vue = {"ordre": ordre_des_questions("candidat")[-1], "total": progression(Dossier(), ())["total"]}
personne = Personne(**ELIGIBLE)
vue["demandee"] = personne.dit("je veux changer le télétravail", "modifier")
parole = personne.paroles[-1]
vue["question"] = Textes.du_projet().rendre(parole.reponse, parole.valeurs, "candidat")
vue["boutons"] = [b.payload for b in parole.boutons]
personne.dit("Non", "nier")
vue["par_un_mot"] = personne.sait.get("teletravail")
personne.presse("informer", teletravail="oui")
vue["par_un_bouton"] = personne.sait.get("teletravail")
personne.dit("récapitule", "recapituler")
vue["dite"] = personne.valeurs("utter_recapitulatif")["faits"]

# A rule that asks for it: nothing else is to be written for the question to be put.
juger = echange.evaluer
def exigeante(dossier):
    verdict = juger(dossier)
    if dossier.teletravail:
        return verdict
    return replace(verdict, inconnues=(*verdict.inconnues, "teletravail"))
echange.evaluer = exigeante
autre = Personne(**{**ELIGIBLE, "effectif": None})
vue["exigee"] = autre.dit("on est 45")[-1]
vue["puis"] = autre.dit("en télétravail")
vue["lue"] = autre.sait.get("teletravail")

from rasa.shared.core.domain import Domain
domaine = Domain.load("domain.yml")
vue["rasa"] = ["teletravail" in domaine.entities, "teletravail" in {s.name for s in domaine.slots}]
print(json.dumps(vue))
"""


def test_a_new_key_is_asked_said_read_and_known_by_rasa(project: Project):
    path = section("A key of the dossier")
    project.extend(path, "cle")
    project.check(path)
    vue = project.python(A_CONVERSATION)
    assert vue["ordre"] == "teletravail" and vue["total"] == 7  # not counted: `utile`
    assert vue["demandee"] == ["utter_demander_teletravail"]
    assert vue["question"] == "Travaillerez-vous à distance\u00a0?"
    assert vue["boutons"] == [f'/informer{{"teletravail":"{v}"}}' for v in ("oui", "non")]
    assert (vue["par_un_mot"], vue["par_un_bouton"]) == ("non", "oui")
    assert "poste en télétravail" in vue["dite"]
    assert vue["exigee"] == "utter_demander_teletravail"
    assert vue["lue"] == "oui" and any(r.startswith("utter_verdict") for r in vue["puis"])
    assert vue["rasa"] == [True, True]


A_VERDICT = """
import json, sys
from tests.vte.conversation.personne import ELIGIBLE
from vte.dossier import depuis_json
from vte.regles import chiffres, courant, evaluer
from vte.territoires import ouvrir
dossier = depuis_json(ELIGIBLE | json.loads(sys.stdin.read() or "{}"), ouvrir().commune)
"""


def test_a_new_aid_is_in_the_verdict_with_its_amount_and_its_source(project: Project):
    path = section("An aid")
    project.extend(path, "aide")
    assert "7 dispositifs" in project.check(path)
    vue = project.python(
        A_VERDICT
        + """
aide = next(a for a in evaluer(dossier).en_json()["aides"] if a["id"] == "prime_regionale")
chiffre = chiffres.de(courant().baremes[0], courant())["montants_prime_regionale"]
print(json.dumps([aide, chiffre]))
"""
    )
    aide, chiffre = vue
    assert (aide["montant"], aide["statut"]) == (1500, "a_confirmer")
    assert "versée à l'entreprise par la région" in aide["explication"]
    assert "Région Exemple" in aide["source"]
    assert "1\u00a0500\u00a0€" in chiffre


def test_a_new_list_is_imported_and_judges_the_contracts_of_its_barème(project: Project):
    path = section("A public list of territories")
    project.extend(path, "liste")
    said = project.check(path)
    assert "2028-01" in said and "vte-2028" in said
    statuts = project.python(
        A_VERDICT
        + """
def statut(commune):
    changes = {"date_debut": "2028-09-01", "date_diplome": "2028-06-01"}
    dossier = depuis_json(ELIGIBLE | changes | {"commune": commune}, ouvrir().commune)
    verdict = evaluer(dossier)
    return verdict.bareme.id, verdict.statut
print(json.dumps([statut("01283"), statut("01053")]))
"""
    )
    assert statuts == [["vte-2028", "eligible"], ["vte-2028", "non_eligible"]]
