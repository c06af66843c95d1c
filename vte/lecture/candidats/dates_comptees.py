"""Dates counted from today: « dans trois semaines », « il y a 8 mois », « lundi »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from vte.lecture.candidats.chiffres import COLLECTIF, PETIT, collectif
from vte.lecture.candidats.dates_ecrites import JOUR, L_AN_RELATIF, SEMAINE, numero_du_jour, sens
from vte.lecture.candidats.lexique import DEBUT, FIN, lexique, ou, par_sorte
from vte.lecture.candidats.quantites import Quantite, lire_quantite, quantite
from vte.lecture.candidats.temps import Lue, exacte, plus_mois, premier, sure

_LEXIQUE = lexique("dates")
_SUIVANT, _PRECEDENT, _ENVIRON = (ou(_LEXIQUE[c]) for c in ("suivants", "precedents", "environ"))
_RELATIF = rf"(?P<relatif>{_SUIVANT}|{_PRECEDENT}|en cours|civile)"
# « il y a 2 ou 3 ans »: the second counts.
_COMBIEN = rf"\s+(?:{_ENVIRON}\s+)*(?:{PETIT}\s?(?:-|a|ou)\s?)?{quantite()}"
_AVANT = re.compile(
    rf"{DEBUT}{ou(_LEXIQUE['avant'])}{_COMBIEN}"
    rf"|{DEBUT}{quantite('2')}\s+(?:plus tot|auparavant|en arriere|avant aujourd)"
)
_APRES = re.compile(
    rf"{DEBUT}{ou(_LEXIQUE['apres'])}"
    rf"(?:{_COMBIEN}|\s+(?:{_ENVIRON}\s+)*{COLLECTIF}(?:\s+de\s+jours?)?)"
)
_ECARTS = {f"j{i}": (ecart, m) for i, (ecart, m) in enumerate(_LEXIQUE["proches"].items())}
_PROCHES = par_sorte((nom, motifs) for nom, (_, motifs) in _ECARTS.items())
_SEMAINE = re.compile(
    rf"{DEBUT}(?P<nom>{SEMAINE})(?:\s+(?P<relatif>{_SUIVANT}|{_PRECEDENT}|en huit|en quinze))?{FIN}"
)
_VAGUE = r"(?P<vague>fin|debut|mi|milieu|courant)[\s-]+"
_MOIS = re.compile(
    rf"{DEBUT}(?:{JOUR}\s+(?:du\s+|de\s+)|{_VAGUE}(?:du\s+|de\s+)?)?"
    rf"(?:(?P<ce>ce|c)\s+|le\s+)?mois(?:\s+{_RELATIF}|[ -]?(?P<ci>ci))?{FIN}"
)
_UNE_SEMAINE = re.compile(
    rf"{DEBUT}(?:la\s+|(?P<ce>cette\s+))?semaine(?:\s+{_RELATIF})?(?:[ -]?ci)?{FIN}"
)
_AN = re.compile(
    rf"{DEBUT}(?:(?:en |a la |au |la |le )?{_VAGUE})?(?:de |d')?(?:(?P<an>{L_AN_RELATIF})"
    rf"|l'?\s?an(?:nee)?\s+(?:en cours|civile)|(?:l'?\s?)?(?P<nue>annee)){FIN}"
)
_LOIN = 600  # months


def comptees(plat: str, auj: date) -> Iterator[Lue]:
    """The dates counted from `auj`, form by form; the same place may be read twice."""
    for motif, lire in _FORMES:
        for m in motif.finditer(plat):
            if lue := lire(m, auj):
                yield lue


def _decale(auj: date, quantite_lue: Quantite, vers: int) -> date | None:
    """Said in days or weeks: that very day; in months or years: the first of the month."""
    if quantite_lue.mois > _LOIN:
        return None
    if quantite_lue.unite in ("jours", "semaines"):
        par = 7 if quantite_lue.unite == "semaines" else 1
        return auj + timedelta(days=vers * round(quantite_lue.n * par))
    return plus_mois(auj, vers * round(quantite_lue.mois))


def _il_y_a(m: re.Match[str], auj: date) -> Lue | None:
    quantite_lue = lire_quantite(m, "" if m["n"] else "2")
    grain = "jour" if quantite_lue.unite in ("jours", "semaines") else "mois"
    return exacte(m.span(), _decale(auj, quantite_lue, -1), "il_y_a", grain)


def _dans(m: re.Match[str], auj: date) -> Lue | None:
    if m["collectif"]:
        return exacte(m.span(), auj + timedelta(days=min(collectif(m), 999)), "dans")
    quantite_lue = lire_quantite(m)
    grain = "jour" if quantite_lue.unite in ("jours", "semaines") else "mois"
    return exacte(m.span(), _decale(auj, quantite_lue, 1), "dans", grain)


def _proche(m: re.Match[str], auj: date) -> Lue | None:
    ecart, _ = _ECARTS[m.lastgroup or ""]
    return exacte(m.span(), auj + timedelta(days=ecart), "proche")


def _jour_de_semaine(m: re.Match[str], auj: date) -> Lue | None:
    """« lundi »: the next one, and the last one; today's day is a week away."""
    rang = _LEXIQUE["jours_de_la_semaine"][m["nom"]]
    a_venir = auj + timedelta(days=(rang - auj.weekday() - 1) % 7 + 1)
    passee = auj - timedelta(days=(auj.weekday() - rang - 1) % 7 + 1)
    relatif = m["relatif"] or ""
    if sens(relatif) < 0:
        return exacte(m.span(), passee, "jour_semaine")
    a_venir += timedelta(days={"en huit": 7, "en quinze": 14}.get(relatif, 0))
    if relatif:
        return exacte(m.span(), a_venir, "jour_semaine")
    return Lue(*m.span(), "jour_semaine", a_venir, passee)


