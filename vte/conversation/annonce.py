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
from vte.regles.statuts import FERMEE

AUTRES = "autres"  # what of the other schemes was announced, beside what of the VTE was


def annoncer(
    etat: Etat, verdict: Verdict, lu: bool, suivante: str | None = None
) -> tuple[Etat, tuple[Parole, ...]]:
    """The VTE's verdict in full when it is new, then the other schemes once nothing is to be asked.

    What was announced already is said shortly. `lu`: the message was read; `suivante`: what is
    asked next, that would change another scheme.
    """
    suite = replace(etat, question=None)
    dit, autres = ce_qui_compte(etat.entretien, verdict), (etat.annonce or {}).get(AUTRES)
    neuf = not est_annonce(etat, verdict)
    dites = tuple(_en_entier(etat.entretien, verdict)) if neuf else ()
    if suivante is not None:
        garde = {**dit, AUTRES: autres} if autres is not None and not neuf else dit
        lance = (Parole("utter_verdict_precisions"),) if neuf else ()
        return replace(suite, annonce=garde), (*dites, *lance)
    aussi = presentation.resume_des_autres(verdict)
    if neuf or aussi != autres:
        fin = (*_les_autres(verdict), *_suite(etat, verdict))
        return replace(suite, annonce={**dit, AUTRES: aussi}), (*dites, *fin)
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


def est_annonce(etat: Etat, verdict: Verdict) -> bool:
    """Whether this verdict on the VTE was announced already."""
    dit = {nom: valeur for nom, valeur in (etat.annonce or {}).items() if nom != AUTRES}
    return dit == ce_qui_compte(etat.entretien, verdict)


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
    if not verdict.non_eligible:
        yield Parole("utter_verdict_aides", {"aides": presentation.aides(verdict)})
    valeurs = {
        "non_verifies": " ; ".join(verdict.non_verifies),
        "sources": presentation.sources(verdict),
    }
    yield Parole("utter_verdict_reserves", valeurs)


def _les_autres(verdict: Verdict) -> Iterator[Parole]:
    """What there is beside the VTE for this contract, what is sure in all, what is near."""
    if autres := presentation.autres(verdict):
        yield Parole(f"utter_verdict_autres{_tour(verdict)}", {"autres": autres})
    if total := verdict.total_dit:
        yield Parole("utter_verdict_total", {"total": total})
    if voisines := presentation.voisines(verdict):
        yield Parole("utter_verdict_voisines", {"voisines": voisines})
    if sources := presentation.sources_des_autres(verdict):
        yield Parole("utter_verdict_sources", {"sources": sources})


def _tour(verdict: Verdict) -> str:
    """How the other schemes are announced: all of them closed, beside a refusal, or as well."""
    if all(a.statut == FERMEE for a in verdict.concernees):
        return "_fermees"
    return "_restent" if verdict.refuse else ""


def _suite(etat: Etat, verdict: Verdict) -> Iterator[Parole]:
    """What now; the next recruitment, where several were spoken of."""
    yield Parole("utter_suite_refus" if peut_poursuivre(etat.entretien, verdict) else "utter_suite")
    yield from recrutements.proposer(etat.suivants)
