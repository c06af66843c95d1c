"""Dates et durées. Un mois seul est son premier jour ; sans année, on lit l'avenir pour un
début de contrat et le passé pour un diplôme. « L'an dernier » seul est le premier jour de l'année."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from vte.lecture.texte import NOMBRE, NOMBRE_NU, Mention, entier
from vte.texte import masquer

_MOIS = {
    "janvier": 1,
    "janv": 1,
    "jan": 1,
    "fevrier": 2,
    "fevr": 2,
    "fev": 2,
    "mars": 3,
    "avril": 4,
    "avr": 4,
    "mai": 5,
    "juin": 6,
    "juillet": 7,
    "juil": 7,
    "aout": 8,
    "septembre": 9,
    "sept": 9,
    "octobre": 10,
    "oct": 10,
    "novembre": 11,
    "nov": 11,
    "decembre": 12,
    "dec": 12,
}
_NOM = rf"(?P<mois>{'|'.join(sorted(_MOIS, key=len, reverse=True))})\b\.?"
_AN = r"(?:\s*(?:de\s+)?(?:l'annee\s+)?(?P<an>(?:19|20)\d\d)\b)"
_JOUR = re.compile(rf"\b(?P<jour>1er|premier|\d{{1,2}})\s*{_NOM}{_AN}?")
_MOIS_SEUL = re.compile(rf"\b{_NOM}{_AN}?(?P<relatif>\s+(?:prochain|dernier|d'avant))?")
_CHIFFRES = re.compile(r"\b(?P<j>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<a>\d{4}|\d{2})\b")
_MOIS_CHIFFRES = re.compile(r"\b(?P<m>0?[1-9]|1[0-2])[/](?P<a>(?:19|20)\d\d)\b")
_ISO = re.compile(r"\b(?P<a>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<j>\d{1,2})\b")
_RENTREE = re.compile(rf"\b(?:la\s+)?rentree{_AN}?(?P<relatif>\s+(?:prochaine|derniere))?")
_L_AN_RELATIF = re.compile(r"\bl'an(?:nee)? (?:(?P<avant>derni|passe)|prochain)\w*")
_PRES = r"[\s,]*(?:en|de|a|au|vers|courant|debut|fin|mi|la|le|mois)?[\s,-]*"  # entre un mois et « l'an dernier » qui le précise
_AN_NU = re.compile(
    r"\b(?:en|de|annee|promo(?:tion)?|session)\s+(?P<an>(?:19|20)\d\d)\b(?!\s*(?:€|euros?))"
)
_FETES = re.compile(r"\b(?P<fete>toussaint|noel)(?P<relatif>\s+(?:prochaine?|derniere?))?")
_JOURS_DE_FETE = {"toussaint": (11, 1), "noel": (12, 25)}
_RELATIFS = (
    (
        re.compile(r"\b(?:le\s+)?mois prochain\b"),
        lambda a, n, u: _premier(a + relativedelta(months=1)),
    ),
    (re.compile(r"\b(?:ce mois(?:-| )?ci|ce mois)\b"), lambda a, n, u: _premier(a)),
    (
        re.compile(r"\b(?:le )?mois dernier\b"),
        lambda a, n, u: _premier(a - relativedelta(months=1)),
    ),
    (re.compile(r"\bla semaine prochaine\b"), lambda a, n, u: a + timedelta(days=7)),
    (
        re.compile(r"\baujourd'?hui\b|\btout de suite\b|\bimmediatement\b|\bdes maintenant\b"),
        lambda a, n, u: a,
    ),
    (re.compile(r"\bdemain\b"), lambda a, n, u: a + timedelta(days=1)),
    (re.compile(r"\bhier\b"), lambda a, n, u: a - timedelta(days=1)),
    (
        re.compile(rf"\bdans\s+(?P<n>{NOMBRE})\s*(?P<u>jours?|semaines?|mois|ans?)\b"),
        lambda a, n, u: _decale(a, n, u),
    ),
    (
        re.compile(
            rf"\b(?:il y a|depuis)\s+(?:environ\s+|a peu pres\s+)?(?P<n>{NOMBRE})\s*(?P<u>jours?|semaines?|mois|ans?)\b"
        ),
        lambda a, n, u: _decale(a, -n, u),
    ),
)
_DIPLOME = re.compile(
    r"diplom\w*|titulaire|obten\w*|\beu (?:son|mon|le|sa)|valid\w*|decroch\w*|\bsorti\w*|\bsor[st]\b|reussi\w*|\bfini\w*|termine\w*|\bbts\b|licence|\bmaster|\bdut\b|\bilya\b|\baur(?:a|ai|ont|ez) (?:son|sa|mon|ma|le|leur)\b"
)
_DE, _A = (
    re.compile(r"\b(?:de|d'|du|des|entre)\s*$"),
    re.compile(r"\s*(?:a|au|et|jusqu'(?:a|au|en|aux))\s*(?:la\s+fin\s+(?:de\s+|d')?|fin\s+)?"),
)
_FIN = re.compile(r"\bjusqu'(?:a|au|en)\s*(?:la\s+fin\s+(?:de\s+|d')?|fin\s+)?$")
_DIPLOME_DEPUIS = re.compile(
    r"\b(?:bts|licence|master|m2|dut|but|bac|deug|doctorat|diplom\w*|ingenieure?)\b[^,.;!?]{0,30}\b(?:depuis|obtenue? en|eue? en|valide en)\s*$"
    r"|\b(?:bts|licence(?: pro\w*)?|master|m2|dut|but|bac|deug|doctorat|diplome|bachelor) (?:date )?(?:de |d'|du )\s*$"
)
_DEBUT = re.compile(
    r"a partir|a compter|\bcommenc\w*|\bdebut\w*|\bdemarr\w*|embauch\w*|\bdes (?=le|l|\w)|\bdu (?=\d|1er)|\bpour (?=le|la|septembre|octobre|\w+bre)|\bau (?=\d|1er|premier)|contrat|cdd|cdi|apprenti\w*|alternan\w*|\bprise de poste|\brecrut\w*|\bprendre\b|\barriv\w*|\bsign\w*|\bpartir\b"
)
_DEBUT_DIT = re.compile(
    r"\bcommenc\w*|\bdemarr\w*|\bdebut\w*|embauch\w*|\brecrut\w*|\barriv\w*|\bsign\w*"
)
_DUREE = re.compile(
    rf"\b(?P<n>{NOMBRE})\s*(?P<u>mois|moi|m\b|ans?|annees?|semaines?|sem\b|trimestres?|semestres?)(?P<demi>\s+et\s+demie?)?(?:\s+et\s+(?P<plus>{NOMBRE})\s*mois)?"
)
_UNE_SEULE = re.compile(
    r"\b(?:un )?semestre\b|\bune annee\b|\bun an(?:nee)?\b(?! et)|\bl'annee scolaire\b"
)
_PAS_UNE_DUREE = re.compile(
    r"(?:il y a|depuis|\bdans|moins de|plus de|\bage\w* de|\bj'ai|\bil a|\belle a|\ba|jeune de|fille de|garcon de|personne de|\bau bout de)\s*$"
)
_UN_ARTICLE = re.compile(
    r"\w.*\bune?[\s\x00]*$|\bune?\b\s*\x00"
)  # « pour une licence », dont le nom est masqué
_NIEE = re.compile(r"\b(?:pas|non|plus|ni)\s*$")  # « pas 12 mois, 18 »
_SUITE_SANS_DUREE = re.compile(r"^\s*(?:d'?\s*experience|d'anciennete|d'existence|d'age)")


@dataclass(frozen=True)
class _Lue:
    valeur: date | None
    an_dit: bool
    debut: int
    fin: int
    au_mois: bool = False
    a_l_annee: bool = False


def _premier(jour: date) -> date:
    return jour.replace(day=1)


def _decale(jour: date, n: int, unite: str) -> date:
    """Dit au jour ou à la semaine : ce jour-là ; au mois ou à l'an : le premier du mois."""
    if unite.startswith("jour"):
        return jour + timedelta(days=n)
    if unite.startswith("sem"):
        return jour + timedelta(weeks=n)
    return _premier(
        jour + (relativedelta(years=n) if unite.startswith("an") else relativedelta(months=n))
    )


