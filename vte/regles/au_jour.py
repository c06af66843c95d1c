"""What a scheme is worth on a day, whoever asks: for a general question, without a dossier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vte.dossier import EFFECTIF_MAX
from vte.mots import SEPARATEUR, enumerer, euros, niveau, nombre
from vte.regles.catalogue import Catalogue
from vte.regles.dispositif import Bareme, Dispositif
from vte.regles.montants import Montant
from vte.regles.mots import ENTREPRISE
from vte.regles.sortes import AuMoins, AuPlus
from vte.regles.source import Source
from vte.regles.voisines import Voisine

_PREPARE = "niveau_prepare"


def dire(x: Dispositif, jour: date, catalogue: Catalogue) -> str:
    """« 4 500 € (moins de 250 personnes, un bac+2 préparé), 2 000 € (…) », or what is known."""
    b = x.pour(jour)
    if not b.contient(jour):
        borne = b.borne(jour)
        return borne.dit if borne else _mot(catalogue, "au_jour", "hors")
    dits = [_un(m, b, catalogue) for m in b.montants if m.montant is not None]
    if not dits:
        return _mot(catalogue, "au_jour", "inconnu")
    tete = _mot(catalogue, "au_jour", "au_plus") if x.au_plus else ""
    return SEPARATEUR.join([tete + enumerer(dits), *_reserves(x, b, catalogue)])


def _reserves(x: Dispositif, b: Bareme, catalogue: Catalogue) -> Iterator[str]:
    """From which diploma, in which other case how much, under which conditions."""
    for c in (*x.criteres, *b.criteres):
        if isinstance(c, AuMoins) and c.cle == _PREPARE and c.contrats is None:
            yield _mot(catalogue, "cas", "niveau_min", niveau=niveau(c.minimum))
    autres = {m.autrement.contenu for m in b.montants if m.autrement}
    for montant, dit in sorted(autres):
        yield _mot(catalogue, "limite", "autrement", montant=euros(montant), cas=dit)
    yield from (c.dit for c in (*x.conditions, *b.conditions))


def en_cas(x: Dispositif, cas: str, jour: date, catalogue: Catalogue) -> str:
    """What is paid on a day in a case that has a name: « 6 000 € », or that nothing is known."""
    b = x.pour(jour)
    siens = [m.autrement for m in b.montants if m.autrement and m.autrement.cas == cas]
    if not siens or not b.contient(jour):
        return _mot(catalogue, "au_jour", "hors")
    return euros(siens[0].montant)


def dire_voisine(v: Voisine, jour: date, catalogue: Catalogue) -> str:
    """« terminés depuis le 31 décembre 2024 (title, date) ; à voir avec … », or what is known."""
    etat = v.etat(jour)
    if etat is None:
        return _mot(catalogue, "au_jour", "hors")
    lue = catalogue.sources[etat.source]
    return SEPARATEUR.join([f"{etat.dit} ({_titre(lue)})", f"à voir avec {v.aupres_de}"])


def source(x: Dispositif, jour: date, catalogue: Catalogue) -> str:
    """The source of what is said: « décret n° 2026-168 », or a title and its date."""
    b = x.pour(jour)
    borne = b.borne(jour)
    return _titre(catalogue.sources[borne.source if borne else b.montants[0].source])


def _titre(source: Source) -> str:
    return source.texte or f"{source.titre}, {source.date}"


def _un(m: Montant, b: Bareme, catalogue: Catalogue) -> str:
    cas = ", ".join(_cas(m, b, catalogue))
    valeurs = {"montant": euros(m.montant or 0), "cas": cas}
    return _mot(catalogue, "au_jour", "montant" if cas else "sans_cas", **valeurs)


def _cas(m: Montant, b: Bareme, catalogue: Catalogue) -> Iterator[str]:
    """The sizes and the levels prepared for which it is, of the amount and of its barème."""
    plafonds = {c.cle: c.maximum for c in b.criteres if isinstance(c, AuPlus)}
    bas, haut = m.effectif or (0, plafonds.get("effectif", EFFECTIF_MAX))
    if haut < EFFECTIF_MAX:
        yield _mot(catalogue, "cas", "effectif_moins", limite=nombre(haut + 1))
    elif bas:
        yield _mot(catalogue, "cas", "effectif_plus", limite=nombre(bas))
    if m.niveau and m.niveau[0] == m.niveau[1]:
        yield _mot(catalogue, "cas", "niveau", niveau=niveau(m.niveau[0]))
    elif m.niveau:
        bornes = {"bas": niveau(m.niveau[0]), "haut": niveau(m.niveau[1])}
        yield _mot(catalogue, "cas", "niveaux", **bornes)
    elif _PREPARE in plafonds:
        yield _mot(catalogue, "cas", "niveau_max", niveau=niveau(plafonds[_PREPARE]))


def _mot(catalogue: Catalogue, groupe: str, situation: str, **valeurs: str) -> str:
    return catalogue.mots.dire(groupe, situation, ENTREPRISE, valeurs)