def _ce_mois(m: re.Match[str], auj: date) -> Lue | None:
    """« le mois prochain », « fin du mois », « 28 de ce mois », « 1er du mois prochain »."""
    if not (m["relatif"] or m["ce"] or m["ci"] or m["vague"] or m["jour"]):
        return None
    mois = plus_mois(premier(auj), sens(m["relatif"] or ""))
    if mois is None:
        return None
    if m["jour"]:
        return exacte(m.span(), sure(mois.year, mois.month, numero_du_jour(m["jour"])), "jour")
    if m["vague"] == "fin":
        suivant = plus_mois(mois, 1)
        return exacte(m.span(), suivant and suivant - timedelta(days=1), "fin_du_mois")
    return exacte(m.span(), mois, "mois_relatif", "mois")


def _cette_semaine(m: re.Match[str], auj: date) -> Lue | None:
    if not (m["relatif"] or m["ce"]):
        return None
    return exacte(m.span(), auj + timedelta(weeks=sens(m["relatif"] or "")), "semaine")


def _cet_an(m: re.Match[str], auj: date) -> Lue | None:
    """« l'an dernier », « fin de l'année », « début d'année »."""
    if m["nue"] and m["vague"] not in ("fin", "debut"):
        return None
    an = auj.year + sens(m["an"] or "")
    if m["vague"] == "fin":
        return exacte(m.span(), sure(an, 12, 1), "fin_d_annee", "mois")
    if m["vague"] == "debut":
        return exacte(m.span(), sure(an + (not m["an"]), 1, 1), "debut_d_annee", "mois")
    return exacte(m.span(), sure(an, 1, 1), "annee_relative", "annee")


_FORMES = (
    (_APRES, _dans),
    (_AVANT, _il_y_a),
    (_PROCHES, _proche),
    (_MOIS, _ce_mois),
    (_UNE_SEMAINE, _cette_semaine),
    (_SEMAINE, _jour_de_semaine),
    (_AN, _cet_an),
)