def _sure(annee: int, mois: int, jour: int) -> date | None:
    try:
        return date(annee, mois, jour)
    except ValueError:
        return None


def _annee(texte: str) -> int:
    return int(texte) if len(texte) == 4 else 2000 + int(texte)


def _annee_relative(mois: int, relatif: str, auj: date) -> int:
    """« juin dernier » : le dernier juin révolu ; « juin prochain » : le suivant ; sinon cette année."""
    if "prochain" in relatif:
        return auj.year + (mois <= auj.month)
    if relatif:
        return auj.year - (mois >= auj.month)
    return auj.year


def _trouver(plat: str, auj: date) -> Iterator[_Lue]:
    """Toutes les dates, de la forme la plus sûre à la plus vague ; ce qui est lu ne se relit pas."""
    for forme in _FORMES:
        for lue in list(forme(plat, auj)):
            yield lue
            plat = masquer(plat, lue.debut, lue.fin)


def _en_chiffres(plat: str, auj: date) -> Iterator[_Lue]:
    for motif in (_ISO, _CHIFFRES):
        for m in motif.finditer(plat):
            yield _Lue(_sure(_annee(m["a"]), int(m["m"]), int(m["j"])), True, m.start(), m.end())


def _mois_en_chiffres(plat: str, auj: date) -> Iterator[_Lue]:
    for m in _MOIS_CHIFFRES.finditer(plat):
        yield _Lue(_sure(int(m["a"]), int(m["m"]), 1), True, m.start(), m.end())


