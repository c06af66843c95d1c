"""The verdict in view: that of the facts now known, with all that a card or a page shows of it.

It is judged again where it is shown: what was kept with the conversation is what was announced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from vte.conversation import bilan, refus
from vte.conversation.bouton import Bouton
from vte.conversation.entretien import peut_poursuivre
from vte.conversation.etat import Etat
from vte.conversation.figures import completer
from vte.conversation.parole import Parole
from vte.conversation.textes import Textes
from vte.dossier import Dossier
from vte.horloge import aujourdhui
from vte.mots import ESPACE, SEPARATEUR, euros, jour, majuscule
from vte.regles import AideJugee, Verdict, evaluer, presentation
from vte.regles.empreinte import empreinte
from vte.regles.mots import audience
from vte.regles.phrases import POUR
from vte.regles.statuts import FERMEE, HORS_PERIODE

DESTINATAIRES = ("entreprise", "jeune")
A_PAYER = "a_payer"
TIERS = "tiers"  # who reads the answer of a candidate, and is not the candidate
_DITES_DU_CANDIDAT = {
    "utter_bilan_suite": "utter_bilan_suite_tiers",
    "utter_bilan_manque": "utter_bilan_manque_tiers",
    "utter_bilan_suite_hors_periode": "utter_bilan_suite_hors_periode_tiers",
    "utter_bilan_restent": "utter_bilan_restent_tiers",
    "utter_verdict_pistes": "utter_bilan_pistes_tiers",
}
ORDRE = ("non_rempli", "rempli", "a_confirmer", "inconnu")


def carte(etat: Etat) -> dict[str, Any] | None:
    """The verdict of the contract, section 2, with what its card adds; None before it is announced.

    `date`: ISO, the day it is given, said in `date_dite`; `regles`: the digest of what judged;
    `titre`; `statut_dit`; `conditions`: the criteria with the state of each in words, those that
    are not met first; `bareme_dit`; `beneficiaires`: every scheme, by who receives or pays;
    `suite`: what to do next, a sentence each; `sources`; `boutons`: what a click may send. Errors:
    BaseAbsente.
    """
    if not etat.verdict:
        return None
    verdict = evaluer(etat.entretien.dossier)
    siens = [{"title": b.title, "payload": b.payload} for b in boutons(etat, verdict)]
    return _dite(verdict, audience(verdict.dossier)) | {"boutons": siens}


def pour_un_tiers(dossier: Dossier) -> dict[str, Any]:
    """The card of this dossier of a candidate, as whoever they show it to reads it; no buttons.

    It speaks of the candidate, and to nobody. Error: BaseAbsente.
    """
    dite = _dite(evaluer(dossier.avec(profil=None)), TIERS)
    return dite | {"dossier": dossier.en_json()}


def _dite(verdict: Verdict, qui: str) -> dict[str, Any]:
    contrat = verdict.en_json()
    return contrat | {
        "total_dit": verdict.total_pour(qui),
        "date": aujourdhui().isoformat(),
        "date_dite": f"Réponse du {jour(aujourdhui())} ({_bareme(verdict)})",
        "regles": empreinte(),
        "titre": presentation.TITRES[verdict.statut],
        "statut_dit": presentation.STATUTS_DE_VERDICT[verdict.statut],
        "conditions": _conditions(contrat["criteres"]),
        "bareme_dit": _bareme(verdict),
        "beneficiaires": list(_par_beneficiaire(verdict, POUR[qui])),
        "suite": list(_suite(verdict, qui)),
        "sources": presentation.les_sources(verdict),
    }


def offre(etat: Etat, payload: str) -> str | None:
    """The title of the card's button that sends `payload`; None where there is none."""
    if not etat.verdict:
        return None
    offerts = boutons(etat, evaluer(etat.entretien.dossier))
    return next((b.title for b in offerts if b.payload == payload), None)


def boutons(etat: Etat, verdict: Verdict) -> tuple[Bouton, ...]:
    """Those that go with this verdict in the conversation: the fact to change, then what next."""
    ensuite = "utter_suite_refus" if peut_poursuivre(etat.entretien, verdict) else "utter_suite"
    siens = Textes.du_projet().boutons(ensuite, verdict.dossier.profil)
    return (*refus.changer(verdict), *siens)


def _conditions(criteres: list[dict[str, Any]]) -> list[dict[str, Any]]:
    dites = [c | {"statut_dit": majuscule(presentation.STATUTS[c["statut"]])} for c in criteres]
    return sorted(dites, key=lambda c: ORDRE.index(c["statut"]))


def _bareme(verdict: Verdict) -> str:
    b = verdict.bareme
    return f"{b.id}, contrats commencés du {jour(b.du)} au {jour(b.au)}, liste {b.liste}"


def _par_beneficiaire(verdict: Verdict, titres: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for qui in DESTINATAIRES:
        siennes = [a for a in verdict.dispositifs if a.beneficiaire == qui and not a.cout]
        yield from _groupe(qui, titres[qui], siennes, verdict)
    couts = [a for a in verdict.dispositifs if a.cout]
    yield from _groupe(A_PAYER, "à payer par l'entreprise", couts, verdict)


def _groupe(
    qui: str, titre: str, aides: Iterable[AideJugee], verdict: Verdict
) -> Iterator[dict[str, Any]]:
    """`certain_dit` is empty where nothing is certain; nothing at all where there is no scheme."""
    dites = [_aide(a, verdict) for a in aides]
    if dites:
        sur = verdict.total[qui]
        yield {
            "id": qui,
            "titre": majuscule(titre),
            "certain": sur,
            "certain_dit": euros(sur) if sur else "",
            "aides": sorted(dites, key=lambda a: not a["concerne"]),
        }


def _aide(a: AideJugee, verdict: Verdict) -> dict[str, Any]:
    return {
        "id": a.id,
        "libelle": a.libelle,
        "statut": a.statut,
        "statut_dit": presentation.STATUTS[a.statut],
        "montant": a.montant,
        "montant_dit": _montant(a),
        "concerne": a.propre or a in verdict.concernees,
        "dit": a.dit,
    }


def _montant(a: AideJugee) -> str:
    """« 4 000 € », « au plus 8 000 € »; "" where it is not known, or the aid closed or over."""
    if a.montant is None or a.statut in (FERMEE, HORS_PERIODE):
        return ""
    return f"{'au plus ' if a.au_plus else ''}{euros(a.montant)}"


def _suite(verdict: Verdict, qui: str) -> Iterator[str]:
    """The sentences that answer « et maintenant ? », each in one line."""
    paroles = bilan.quoi_faire(verdict)
    if qui == TIERS:
        paroles = (
            replace(p, reponse=_DITES_DU_CANDIDAT.get(p.reponse, p.reponse)) for p in paroles
        )
    for parole in completer(paroles, verdict.dossier):
        yield _en_une_ligne(parole, verdict.dossier.profil)
    for a in bilan.interlocuteurs(verdict):
        yield f"{a.libelle}{ESPACE}: à voir avec {a.aupres_de}."


def _en_une_ligne(parole: Parole, profil: str | None) -> str:
    """What ends in a list goes on in the same line: « Ce qui lèverait ce refus : … ; … »."""
    texte = Textes.du_projet().rendre(parole.reponse, parole.valeurs, profil)
    debut, *puces = texte.splitlines()
    if not puces:
        return debut
    dits = SEPARATEUR.join(puce.removeprefix("• ").removesuffix(".") for puce in puces)
    return f"{debut.rstrip(f' {ESPACE}:')}{ESPACE}: {dits}."
