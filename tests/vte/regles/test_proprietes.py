"""What holds for any dossier."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from vte.dossier import CONTRATS, Dossier, changer, depuis_json, ordre_des_questions
from vte.regles import AideJugee, Verdict, courant, evaluer, pistes
from vte.regles.dispositif import Bareme
from vte.regles.periode import MOIS_AVANT_LE_DEBUT, SIGNATURE
from vte.territoires import ouvrir

STATUTS = {"eligible", "non_eligible", "hors_periode", "incomplet", "a_confirmer"}
UN_JOUR = timedelta(days=1)
# Each day on which a barème of a scheme begins or ends, with the day beside it.
BORNES = sorted(
    {
        str(jour)
        for x in courant().dispositifs.values()
        for b in x.baremes
        for jour in (b.du - UN_JOUR, b.du, b.au)
    }
)
# Around the boundaries, so that both sides come up.
DATES = st.one_of(
    st.dates(date(2017, 1, 1), date(2027, 12, 31)).map(str),
    st.sampled_from([*BORNES, "2020-02-29", "2021-06-01", "2022-02-28"]),
)
VALEURS: dict[str, st.SearchStrategy[Any]] = {
    "commune": st.sampled_from(["01283", "46102", "69123", "08439", "75056", "97302"]),
    "effectif": st.sampled_from([0, 12, 249, 250, 4999, 5000, 20_000]),
    "contrat": st.sampled_from(CONTRATS),
    "duree_mois": st.sampled_from([0, 6, 9, 10, 11, 12, 13, 24]),
    "date_debut": DATES,
    "niveau_obtenu": st.integers(-1, 8),
    "date_diplome": DATES,
    "niveau_prepare": st.integers(-1, 8),
    "date_conclusion": DATES,
    "profil": st.sampled_from(["entreprise", "candidat"]),
}
FAITS = st.fixed_dictionaries({}, optional=VALEURS)
SANS_DELAI = settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def lire(faits: dict[str, Any]) -> Dossier:
    return depuis_json(faits, ouvrir().commune)


@SANS_DELAI
@given(FAITS)
def test_every_verdict_is_one_of_the_statuts_and_its_json_round_trips(faits: dict[str, Any]):
    verdict = evaluer(lire(faits)).en_json()
    assert verdict["statut"] in STATUTS
    assert json.loads(json.dumps(verdict)) == verdict
    assert evaluer(lire(verdict["dossier"])).en_json() == verdict


@SANS_DELAI
@given(FAITS, st.data())
def test_learning_a_fact_never_turns_a_refusal_into_an_eligibility(
    faits: dict[str, Any], data: st.DataObject
):
    dossier = lire(faits)
    inconnues = [
        c
        for c in VALEURS
        if getattr(dossier, c) is None and not (c == "effectif" and dossier.taille)
    ]
    if evaluer(dossier).statut == "non_eligible" and inconnues:
        cle = data.draw(st.sampled_from(inconnues))
        suite = changer(dossier, {cle: data.draw(VALEURS[cle])}, ouvrir().commune)
        assert evaluer(suite).statut == "non_eligible"


@SANS_DELAI
@given(FAITS, st.randoms())
def test_the_order_of_facts_never_matters(faits: dict[str, Any], hasard: Any):
    melange = list(faits.items())
    hasard.shuffle(melange)
    assert evaluer(lire(dict(melange))) == evaluer(lire(faits))


@SANS_DELAI
@given(FAITS, st.integers(0, 40))
def test_a_longer_contract_never_hurts(faits: dict[str, Any], de_plus: int):
    court = lire(faits)
    if court.duree_mois is None:
        return
    long = court.avec(duree_mois=court.duree_mois + de_plus)
    rang = {"non_eligible": 0, "hors_periode": 1, "incomplet": 1, "a_confirmer": 1, "eligible": 1}
    assert rang[evaluer(long).statut] >= rang[evaluer(court).statut]


@SANS_DELAI
@given(FAITS)
def test_a_piste_applied_gives_an_eligible_dossier_and_touches_only_what_one_decides(
    faits: dict[str, Any],
):
    dossier = lire(faits)
    for piste in pistes(evaluer(dossier)):
        assert evaluer(changer(dossier, piste.changes, ouvrir().commune)).statut == "eligible"
        assert set(piste.changes) <= {"contrat", "duree_mois", "date_debut"}
        assert piste.texte


@SANS_DELAI
@given(FAITS)
def test_a_piste_is_minimal(faits: dict[str, Any]):
    dossier = lire(faits)
    for piste in pistes(evaluer(dossier)):
        for cle in piste.changes:
            moins = {c: v for c, v in piste.changes.items() if c != cle}
            assert evaluer(changer(dossier, moins, ouvrir().commune)).statut != "eligible"


EXTREMES: dict[str, list[Any]] = {
    "commune": ["69123"],
    "effectif": [5000],
    "contrat": ["stage"],
    "date_debut": ["2026-12-01", "2019-01-01"],
    "duree_mois": [0],
    "niveau_obtenu": [-1],
    "date_diplome": ["1950-01-01"],
    "niveau_prepare": [-1],
}


@SANS_DELAI
@given(FAITS)
def test_manquants_are_just_the_unknown_keys_that_can_change_the_statut(faits: dict[str, Any]):
    dossier = lire(faits)
    verdict = evaluer(dossier)
    changeantes = []
    for cle in EXTREMES:
        if getattr(dossier, cle) is None and not (cle == "effectif" and dossier.taille):
            suites = {
                evaluer(changer(dossier, {cle: v}, ouvrir().commune)).statut for v in EXTREMES[cle]
            }
            changeantes += [cle] if suites - {verdict.statut} else []
    assert set(changeantes) <= set(verdict.manquants)
    ordre = ordre_des_questions(dossier.profil)
    assert list(verdict.manquants) == [c for c in ordre if c in verdict.manquants]
    assert all(getattr(dossier, c) is None for c in verdict.manquants)


@SANS_DELAI
@given(FAITS)
def test_every_explanation_is_short_and_every_source_can_be_found(faits: dict[str, Any]):
    verdict = evaluer(lire(faits)).en_json()
    for element in verdict["criteres"] + verdict["aides"]:
        assert "https://" in element["source"] or " n° " in element["source"]
        assert len(element.get("divergence", "")) < 300
    for x in verdict["dispositifs"]:
        assert all("https://" in s or " n° " in s for s in x["sources"])
    for element in verdict["criteres"] + verdict["aides"] + verdict["dispositifs"]:
        assert 0 < len(element["explication"]) < 300, element
    assert all(a["montant"] is None or a["montant"] > 0 for a in verdict["dispositifs"])


def bareme_du_jour(x: AideJugee, d: Dossier) -> Bareme | None:
    """The barème of a scheme that covers the day by which it counts."""
    dispositif = courant().dispositifs[x.id]
    signe = d.date_conclusion if dispositif.jour == SIGNATURE else None
    jour = signe or d.date_debut
    return next((b for b in dispositif.baremes if b.contient(jour)), None)


@SANS_DELAI
@given(FAITS)
def test_no_amount_is_said_outside_an_interval_of_the_data(faits: dict[str, Any]):
    dossier = lire(faits)
    for x in evaluer(dossier).dispositifs:
        b = bareme_du_jour(x, dossier)
        if x.propre:
            assert b or x.statut != "ouverte"
        elif x.montant is not None:
            assert b and x.montant in {m.montant for m in b.montants}
            assert x.statut != "fermee"


@SANS_DELAI
@given(FAITS)
def test_nothing_is_open_but_the_aids_of_the_vte(faits: dict[str, Any]):
    verdict = evaluer(lire(faits))
    assert [x.id for x in verdict.propres] == ["vte", "installation"]
    assert {x.statut for x in verdict.ajoutees} <= {"fermee", "a_confirmer", "incomplet"}
    assert verdict.statut == "eligible" or "ouverte" not in {x.statut for x in verdict.propres}


@SANS_DELAI
@given(FAITS)
def test_the_total_is_what_is_certain_and_never_more_than_the_barèmes_give(faits: dict[str, Any]):
    dossier = lire(faits)
    verdict = evaluer(dossier)
    plafonds = {"entreprise": 0, "jeune": 0, "a_payer": 0}
    for x in verdict.dispositifs:
        b = bareme_du_jour(x, dossier)
        sur = {c.statut for c in x.criteres} == {"rempli"} and not x.precisions
        if b and sur and (x.propre or x.cout):
            ecrits = [m.montant for m in b.montants if m.montant is not None]
            plafonds["a_payer" if x.cout else x.beneficiaire] += max(ecrits)
    assert verdict.total.keys() == plafonds.keys()
    assert all(0 <= verdict.total[qui] <= plafonds[qui] for qui in plafonds)
    if verdict.statut != "eligible":
        assert (verdict.total["entreprise"], verdict.total["jeune"]) == (0, 0)


@SANS_DELAI
@given(FAITS)
def test_a_closed_scheme_says_why_and_after_whom(faits: dict[str, Any]):
    for x in evaluer(lire(faits)).dispositifs:
        assert x.explication.strip() and x.sources and x.aupres_de
        if x.statut == "fermee" and not x.propre:
            assert x.montant is None


@SANS_DELAI
@given(FAITS)
def test_precisions_are_unknown_keys_asked_only_once_the_statut_is_known(faits: dict[str, Any]):
    dossier = lire(faits)
    verdict = evaluer(dossier)
    assert all(getattr(dossier, cle) is None for cle in verdict.precisions)
    assert all(getattr(dossier, cle) is None for x in verdict.dispositifs for cle in x.precisions)
    ordre = ordre_des_questions(dossier.profil)
    assert list(verdict.precisions) == [c for c in ordre if c in verdict.precisions]
    assert not (verdict.statut == "incomplet" and verdict.precisions)


@SANS_DELAI
@given(FAITS, st.data())
def test_answering_what_is_asked_always_ends(faits: dict[str, Any], data: st.DataObject):
    dossier, posees = lire(faits), []
    while True:
        verdict = evaluer(dossier)
        demandees = [*verdict.manquants, *verdict.precisions]
        if not demandees:
            break
        assert demandees[0] not in posees
        posees.append(demandees[0])
        reponse = {demandees[0]: data.draw(VALEURS[demandees[0]])}
        dossier = changer(dossier, reponse, ouvrir().commune)
    assert verdict.statut != "incomplet"
    if verdict.statut != "non_eligible":
        assert not [cle for x in verdict.dispositifs for cle in x.precisions]


def ce_qui_compte(x: AideJugee) -> tuple[Any, ...]:
    """What an answer may change of a scheme: closed or not, the euros and the conditions said."""
    euros = re.findall(r"[\d\u00a0]+\u00a0€", x.explication)
    return x.statut == "fermee", x.montant, x.plafond and x.plafond.montant, x.conditions, (*euros,)


def signatures(d: Dossier) -> list[str]:
    """The days on which a contract that begins that day may have been signed."""
    fin = d.date_debut or date(2100, 12, 31)
    debut = fin - relativedelta(months=MOIS_AVANT_LE_DEBUT)
    return [str(debut), *(j for j in BORNES if str(debut) <= j <= str(fin)), str(fin)]


CANDIDATES: dict[str, list[Any]] = {
    "commune": ["69123", "97302", "01283"],
    "effectif": [0, 249, 250, 4999, 5000],
    "contrat": list(CONTRATS),
    "duree_mois": [0, 9, 10, 12],
    "date_debut": BORNES,
    "niveau_obtenu": [-1, 0, 1, 2, 3, 5, 8],
    "date_diplome": ["1950-01-01", "2021-01-01"],
    "niveau_prepare": [-1, 0, 1, 2, 3, 5, 8],
}


def suites(d: Dossier, cle: str) -> list[Verdict]:
    """The verdicts that answers to this key would give."""
    valeurs = signatures(d) if cle == SIGNATURE else CANDIDATES[cle]
    return [evaluer(changer(d, {cle: v}, ouvrir().commune)) for v in valeurs]


PEU = settings(SANS_DELAI, max_examples=60)


def change(verdict: Verdict, i: int, cle: str) -> bool:
    """Whether an answer to this key can change the i-th scheme of the verdict."""
    compte = ce_qui_compte(verdict.dispositifs[i])
    return any(ce_qui_compte(v.dispositifs[i]) != compte for v in suites(verdict.dossier, cle))


def _a_demander_maintenant(precisions: tuple[str, ...]) -> list[str]:
    d_abord = [cle for cle in precisions if cle in ("contrat", "date_debut")]
    return d_abord if len(d_abord) > 1 else [*precisions]


@PEU
@given(FAITS)
@example({"commune": "01283", "date_conclusion": "2026-03-08", "niveau_prepare": 0})
@example(  # the size tells of the quota only
    {
        "commune": "01283",
        "profil": "entreprise",
        "contrat": "alternance",
        "date_conclusion": "2026-04-01",
        "niveau_prepare": 0,
    }
)
def test_what_a_scheme_asks_for_can_change_it(faits: dict[str, Any]):
    """Alone, or once another answer that it asks for is known (overseas, for a bac+2 only).

    While both the contract and its first day are unknown, which amounts could apply is not known
    either: what comes after them is asked only once they are answered.
    """
    verdict = evaluer(lire(faits))
    for i, x in enumerate(verdict.dispositifs):
        for cle in _a_demander_maintenant(x.precisions):
            autres = (v for autre in x.precisions for v in suites(verdict.dossier, autre))
            assert change(verdict, i, cle) or any(
                cle in v.dispositifs[i].precisions and change(v, i, cle) for v in autres
            ), (x.id, cle)


@PEU
@given(FAITS)
def test_what_a_scheme_does_not_ask_for_changes_nothing_of_it(faits: dict[str, Any]):
    dossier = lire(faits)
    verdict = evaluer(dossier)
    inconnues = [
        c for c in (*CANDIDATES, SIGNATURE) if getattr(dossier, c) is None and not dossier.taille
    ]
    for cle in inconnues:
        # Without a first day, this is what is asked, and the day of signing is part of it.
        if cle == SIGNATURE and dossier.date_debut is None:
            continue
        for apres in suites(dossier, cle):
            for x, y in zip(verdict.ajoutees, apres.ajoutees, strict=True):
                if cle not in x.precisions:
                    assert (x.statut == "fermee", x.montant) == (y.statut == "fermee", y.montant)