def _au_jour(plat: str, auj: date) -> Iterator[_Lue]:
    for m in _JOUR.finditer(plat):
        jour = 1 if m["jour"] in ("1er", "premier") else int(m["jour"])
        yield _Lue(
            _sure(int(m["an"] or auj.year), _MOIS[m["mois"]], jour),
            bool(m["an"]),
            m.start(),
            m.end(),
        )


def _depuis_aujourdhui(plat: str, auj: date) -> Iterator[_Lue]:
    for motif, calcul in _RELATIFS:
        for m in motif.finditer(plat):
            g = m.groupdict()
            n = entier(g["n"]) if g.get("n") else 0
            valeur = calcul(auj, n, g.get("u") or "") if n is not None and n <= 600 else None
            yield _Lue(valeur, True, m.start(), m.end())


def _a_la_rentree(plat: str, auj: date) -> Iterator[_Lue]:
    for m in _RENTREE.finditer(plat):
        dite = None if m["an"] else _l_an_relatif(plat, m.span(), auj)
        annee, place = dite or (int(m["an"] or auj.year), m.span())
        yield _Lue(date(annee, 9, 1), bool(m["an"] or dite), *place)


def _a_la_fete(plat: str, auj: date) -> Iterator[_Lue]:
    for m in _FETES.finditer(plat):
        mois, jour = _JOURS_DE_FETE[m["fete"]]
        yield _Lue(
            date(_annee_relative(mois, m["relatif"] or "", auj), mois, jour),
            bool(m["relatif"]),
            m.start(),
            m.end(),
        )


