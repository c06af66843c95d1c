"""Questions about THIS dossier, once its verdict was announced: in all, what next, is it sure…

Each is answered from the verdict in force; without one, by the topic's own text (data/nlu/dossier).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from vte.conversation import refus
from vte.conversation.annonce import est_annonce
from vte.conversation.echange import Echange, Ecoute
from vte.conversation.parole import Parole
from vte.dossier import cle
from vte.mots import ESPACE, SEPARATEUR, enumerer, euros, majuscule
from vte.regles import Verdict, pistes, presentation
from vte.regles.mots import audience
from vte.regles.phrases import POUR
from vte.regles.statuts import FERMEE, OUVERTE
from vte.regles.verdict import AideJugee

DOSSIER = "dossier/"  # the topics of this module: `dossier/total`
SUITE = f"{DOSSIER}suite"
_DESTINATAIRES = ("entreprise", "jeune")


def repondre(echange: Echange, sujet: str | None) -> Ecoute:
    """The answer to a question about the dossier; the interview goes on if it was open.

    Where the rules now say something else than what was announced, that is announced first.
    """
    etat, verdict = echange.etat, echange.verdict
    dire = _PAR_SUJET.get(sujet or SUITE)
    if not etat.annonce or dire is None:
        return Ecoute(etat, (Parole(f"utter_{sujet or SUITE}"),))
    if not est_annonce(etat, verdict):
        return Ecoute(etat, suivre=True)
    return Ecoute(etat, tuple(dire(verdict)))


def _total(verdict: Verdict) -> Iterator[Parole]:
    """By beneficiary: what is certain, and what is only shown."""
    lignes = [ligne for qui in _DESTINATAIRES if (ligne := _pour(verdict, qui))]
    if verdict.total["a_payer"]:
        lignes.append(f"• À payer par l'entreprise{ESPACE}: {euros(verdict.total['a_payer'])}.")
    if not lignes:
        yield Parole("utter_bilan_total_rien")
        return
    yield Parole("utter_bilan_total", {"sommes": "\n".join(lignes)})


def _pour(verdict: Verdict, qui: str) -> str:
    """« • L'entreprise : 4 000 € ; à confirmer, VTE Vert (au plus 8 000 €). »"""
    siennes = [a for a in verdict.dispositifs if a.beneficiaire == qui and not a.cout]
    montrees = [a for a in siennes if a.statut not in (OUVERTE, FERMEE) and a.montant]
    montrees = [a for a in montrees if a.propre or a in verdict.concernees]
    sur = verdict.total[qui]
    if not sur and not montrees:
        return ""
    certain = euros(sur) if sur else "rien de certain"
    ensuite = f"{ESPACE}; à confirmer, {enumerer([_montree(a) for a in montrees])}"
    titre = majuscule(POUR[audience(verdict.dossier)][qui].removeprefix("pour "))
    return f"• {titre}{ESPACE}: {certain}{ensuite if montrees else ''}."


def _montree(aide: AideJugee) -> str:
    au_plus = "au plus " if aide.au_plus else ""
    return f"{aide.libelle} ({au_plus}{euros(aide.montant or 0)})"


def _suite(verdict: Verdict) -> Iterator[Parole]:
    """What to do next, and with whom; for a refusal, what would lift it and what is left."""
    if verdict.refuse:
        yield Parole(f"utter_bilan_suite_{verdict.statut}", {"obstacles": refus.obstacles(verdict)})
        yield from _ce_qui_changerait(verdict)
        yield from _restent(verdict)
        return
    yield Parole("utter_bilan_suite")
    yield from _aupres(verdict)


def quoi_faire(verdict: Verdict) -> Iterator[Parole]:
    """The same, for who only sees the verdict: what is missing first, where something is."""
    if verdict.manquants or verdict.precisions:
        yield from _manque(verdict)
    if verdict.refuse:
        yield from _suite(verdict)
    elif not verdict.manquants:
        yield Parole("utter_bilan_suite")


