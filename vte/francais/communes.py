"""Une commune dans une phrase : le plus long nom que connaît la base, là où un lieu est attendu."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vte.territoires import Trouvaille, ouvrir
from vte.territoires.noms import cle

_MOT = re.compile(r"[^\W_]+(?:['’./-]+[^\W_]+)*/?|[^\W_]")
# Après ces mots, un nom de lieu est attendu.
_LIEU = re.compile(
    r"(?:\ba(?! cote)|\bau|\baux|\bsur|\bvers|\bpres de|\bpres d'|\bproche de|\bcommune de|\bcommune d'|\bville de|\bville d'|\bbasee?s? (?:a|en|sur)|"
    r"\bsituee?s? a|\bgare de|\bgare d'|\bcommune|\bville|\blieu|\binstallee?s? a|\bc'est a|\b(?:pour|mais|plutot) a)\s*(?:cote d[e'] ?)?[:=]?\s*$"
)
_LIEU_SUR = re.compile(
    r"\b(?:pers|personnes?|salaries?|employes?|boite|entreprise|societe|pme|eti|tpe|usine|atelier|poste|situee?s?|basee?s?|installee?s?|implantee?s?|est|sommes|suis|habite|cdi|cdd|contrat|alternance|apprentissage)"
    r"[\s\x00]+a\s+|\bcommune d[e'] ?|\bville d[e'] ?|\bpres d[e'] ?|\x00[\s,]*a\s+"
)
_APRES_LIEU = re.compile(r"\s*(?:[,;:(\x00]|(?:en|pour|dans|est|c'est|avec|et)\b)")
_DANS = re.compile(r"\bdans\s*(?:le |la |les |l')?\s*$")
_SIEGE = re.compile(r"\b(?:siege|maison mere)\b[^,.;:\n]*$")
_VERBE = re.compile(r"(?:er|ir|re|ez|ent)$")
_LIEU_FAIBLE = re.compile(r"(?:\bde|\bd'|\bdans|\ben|[(,:;-]|^)\s*$")
# Noms de communes qui sont d'abord des mots courants : seulement si la question est posée.
_COURANTS = set(
    ["a", "ans", "ars", "as", "aix", "bar", "bac", "bans", "bas", "bon", "bois", "bord", "boite", "bourg", "but", "ces", "cela", "cette", "clef", "cours", "contrat", "cadre", "cote", "cotes", "cours", "court", "dans", "date", "deux", "dieu", "eu", "en", "est", "et", "eux", "fin", "font", "gare", "gens", "grand", "gros", "il", "ile", "jeune", "joue", "la", "le", "les", "lit", "lieu", "loin", "loi", "lui", "main", "mai", "mars", "mer", "mes", "mission", "mois", "mon", "mont", "moi", "monde", "nom", "nos", "non", "or", "ou", "oui", "our", "paie", "pas", "pays", "pire", "plan", "plus", "poil", "pont", "port", "pour", "prat", "rue", "sa", "sac", "sans", "sens", "sept", "si", "son", "sous", "sur", "ta", "tard", "temps", "test", "tous", "tout", "tour", "trois", "un", "une", "us", "vie", "vers", "ville", "villes", "voir", "y", "bonjour", "merci", "salut", "aide", "aides", "salle", "saint", "sainte", "septembre", "octobre", "avril", "juin", "juillet", "soi", "ai", "ger", "ors", "os", "ligne", "cher", "chez", "rien", "vrai", "ferme", "moins", "marche", "ponts", "prunier", "bien", "mieux", "lac", "val", "vals", "manque", "pme", "eti", "cdd", "cdi", "bts", "master", "licence", "apprentissage", "alternance", "stage", "entreprise", "salaries", "diplome", "campagne", "distance", "domicile", "maison", "etranger", "paye", "partir", "terme", "cout", "peu", "pres", "moitie", "temps", "plein", "question", "droit", "ecole", "formation", "lyonnaise", "usine", "chef", "service", "travail", "poste", "besoin", "part", "jour", "fois", "sorte", "place", "quoi", "qui", "quel", "quelle", "que", "quand", "comment", "combien", "pourquoi", "bac2", "jamais", "toujours", "age"]
)
_HONORIFIQUE = re.compile(r"\b(?:m|mr|mme|monsieur|madame|mlle|dr|rue|avenue|boulevard|place|universite|iut|lycee|ecole|bts|master|tour|tours)\.?\s*(?:de |d'|du )?$")
_REMPLISSAGE = re.compile(
    r"^\W*(?:(?:alors|bon|ben|euh|donc|oui|ok|c'est|cest|ce sera|a|au|aux|en|sur|dans|la commune|la ville|le poste est|on est|nous sommes|je suis|mon entreprise est|l'entreprise est|situe|situee|base|basee|bases|de|d'|est|pas loin de|plutot|finalement|en fait|ville|commune|pour)\b['\s:,]*)+"
)


@dataclass(frozen=True)
class Lieu:
    """Ce qui a été nommé, ce que la base en sait, et où c'est dans le texte."""

    trouvaille: Trouvaille
    debut: int
    fin: int


def lire_commune(texte: str, plat: str, question: bool) -> Lieu | None:
    """La commune nommée ; `plat` a les autres faits masqués par des \\x00 ; None s'il n'y en a pas."""
    for candidat in (_par_nom(texte, plat, question), _par_code(texte, plat, question), _mal_ecrit(texte, plat)):
        if candidat is not None:
            return candidat
    return _reponse(texte, plat) if question else None