def _au_mois(plat: str, auj: date) -> Iterator[_Lue]:
    for m in _MOIS_SEUL.finditer(plat):
        if len(m["mois"]) <= 3 and not m["an"] and m["mois"] not in ("mai",):
            continue  # « dec », « nov » sans année : trop court pour être sûr
        dite = None if m["an"] else _l_an_relatif(plat, m.span(), auj)
        annee, place = dite or (
            int(m["an"]) if m["an"] else _annee_relative(_MOIS[m["mois"]], m["relatif"] or "", auj),
            m.span(),
        )
        yield _Lue(
            date(annee, _MOIS[m["mois"]], 1),
            bool(m["an"] or m["relatif"] or dite),
            *place,
            au_mois=True,
        )


def _a_l_annee(plat: str, auj: date) -> Iterator[_Lue]:
    for motif in (_AN_NU, _L_AN_RELATIF):
        for m in motif.finditer(plat):
            annee = int(m["an"]) if motif is _AN_NU else _annee_de(m, auj)
            yield _Lue(date(annee, 1, 1), True, m.start(), m.end(), a_l_annee=True)


_FORMES = (
    _en_chiffres,
    _mois_en_chiffres,
    _au_jour,
    _depuis_aujourdhui,
    _a_la_rentree,
    _a_la_fete,
    _au_mois,
    _a_l_annee,
)


def _l_an_relatif(
    plat: str, mois: tuple[int, int], auj: date
) -> tuple[int, tuple[int, int]] | None:
    """De « l'an dernier, en juin » : l'année, et la place des deux ; None si rien ne précise ce mois."""
    for m in _L_AN_RELATIF.finditer(plat):
        premier, second = sorted((m.span(), mois))
        if re.fullmatch(_PRES, plat[premier[1] : second[0]]):
            return _annee_de(m, auj), (premier[0], second[1])
    return None


def _annee_de(m: re.Match[str], auj: date) -> int:
    return auj.year + (-1 if m["avant"] else 1)


def lire_dates(plat: str, entier: str, question: str | None, auj: date) -> Iterator[Mention]:
    """Les dates de début et de diplôme. L'indice le plus proche avant la date dit son rôle.

    `entier` : le texte plat où rien n'est masqué : « un master depuis mars 2019 » date le master.
    """
    lues = sorted((x for x in _trouver(plat, auj) if x.valeur), key=lambda x: x.debut)
    if plage := _plage(plat, lues, auj):
        yield from plage
        return
    deja: set[str] = set()
    for place, lue in enumerate(lues):
        if _FIN.search(plat[: lue.debut]):  # « jusqu'en août » : la fin n'est pas le début
            continue
        avant = plat[lues[place - 1].fin if place else 0 : lue.debut]
        role = (
            _role_de_l_annee(plat[lue.debut : lue.fin], avant, question)
            if lue.a_l_annee
            else _role(avant, plat[lue.fin : lue.fin + 50], question)
        )
        cle = "date_diplome" if _DIPLOME_DEPUIS.search(entier[: lue.debut]) else role
        if cle and cle not in deja:
            deja.add(cle)
            yield Mention(
                cle, _situer(lue, cle, auj).isoformat(), lue.debut, lue.fin, lue.a_l_annee
            )


def _plage(plat: str, lues: list[_Lue], auj: date) -> list[Mention]:
    """« d'octobre à juin » : le début du contrat et sa durée en mois, le dernier compris ; [] si ce n'en est pas une."""
    for premiere, derniere in zip(lues, lues[1:], strict=False):
        if not (
            _DE.search(plat[: premiere.debut]) and _A.fullmatch(plat[premiere.fin : derniere.debut])
        ):
            continue
        debut, fin = _situer(premiere, "date_debut", auj), derniere.valeur
        while fin is not None and fin < debut and not derniere.an_dit:
            fin += relativedelta(years=1)
        if fin is None or fin < debut:
            continue
        # Dite au mois, la fin est tout le mois ; dite au jour, elle est ce jour-là.
        ecart = relativedelta(
            fin + (relativedelta(months=1) if derniere.au_mois else timedelta(days=1)), debut
        )
        duree = ecart.years * 12 + ecart.months
        place = (premiere.debut, derniere.fin)
        return [
            Mention("date_debut", debut.isoformat(), *place),
            Mention("duree_mois", duree, *place),
        ]
    return []


