"""Diplomas, as years after the baccalauréat (bac+N), obtained or prepared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vte.lecture.mention import Mention

_NIVEAUX = (
    (r"\bbac\s*(?:\+|plus)\s*(?P<n>\d|un|deux|trois|quatre|cinq|six|sept|huit)\b", None),
    (r"\bbac\s(?P<n>[1-8])\b(?!\s*(?:ans|mois))", None),
    (r"\bdoctora\w*|\bdocteur\b|\bthese\b|\bphd\b", 8),
    (r"\bmaitrise\b|\bm1\b|\bmaster\s*1\b", 4),
    (
        (
            r"\bmaste?rs?\b(?:\s*2)?|\bmsc\b|\bmba\b|\bmastere\b|\bm2\b|\bingenieure?s?\b|"
            r"\binge\b|\bpolytech\b|\becole d'inge\w*|\bgrande ecole\b|\becole de commerce\b|"
            r"\bdea\b|\bdess\b"
        ),
        5,
    ),
    (
        (
            r"\bl(?:icence|isence|icense)s?(?:\s+pro\w*)?|\bl3\b|\bbachelor\b|\b(?:un|son|en|le|"
            r"d'un|mon|du|au) but\b(?! (?:est|de|du|c'est|d'))|\bb\.u\.t\b|"
            r"\bbut\b(?= (?:en poche|obtenu|valide|gea|gmp|geii|mmi|tc|info\w*|chimie|genie)\b)|"
            r"^\W*but\W*$"
        ),
        3,
    ),
    (r"\bb\.?t\.?s\.?a?\b|\bd\.?u\.?t\b|\bdeug\b|\bdeust\b|\bprepa\b", 2),
    (
        (
            r"\b(?:aucun|pas de|sans|pas le)\s+(?:diplome|bac)\b|\bc\.?a\.?p\b|\bb\.?e\.?p\b|"
            r"\bbrevet\b"
        ),
        -1,
    ),
    (r"\bniveau\s*(?P<cadre>[3-8])\b", None),
    (
        (
            r"\bbacheli(?:er|ere)s?\b|\bbac(?:calaureat)?(?:\s+(?:pro\w*|general|techno\w*|"
            r"st[im]\w*))?\b(?!\s*(?:\+|plus))"
        ),
        0,
    ),
)
_CADRE = {3: -1, 4: 0, 5: 2, 6: 3, 7: 5, 8: 8}  # the French framework of 2019
_MOTS = {"un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8}
_OBTENU = re.compile(
    r"titulaire|(?<!\bun )(?<!\ble )(?<!\bson )(?<!\bmon )\bdiplomee?s?\b|obtenue?|\bil a\b|"
    r"\belle a\b|\bj'ai\b|\bjai\b|\bai (?:un|mon|deja)|\ba (?:un|une|son|deja|eu|1|le)\b|"
    r"\bdeja\b|valide|"
    r"en poche|decroche(?:e|es)?\b|sortie?\b|sortant|\bavec (?:un|une|son)\b|possede|"
    r"detient|detenteur|\bapres (?:un|une|son|mon)\b|fini|termine|\bayant\b|niveau|"
    r"\bde formation\b|\bavait\b|\beu (?:son|mon)\b"
)
_PREPARE = re.compile(
    r"\bdecrocher\b|prepar\w*|en cours|\betudi\w*|\bsui(?:t|vre|s)\b|\bpour (?:un|une|son|"
    r"faire|passer|obtenir|le|la)\b|\bvise\w*|\bva (?:faire|passer|entrer|preparer|"
    r"commencer|obtenir)|"
    r"\bpasse (?:un|une|son|sa|mon|le)\b|inscrite?|rentre en|entre en|entrer en|integr\w*|"
    r"\bfait (?:un|une|son|sa)\b|\bfera\b|\bfass\w+\b|\bfais\b|\bvers (?:un|une)\b|"
    r"poursui\w*|"
    r"\bactuellement en\b|\best en\b|\bsuis en\b|\bannee de\b|\bcontinue\w*|\benchaine\w*|"
    r"\ben$|,\s*en\b|\bpasser (?:un|une|son|sa|mon|ma)\b|commence\w* (?:un|une|son|sa)\b|"
    r"\bfaire (?:un|une|son|sa|ma|mon)\b|\bpr[ée]p\b"
)
# « un CDI pour une ingénieure »: the person is already what is said of her.
_PERSONNE, _POUR_QUELQU_UN = (
    re.compile(r"ingenieure?s?\b|inge\b"),
    re.compile(r"\bpour (?:une?|cette?|notre|l[ae'])\s*(?:jeune )?$"),
)
_APRES_OBTENU = re.compile(
    r"^\s*(?:deja\s+)?(?:en poche|valide|obtenu|termine|acquis|fini|"
    r"(?:date )?d[e'u] ?(?:l'an|(?:19|20)\d\d|\d|janv|fevr|mars|avril|mai\b|juin|juil|aout|"
    r"sept|oct|nov|dec))"
)
_APRES_PREPARE = re.compile(
    r"^\s*(?:en cours|en preparation|qu'(?:il|elle) prepare|que je prepare|a preparer|visee?)"
)


def lire_diplomes(plat: str, question: str | None) -> Iterator[Mention]:
    """The highest diploma of each role; without a clue, the role that is asked, else obtained."""
    restant, trouves = plat, []
    for motif, niveau in _NIVEAUX:
        for m in list(re.finditer(motif, restant)):
            valeur = niveau if niveau is not None else _niveau(m)
            restant = restant[: m.start()] + "\x00" * (m.end() - m.start()) + restant[m.end() :]
            trouves.append((m.start(), m.end(), valeur))
    trouves.sort()
    meilleurs: dict[str, Mention] = {}
    for place, (debut, fin, valeur) in enumerate(trouves):
        avant = plat[trouves[place - 1][1] if place else 0 : debut]
        precedent = meilleurs and trouves[place - 1]
        cle = _role(avant, plat[fin : fin + 30], plat[debut:fin], question)
        if cle is None:
            # Without a clue (« BTS puis licence ») the second is not guessed to be prepared.
            cle = (
                "niveau_prepare"
                if question == "niveau_prepare" and not precedent
                else "niveau_obtenu"
            )
        if cle not in meilleurs or valeur > meilleurs[cle].valeur:
            meilleurs[cle] = Mention(cle, valeur, debut, fin)
    yield from meilleurs.values()


def _niveau(m: re.Match[str]) -> int:
    groupes = m.groupdict()
    if groupes.get("cadre"):
        return _CADRE[int(groupes["cadre"])]
    n = groupes["n"]
    return int(n) if n.isdigit() else _MOTS[n]


def _role(avant: str, apres: str, soi: str, question: str | None) -> str | None:
    if _APRES_OBTENU.search(apres) or (_PERSONNE.match(soi) and _POUR_QUELQU_UN.search(avant)):
        return "niveau_obtenu"
    if _APRES_PREPARE.search(apres):
        return "niveau_prepare"
    obtenu = max((m.start() for m in _OBTENU.finditer(avant)), default=-1)
    prepare = max((m.start() for m in _PREPARE.finditer(avant.rstrip())), default=-1)
    if soi.startswith("en ") and prepare < 0:
        prepare = len(avant)
    if obtenu == prepare == -1:
        return None
    return "niveau_obtenu" if obtenu > prepare else "niveau_prepare"


def nu(plat: str) -> int | None:
    """« 5 » as the answer to a question about the level: bac+5."""
    m = re.fullmatch(r"\W*\+?\s*([0-8])\W*", plat)
    return int(m.group(1)) if m else None