def interlocuteurs(verdict: Verdict) -> list[AideJugee]:
    """The aids that are not closed and of which it is known with whom they are seen."""
    return [a for a in _montrables(verdict) if a.statut != FERMEE and a.aupres_de]


def _aupres(verdict: Verdict) -> Iterator[Parole]:
    """With whom each aid that is not closed is seen."""
    if ouvertes := interlocuteurs(verdict):
        lignes = "\n".join(f"• {a.libelle}{ESPACE}: {a.aupres_de}." for a in ouvertes)
        yield Parole("utter_bilan_aupres", {"lignes": lignes})


def _montrables(verdict: Verdict) -> list[AideJugee]:
    return [a for a in (*verdict.propres, *verdict.concernees) if not a.cout]


def _ce_qui_changerait(verdict: Verdict) -> Iterator[Parole]:
    if trouvees := pistes(verdict, certaines=False):
        yield Parole("utter_verdict_pistes", {"pistes": presentation.les_pistes(trouvees)})


def _restent(verdict: Verdict) -> Iterator[Parole]:
    """The other schemes that are not closed to this contract, and what is near and still open."""
    noms = [a.libelle for a in verdict.concernees if a.statut != FERMEE and not a.cout]
    noms += [v.libelle for v in verdict.voisines if not v.fermee]
    if noms:
        yield Parole("utter_bilan_restent", {"noms": enumerer(noms)})


def _certitude(verdict: Verdict) -> Iterator[Parole]:
    yield Parole("utter_bilan_certitude", _non_verifies(verdict))


def _non_verifies(verdict: Verdict) -> dict[str, str]:
    return {"non_verifies": SEPARATEUR.join(verdict.non_verifies)}


def _manque(verdict: Verdict) -> Iterator[Parole]:
    """What is not known that would change an answer; what cannot be checked in any case."""
    cles = dict.fromkeys((*verdict.manquants, *verdict.precisions))
    if cles:
        reste = enumerer([cle(nom).libelle for nom in cles])
        yield Parole("utter_bilan_manque", {"reste": reste})
    else:
        yield Parole("utter_bilan_complet", _non_verifies(verdict))


def _jusqu_a_quand(verdict: Verdict) -> Iterator[Parole]:
    periode = next(c for c in verdict.criteres if c.id == "periode")
    if verdict.dossier.date_debut is None:
        yield Parole(f"utter_{DOSSIER}jusqu_a_quand")
    else:
        yield Parole("utter_bilan_periode", {"explication": periode.explication})


def _payeur(verdict: Verdict) -> Iterator[Parole]:
    dites = tuple(_aupres(verdict))
    yield from dites or (Parole("utter_bilan_personne"),)


def _que_changer(verdict: Verdict) -> Iterator[Parole]:
    if not verdict.refuse:
        yield Parole("utter_bilan_rien_a_changer")
    elif trouvees := tuple(_ce_qui_changerait(verdict)):
        yield from trouvees
    else:
        yield Parole("utter_bilan_sans_piste", {"obstacles": refus.obstacles(verdict)})


def _rien(verdict: Verdict) -> Iterator[Parole]:
    """« Donc je n'ai rien ? »: what is open after all, or what is left beside a refusal."""
    if not verdict.refuse:
        yield Parole("utter_bilan_quelque_chose", {"en_bref": presentation.en_bref(verdict)})
        return
    restent = tuple(_restent(verdict))
    yield Parole("utter_bilan_rien_du_vte" if restent else "utter_bilan_rien")
    yield from restent
    yield from _ce_qui_changerait(verdict)


_PAR_SUJET: Mapping[str, Callable[[Verdict], Iterator[Parole]]] = {
    f"{DOSSIER}total": _total,
    SUITE: _suite,
    f"{DOSSIER}certitude": _certitude,
    f"{DOSSIER}manque": _manque,
    f"{DOSSIER}jusqu_a_quand": _jusqu_a_quand,
    f"{DOSSIER}payeur": _payeur,
    f"{DOSSIER}que_changer": _que_changer,
    f"{DOSSIER}rien": _rien,
}