def _role_de_l_annee(dite: str, avant: str, question: str | None) -> str | None:
    """« L'aide existe-t-elle en 2024 ? » ne dit la date de rien : il faut que la date soit demandée, ou un mot qui dise de quoi.

    Une année en chiffres n'est prise qu'en réponse : dite en passant, elle laisse demander le mois.
    """
    roles = {
        "date_diplome": _derniere_place(_DIPLOME, avant),
        "date_debut": _derniere_place(_DEBUT_DIT, avant),
    }
    if max(roles.values()) >= 0 and not _AN_NU.fullmatch(dite):
        return max(roles, key=lambda cle: roles[cle])
    return question if question in roles else None


def _derniere_place(motif: re.Pattern[str], texte: str) -> int:
    return max((m.start() for m in motif.finditer(texte)), default=-1)


def _role(avant: str, apres: str, question: str | None) -> str | None:
    diplome, debut = _derniere_place(_DIPLOME, avant), _derniere_place(_DEBUT, avant)
    if diplome == debut == -1:
        if question in ("date_debut", "date_diplome"):
            return question
        if _DIPLOME.search(apres.split(",")[0]) and not _DEBUT.search(apres):
            return "date_diplome"
        return (
            "date_debut"
            if re.search(r"\b(?:en|le|a|au|des|a la|pour|du|debut|fin|mi|courant|c'est)\W*$", avant)
            or _DEBUT.search(apres)
            or not avant.strip()
            else None
        )
    return "date_diplome" if diplome > debut else "date_debut"


def _situer(lue: _Lue, cle: str, auj: date) -> date:
    """Sans année dite : le prochain pour un début, le dernier passé pour un diplôme."""
    assert lue.valeur is not None
    if lue.an_dit:
        return lue.valeur
    if cle == "date_debut" and lue.valeur < _premier(auj):
        return lue.valeur + relativedelta(years=1)
    if cle == "date_diplome" and lue.valeur > auj:
        return lue.valeur - relativedelta(years=1)
    return lue.valeur


def lire_duree(plat: str, question: bool) -> Iterator[Mention]:
    """La durée du contrat en mois ; ni un âge, ni une ancienneté, ni « il y a 8 mois »."""
    un = _UNE_SEULE.search(plat)
    if (
        un
        and not _PAS_UNE_DUREE.search(plat[: un.start()])
        and not _SUITE_SANS_DUREE.search(plat[un.end() :])
    ):
        yield Mention("duree_mois", 6 if "semestre" in un.group() else 12, un.start(), un.end())
        return
    for m in _DUREE.finditer(plat):
        mois = _mois(m)
        if mois is None or _SUITE_SANS_DUREE.search(plat[m.end() :]):
            continue
        if (_PAS_UNE_DUREE.search(plat[: m.start()]) and not question) or _NIEE.search(
            plat[: m.start()]
        ):
            continue
        if m["u"].startswith("an") and mois > 72 and not question:
            continue  # un âge
        yield Mention("duree_mois", mois, m.start(), m.end())
        return
    if (
        question
        and (nu := NOMBRE_NU.search(plat))
        and not nu.group().startswith("00")
        and not _UN_ARTICLE.search(plat)
        and (valeur := entier(nu.group())) is not None
    ):
        yield Mention("duree_mois", valeur, nu.start(), nu.end())


def _mois(m: re.Match[str]) -> int | None:
    n = entier(m["n"])
    if n is None:
        return None
    u = m["u"]
    par = (
        12
        if u.startswith("an")
        else 3
        if u.startswith("trim")
        else 6
        if u.startswith("semes")
        else 1
    )
    if u.startswith("sem") and par == 1:
        return n * 7 // 30
    return n * par + (par // 2 if m["demi"] else 0) + (entier(m["plus"]) or 0 if m["plus"] else 0)
