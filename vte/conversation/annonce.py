"""Announces the verdict: the short answer, the reasons, what is left to confirm, the next step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from vte.conversation import recrutements, refus
from vte.conversation.entretien import Entretien, peut_poursuivre
from vte.conversation.etat import Etat
from vte.conversation.parole import Parole
from vte.dossier import cle
from vte.regles import Verdict, pistes, presentation


def annoncer(etat: Etat, verdict: Verdict, lu: bool) -> tuple[Etat, tuple[Parole, ...]]:
    """In full when it is new, shortly when it was announced; `lu`: the message was read."""
    suite = replace(etat, question=None)
    annonce = ce_qui_compte(etat.entretien, verdict)
    if annonce != etat.annonce:
        suivant = recrutements.proposer(etat.suivants)
        dites = (*_en_entier(etat.entretien, verdict), *suivant)
        return replace(suite, annonce=annonce), dites
    if lu:
        return suite, (Parole("utter_verdict_inchange"), _en_bref(verdict))
    return suite, (Parole("utter_pas_compris"),)


def motiver(verdict: Verdict) -> Parole:
    """« Pourquoi ? » : each reason with its source."""
    return Parole(
        "utter_pourquoi",
        {
            "raisons_sourcees": presentation.raisons_sourcees(verdict),
            "raisons": presentation.raisons(verdict),
            "sources": presentation.sources(verdict),
        },
    )


def ce_qui_compte(entretien: Entretien, verdict: Verdict) -> dict[str, Any]:
    """What, when it changes, is announced again."""
    return presentation.resume(verdict) | {"poursuivre": entretien.poursuivre}


def _en_bref(verdict: Verdict) -> Parole:
    valeurs = {
        "en_bref": presentation.en_bref(verdict),
        "obstacles": refus.obstacles(verdict),
        "motif": refus.motif(verdict),
    }
    return Parole(f"utter_verdict_{verdict.statut}", valeurs, refus.changer(verdict))


def _en_entier(entretien: Entretien, verdict: Verdict) -> Iterator[Parole]:
    yield _en_bref(verdict)
    yield Parole("utter_verdict_raisons", {"raisons": presentation.raisons(verdict)})
    if trouvees := pistes(verdict, certaines=False):
        yield Parole("utter_verdict_pistes", {"pistes": presentation.les_pistes(trouvees)})
    if entretien.passees:
        reste = ", ".join(cle(nom).libelle for nom in entretien.passees)
        yield Parole("utter_verdict_reste", {"reste": reste})
    if verdict.statut != "non_eligible":
        yield Parole("utter_verdict_aides", {"aides": presentation.aides(verdict)})
    yield _reserves(verdict)
    yield Parole("utter_suite_refus" if peut_poursuivre(entretien, verdict) else "utter_suite")


def _reserves(verdict: Verdict) -> Parole:
    valeurs = {
        "non_verifies": " ; ".join(verdict.non_verifies),
        "sources": presentation.sources(verdict),
    }
    return Parole("utter_verdict_reserves", valeurs)
