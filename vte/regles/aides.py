"""The schemes: the VTE's own follow its statut; the others are shown, never promised.

Their sentences are data (dispositifs/mots/aides.yaml).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from vte.dossier import SIGNATURE, Dossier
from vte.mots import SEPARATEUR, enumerer, euros, majuscule
from vte.regles.catalogue import Catalogue
from vte.regles.dispositif import Bareme, Condition, Dispositif, Divergence
from vte.regles.montants import Plafond, Somme
from vte.regles.mots import audience
from vte.regles.periode import Place, placer
from vte.regles.phrases import CRITERES
from vte.regles.sortes import Appartenir, Constat
from vte.regles.statuts import (
    A_CONFIRMER,
    ELIGIBLE,
    FERMEE,
    INCOMPLET,
    INCONNU,
    NON_ELIGIBLE,
    NON_REMPLI,
    OUVERTE,
)
from vte.regles.verdict import AideJugee, CritereJuge

LONGUEUR = 300  # an explanation is shorter
_STATUTS = {ELIGIBLE: OUVERTE, NON_ELIGIBLE: FERMEE}


def divergence(trouvee: Divergence | None, d: Dossier, catalogue: Catalogue) -> str | None:
    """The sentence that says that another source differs, if one does."""
    if trouvee is None:
        return None
    valeurs = {"texte": trouvee.dit, "source": catalogue.citation((trouvee.source,))}
    return catalogue.mots.dire("autre_source", "divergence", audience(d), valeurs)


def criteres(
    constats: Sequence[Constat],
    b: Bareme,
    d: Dossier,
    regles: Catalogue,
    autres: dict[str, Divergence] | None = None,
) -> tuple[CritereJuge, ...]:
    """The findings in words; `autres`: what other sources say, by criterion."""
    qui, dites = audience(d), autres or {}
    return tuple(
        [_critere(c, b, divergence(dites.get(c.id), d, regles), qui, regles) for c in constats]
    )


@lru_cache(maxsize=1 << 14)
def _critere(c: Constat, b: Bareme, autre: str | None, qui: str, regles: Catalogue) -> CritereJuge:
    """Kept: the same findings come back from dossier to dossier, and writing is what costs."""
    explication = regles.mots.dire(c.critere.phrases, c.situation, qui, c.valeurs)
    return CritereJuge(c.id, c.statut, explication, c.critere.sources or (b.source,), c.cles, autre)


def propre(
    x: Dispositif,
    b: Bareme,
    d: Dossier,
    statut: str,
    juges: tuple[CritereJuge, ...],
    catalogue: Catalogue,
    autre: Divergence | None = None,
) -> AideJugee:
    """One of the VTE's own: open, closed, or the statut of the verdict.

    `b`: its barème of that day; `juges`: the criteria that it must meet; `autre`: what another
    source says of it.
    """
    dite, qui = divergence(autre, d, catalogue), audience(d)
    refus = tuple([c.id for c in juges if c.statut == NON_REMPLI])
    if x.suit and "contrat" in refus:
        return _propre(x, b, FERMEE, "contrat", (), qui, catalogue, dite, juges)
    situation = "refus" if refus else "ouverte"
    dit = _STATUTS.get(statut, statut)
    return _propre(x, b, dit, situation, refus, qui, catalogue, dite, juges)


def _propre(
    x: Dispositif,
    b: Bareme,
    statut: str,
    situation: str,
    refus: tuple[str, ...],
    qui: str,
    catalogue: Catalogue,
    dite: str | None,
    juges: tuple[CritereJuge, ...],
) -> AideJugee:
    return AideJugee(
        x.id,
        x.libelle,
        x.beneficiaire,
        b.montants[0].montant,
        statut,
        _dit(x, b, situation, refus, qui, catalogue),
        (b.montants[0].source,),
        dite,
        propre=True,
        aupres_de=x.aupres_de,
        criteres=juges,
    )


@lru_cache(maxsize=1 << 12)
def _dit(
    x: Dispositif,
    b: Bareme,
    situation: str,
    refus: tuple[str, ...],
    qui: str,
    catalogue: Catalogue,
) -> str:
    valeurs = {
        "montant": euros(b.montants[0].montant or 0),
        "precision": x.precision[qui],
        "refus": enumerer([CRITERES[c] for c in refus]),
    }
    return catalogue.mots.dire("propre", situation, qui, valeurs)


def ajoutee(
    x: Dispositif,
    d: Dossier,
    recues: frozenset[str],
    catalogue: Catalogue,
    appartenir: Appartenir,
) -> AideJugee:
    """A scheme beside the VTE: to confirm with its amount, or closed with the reason.

    `recues`: the ids of the aids of this contract, one of which may cap this one.
    """
    place = placer(x, d, appartenir)
    siennes = (*x.conditions, *(place.bareme.conditions if place.couverte else ()))
    conditions = tuple([c for c in siennes if c.concerne(d)])
    return _ecrire(x, place, d.contrat is not None, conditions, recues, audience(d), catalogue)


@lru_cache(maxsize=1 << 14)
def _ecrire(
    x: Dispositif,
    place: Place,
    au_contrat: bool,
    conditions: tuple[Condition, ...],
    recues: frozenset[str],
    qui: str,
    catalogue: Catalogue,
) -> AideJugee:
    """Kept: the same findings come back from dossier to dossier, and writing is what costs."""
    juges = tuple([_critere(c, place.bareme, None, qui, catalogue) for c in place.constats])
    if place.refuse:
        return _fermee(x, place, juges, qui, catalogue)
    plafond = _plafond(place.somme, recues)
    limites = _limites(place, plafond, qui, catalogue)
    dites = tuple(c.dit for c in conditions)
    return AideJugee(
        x.id,
        x.libelle,
        x.beneficiaire,
        place.somme.montant,
        A_CONFIRMER if au_contrat else INCOMPLET,
        _phrase([*_combien(x, place, qui, catalogue), *limites, *dites]),
        _sources(place, conditions),
        None,
        au_plus=x.au_plus,
        cout=x.nature == "cout",
        aupres_de=x.aupres_de,
        criteres=juges,
        conditions=dites,
        non_cumulable=tuple(r.dit for r in x.non_cumulable),
        precisions=_precisions(place),
        plafond=plafond,
    )


def _phrase(morceaux: Sequence[str]) -> str:
    return SEPARATEUR.join(morceaux) + "."


def _sources(place: Place, conditions: Sequence[Condition]) -> tuple[str, ...]:
    citees = [m.source for m in place.somme.possibles[:1]] if place.couverte else []
    citees += [place.bareme.source, *(c.source for c in conditions)]
    return tuple(dict.fromkeys(citees))


def _precisions(place: Place) -> tuple[str, ...]:
    """The keys that would tell more of it, without those of what it needs the contract for."""
    inconnues = [cle for c in place.constats if c.statut == INCONNU for cle in c.cles]
    return tuple(dict.fromkeys([*inconnues, *place.cles, *place.somme.cles]))


def _fermee(
    x: Dispositif, place: Place, juges: tuple[CritereJuge, ...], qui: str, catalogue: Catalogue
) -> AideJugee:
    """Closed by criteria, or by its day; a day of signing that is not told may change that."""
    ecartent = tuple(c for c in juges if c.statut == NON_REMPLI)
    sources = tuple(s for c in ecartent for s in c.sources)
    if place.borne is not None:
        sources = (place.borne.source, *sources)
    return AideJugee(
        x.id,
        x.libelle,
        x.beneficiaire,
        None,
        FERMEE,
        _raison(ecartent, place, qui, catalogue),
        tuple(dict.fromkeys(sources)),
        None,
        au_plus=x.au_plus,
        cout=x.nature == "cout",
        aupres_de=x.aupres_de,
        criteres=juges,
        precisions=tuple(cle for cle in place.cles if cle == SIGNATURE),
    )


def _raison(ecartent: Sequence[CritereJuge], place: Place, qui: str, catalogue: Catalogue) -> str:
    dites = [c.explication for c in ecartent]
    if place.borne is not None:
        dites = [f"{majuscule(place.borne.dit)}."]
    suite = []
    if place.selon_la_signature:
        suite = [f"{majuscule(catalogue.mots.dire('limite', 'signature', qui))}."]
    while len(dites) > 1 and len(" ".join([*dites, *suite])) >= LONGUEUR:
        dites.pop()  # its criterion says it
    return " ".join([*dites, *suite])


def _plafond(somme: Somme, recues: Collection[str]) -> Plafond | None:
    if somme.seul is None or somme.seul.avec is None:
        return None
    return somme.seul.avec if any(a in recues for a in somme.seul.avec.aides) else None


def _combien(x: Dispositif, place: Place, qui: str, catalogue: Catalogue) -> list[str]:
    somme, dire = place.somme, catalogue.mots.dire
    valeurs = {"precision": x.precision[qui]}
    if somme.montant is not None:
        valeurs["montant"] = euros(somme.montant)
        dites = [dire("montant", "seul" if x.au_plus else "exact", qui, valeurs)]
    elif montants := sorted({m.montant for m in somme.possibles if m.montant is not None}):
        valeurs["montants"] = majuscule(enumerer([euros(m) for m in montants], "ou"))
        valeurs["selon"] = enumerer([dire("selon", cle, qui) for cle in somme.cles])
        dites = [dire("montant", "possibles", qui, valeurs)]
    else:
        dites = [dire("montant", "inconnu" if place.datee else "sans_date", qui, valeurs)]
    if place.selon_la_signature:
        dites.append(dire("limite", "signature", qui))
    return dites


def _limites(place: Place, plafond: Plafond | None, qui: str, catalogue: Catalogue) -> list[str]:
    dites, dire = [], catalogue.mots.dire
    autrement = place.somme.autrement
    if autrement is not None:
        valeurs = {"montant": euros(autrement.montant), "cas": autrement.dit}
        dites.append(dire("limite", "autrement", qui, valeurs))
    if plafond is not None:
        dites.append(dire("limite", "plafond", qui, {"montant": euros(plafond.montant)}))
    return dites