def _par_nom(texte: str, plat: str, question: bool) -> Lieu | None:
    """Le premier lieu nommé. Le poste compte : un siège ne sert que si rien d'autre n'est nommé."""
    siege: Lieu | None = None
    for lieu in _lieux(texte, plat, question):
        if not _SIEGE.search(plat[: lieu.debut]):
            return lieu
        siege = siege or lieu
    return siege


def _lieux(texte: str, plat: str, question: bool) -> Iterator[Lieu]:
    """Les lieux nommés, de gauche à droite, le plus long nom d'abord."""
    index = ouvrir()
    mots = [m for m in _MOT.finditer(plat) if "\x00" not in m.group()]
    for i, premier in enumerate(mots):
        for j in range(min(len(mots), i + 8), i, -1):
            debut, fin = premier.start(), mots[j - 1].end()
            if "\x00" in plat[debut:fin]:
                continue
            # « d'Oyonnax » : l'article élidé n'est pas du nom, « L'Isle » si.
            for saut in (0, 2) if re.match(r"[dl]'", plat[debut:]) else (0,):
                if _est_un_lieu(texte, plat, debut + saut, fin, question, index.connait):
                    yield Lieu(_chercher(texte, debut + saut, fin), debut + saut, fin)


def _mal_ecrit(texte: str, plat: str) -> Lieu | None:
    """« une boîte a oyonax » : une faute de frappe, là où seul un lieu peut venir."""
    index = ouvrir()
    for annonce in _LIEU_SUR.finditer(plat):
        mot = _MOT.match(plat, annonce.end())
        if mot is None or "\x00" in mot.group() or cle(mot.group()) in _COURANTS or _VERBE.search(mot.group()):
            continue
        if index.approche(mot.group()):
            return Lieu(_chercher(texte, mot.start(), mot.end()), mot.start(), mot.end())
    return None


def _est_un_lieu(texte: str, plat: str, debut: int, fin: int, question: bool, connait) -> bool:  # type: ignore[no-untyped-def]
    nom, avant = plat[debut:fin], plat[:debut]
    simple = cle(nom)
    if len(simple) < 2 or simple.isdigit() or not connait(simple) or _HONORIFIQUE.search(avant):
        return False
    if _DANS.search(avant) and ouvrir().est_un_departement(nom):  # « dans la Loire » n'est pas Loiré
        return False
    seul = not re.sub(r"[\W\x00]", "", plat[:debut] + plat[fin:])
    courant = simple in _COURANTS or nom in _COURANTS
    if courant:
        return question and (seul or texte[debut].isupper() and debut > 0)
    capitale = texte[debut].isupper() and not texte.isupper()
    if _LIEU.search(avant):
        return True
    if seul or question:
        return seul or capitale or not _REMPLISSAGE.sub("", avant)
    if debut == 0:  # « Oyonnax, 45 salariés » : la capitale ne dit rien, la suite si
        return capitale and len(simple) > 3 and bool(_APRES_LIEU.match(plat[fin:]))
    return capitale and bool(_LIEU_FAIBLE.search(avant)) and not re.search(r"[.!?]\s*$", avant)


def _chercher(texte: str, debut: int, fin: int) -> Trouvaille:
    """La base, interrogée avec le département ou le code postal qui encadre le nom : « Valence (26) », « 46100 Figeac ».

    Ce qui suit n'est pas toujours une précision (« à Oyonnax, en CDD ») : alors le nom seul est cherché.
    """
    apres = re.match(r"\s*[,(]?\s*(?:dans (?:le|la|l'|les)\s*|en\s+)?(\d{5}|\d{2,3}|2[abAB]|[A-ZÉÈ][\w'’-]+)\b(?!\s*(?:salari|pers|employ|mois|ans))", texte[fin:])
    avant = re.search(r"(\d{5})\s*$", texte[:debut])
    precision = (apres.group(0) if apres else "") or (avant.group(1) if avant else "")
    nom = texte[debut:fin]
    precisee = ouvrir().chercher(f"{nom} {precision}".strip())
    return precisee if precisee.resultats or not precision else ouvrir().chercher(nom)


def _par_code(texte: str, plat: str, question: bool) -> Lieu | None:
    """Un code postal ou INSEE que la base connaît, dit comme tel ou en réponse."""
    for m in re.finditer(r"\b(?:\d{5}|2[ab]\d{3})\b", plat):
        annonce = re.search(r"(?:code (?:postal|insee)|\bcp|\ba|\ben|dans le)\s*:?\s*$", plat[: m.start()])
        if annonce or question:
            trouvaille = ouvrir().chercher(m.group())
            if trouvaille.resultats:
                return Lieu(trouvaille, m.start(), m.end())
    return None


def _reponse(texte: str, plat: str) -> Lieu | None:
    """Une réponse entière à « dans quelle commune ? », fautes de frappe comprises."""
    debut = m.end() if (m := _REMPLISSAGE.match(plat)) else 0
    reste = texte[debut:].strip(" .!?")
    if not reste or len(reste.split()) > 6 or "\x00" in plat[debut:] or cle(reste) in _COURANTS:
        return None
    if plat[:debut].rstrip().endswith("dans") and ouvrir().est_un_departement(reste):
        return None
    trouvaille = ouvrir().chercher(reste)
    return Lieu(trouvaille, debut, debut + len(reste)) if trouvaille.resultats else None
