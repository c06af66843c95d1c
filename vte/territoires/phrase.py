"""Une commune dans une phrase : le plus long nom que connaît la base, là où un lieu est attendu.

« on est installés à côté de la gare de Figeac », mais pas « Tours de magie », « M. Laval » ni « à la campagne ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from vte.territoires import groupes, requete
from vte.territoires.lexique import est_un_autre_mot, mots_courants
from vte.territoires.noms import ARTICLES, LIAISONS, Jeton, cle_de, jetons
from vte.territoires.resultats import RIEN, Trouvaille

if TYPE_CHECKING:
    from vte.territoires.recherche import Recherche

_AVANT = 80  # caractères regardés avant un nom
_NOMBRE_ET_UNITE = re.compile(r"salari|pers|employ|mois|ans?\b|euros?|jours?|km|heures?|collab|gens|postes?|jeunes?")
# Après ces mots, un nom de lieu est attendu.
_LIEU = re.compile(
    r"(?:\ba(?! cote)|\bau|\baux|\bsur|\bvers|\bpres de|\bpres d'|\bproche de|\bcommune de|\bcommune d'|\bville de|\bville d'|\bbasee?s? (?:a|en|sur)|"
    r"\bsituee?s? a|\bgare de|\bgare d'|\bcentre de|\bcommune|\bville|\blieu|\binstallee?s? a|\bc'est a|\b(?:pour|mais|plutot|depuis) a|\bentre|\bautour de|"
    r"\bzone industrielle de|\b(?:z\.?i\.?|za|zac) de|\bcote de|\bdu cote de|\bagglo de|\bbanlieue de|\bperipherie de|\bnord de|\bsud de|\best de|\bouest de)"
    r"\s*(?:cote d[e'] ?)?[:=]?\s*$"
)
# Là où seul un lieu peut venir : un nom mal écrit y est reconnu aussi.
_LIEU_SUR = re.compile(
    r"\b(?:pers|personnes?|salaries?|employes?|boite|entreprise|societe|pme|eti|tpe|usine|atelier|poste|situee?s?|basee?s?|installee?s?|implantee?s?|est|sommes|suis|"
    r"habite|cdi|cdd|contrat|alternance|apprentissage|bosse|travaille|recrute|recrutons|embauche|taff?e)"
    r"[\s\x00]+(?:a|sur|vers)\s+|\bcommune d[e'] ?|\bville d[e'] ?|\b(?:pres|cote|gare) d[e'] ?|\x00[\s,]*a\s+"
)
_LIEU_DEMANDE = re.compile(r"\b(?:a|au|aux|sur|vers|pres d[e']|cote d[e']|gare d[e'])\s*(?=\w)")
_APRES_LIEU = re.compile(r"\s*(?:[,;:(\x00]|(?:en|pour|dans|est|c'est|avec|et)\b)")
_CONTRACTION = re.compile(r"\b(aux?)\s*$")
_ARTICLE_DE = {"au": "le", "aux": "les"}
# Ce qui ouvre un autre membre de phrase.
_COUPE = re.compile(r"[,.;:\n]|\b(?:mais|et|pour|poste|usine|atelier|travail\w*|contrat|cdi|cdd|alternance)\b")
_DANS = re.compile(r"\b(?:dans|en)\s*(?:le |la |les |l')?\s*$")
# Un lieu qui n'est pas celui du poste : il ne sert que si rien d'autre n'est nommé.
_AILLEURS = re.compile(
    r"\b(?:siege|maison mere|habite|habitons|domicilie\w*|vis a|vit a|viens d|vient d|originaire|natif|native|etudie\w*|etudes|ecole|fac|universite|iut|campus|lycee|cfa|diplomee?)\b"
)
_VERBE = re.compile(r"(?:er|ir|re|ez|ent)$")
_LIEU_FAIBLE = re.compile(r"(?:\bde|\bd'|\bdans|\ben|[(,:;-]|^)\s*$")
_HONORIFIQUE = re.compile(
    r"\b(?:m|mr|mme|monsieur|madame|mlle|dr|me|maitre|rue|avenue|boulevard|place|impasse|allee|universite|iut|lycee|bts|master|tour|tours|saint|sainte)\.?\s*(?:de |d'|du |la |des )*$"
)
_REMPLISSAGE = re.compile(
    r"^\W*(?:(?:alors|bon|ben|bah|euh|donc|oui|ok|bonjour|c'est|cest|ce sera|ca sera|ca se passe|a|au|aux|en|sur|dans|la commune|la ville|le poste est|le poste sera|on est|on bosse|"
    r"nous sommes|je suis|j'habite|mon entreprise est|l'entreprise est|la boite est|notre usine est|l'usine est|situe|situee|situes|base|basee|bases|installe|installes|"
    r"de|d'|est|pas loin|plutot|finalement|en fait|ville|commune|pour|vers|pres|a cote|du cote|juste|tout|enfin|je crois|je pense|la gare|moi)\b['\s:,]*)+"
)


@dataclass(frozen=True)
class Lieu:
    """Ce qui a été nommé, ce que la base en sait, et où c'est dans le texte."""

    trouvaille: Trouvaille
    debut: int
    fin: int


def lieu(base: Recherche, texte: str, plat: str, question: bool) -> Lieu | None:
    """La commune nommée dans `texte` ; None s'il n'y en a pas.

    `plat` : le texte aplati (vte.texte), où les autres faits sont masqués par des \\x00 ;
    `question` : la commune vient d'être demandée, un nom seul y répond.
    """
    lu = _Texte(base, texte, plat, question)
    nomme, groupe = lu.par_nom(), lu.groupe()
    if nomme is not None and not (groupe and groupe.debut <= nomme.debut and nomme.fin <= groupe.fin):
        return nomme
    return groupe or lu.par_code() or lu.mal_ecrit() or (lu.reponse() if question else None)


class _Texte:
    def __init__(self, base: Recherche, texte: str, plat: str, question: bool) -> None:
        self.base, self.texte, self.plat, self.question = base, texte, plat, question
        self.jetons = [j for j in jetons(texte) if "\x00" not in plat[j.debut : j.fin]]

    # Un nom bien écrit

    def par_nom(self) -> Lieu | None:
        """Le premier lieu nommé. Le poste compte : un siège ou un domicile ne sert que si rien d'autre n'est nommé."""
        ailleurs: Lieu | None = None
        for debut, fin in self._nommes():
            trouve = self._preciser(debut, fin)
            if trouve is None:
                continue
            if not _AILLEURS.search(_COUPE.split(self._avant(trouve.debut))[-1]):
                return trouve
            ailleurs = ailleurs or trouve
        return ailleurs

    def _nommes(self) -> Iterator[tuple[int, int]]:
        """Les jetons (début, fin) qui nomment un lieu, de gauche à droite, le plus long nom d'abord."""
        libre = 0
        for i, premier in enumerate(self.jetons):
            if i < libre or (premier.mot not in self.base.premiers_mots and premier.mot not in ARTICLES):
                continue
            for j in range(min(len(self.jetons), i + self.base.longueur_max), i, -1):
                if self._est_un_lieu(i, j):
                    yield i, j
                    libre = j
                    break

    def _est_un_lieu(self, i: int, j: int) -> bool:
        morceau = [t.mot for t in self.jetons[i:j]]
        simple = cle_de(morceau)
        if len(simple) < 2 or simple.isdigit() or not self.base.connait(simple):
            return False
        debut, fin = self.jetons[i].debut, self.jetons[j - 1].fin
        avant = self._avant(debut)
        if "\x00" in self.plat[debut:fin] or _HONORIFIQUE.search(avant) or self._autre_article(morceau, simple, avant):
            return False
        if _DANS.search(avant) and simple in self.base.zones:  # « dans la Loire » n'est pas Loiré
            return False
        return self._attendu(simple, debut, fin, avant)

    def _autre_article(self, morceau: Sequence[str], simple: str, avant: str) -> bool:
        """« à la campagne » ne nomme pas Campagne, qui n'a pas d'article ; « au Mans » nomme Le Mans."""
        contracte = _CONTRACTION.search(avant)
        dit = _ARTICLE_DE[contracte.group(1)] if contracte else morceau[0] if len(morceau) > 1 and morceau[0] in ARTICLES else None
        if dit is None or any(n.article == dit for n in self.base.noms(simple)):
            return False
        return contracte is not None or " " not in simple

    def _attendu(self, simple: str, debut: int, fin: int, avant: str) -> bool:
        """Vrai si un nom de lieu est attendu à cette place."""
        seul = not re.sub(r"[\W\x00]", "", self.plat[:debut] + self.plat[fin:])
        capitale = self.texte[debut].isupper() and not self.texte.isupper()
        if simple in mots_courants():
            return self.question and (seul or (capitale and debut > 0 and bool(_LIEU.search(avant))))
        if _LIEU.search(avant):
            return True
        if seul or self.question:
            return seul or capitale or not _REMPLISSAGE.sub("", self.plat[:debut])
        if debut == 0:  # « Oyonnax, 45 salariés » : la capitale ne dit rien, la suite si
            return capitale and len(simple) > 3 and bool(_APRES_LIEU.match(self.plat[fin:]))
        return capitale and bool(_LIEU_FAIBLE.search(avant)) and not re.search(r"[.!?]\s*$", avant)

    def _preciser(self, i: int, j: int) -> Lieu | None:
        """La recherche, avec le département ou le code postal dit avec le nom : « Valence (26) », « dans le Lot, à Figeac »."""
        nom = [t.mot for t in self.jetons[i:j]]
        for precision in (*self._apres(j), *self._ailleurs_dit(i, j)):
            trouvee = self.base.nommer([*nom, *precision], fautes=False)
            if trouvee.resultats and trouvee.groupe is None:
                return Lieu(trouvee, self.jetons[i].debut, self.jetons[j - 1].fin)
        trouvee = self.base.nommer(nom, fautes=False)
        return Lieu(trouvee, self.jetons[i].debut, self.jetons[j - 1].fin) if trouvee.resultats else None

    def _apres(self, j: int) -> Iterator[list[str]]:
        """Ce qui suit le nom, s'il le précise : jusqu'à six mots, dont un code ou une zone."""
        suite = [t.mot for t in self.jetons[j : j + 8]]
        for precision in islice(requete.precisions(self.base, suite), 1):
            if all(m in LIAISONS or m in ("dans", "departement", "cp") for m in suite[: precision.debut]) and not self._compte(j + precision.fin):
                yield suite[: precision.fin]

    def _ailleurs_dit(self, i: int, j: int) -> Iterator[list[str]]:
        """Une zone dite avec « dans » ou « en » n'importe où, ou un code postal juste avant le nom."""
        liste = [t.mot for t in self.jetons]
        for p in requete.precisions(self.base, liste):
            amenee = p.debut < p.fin - 1 and liste[p.debut] in ("dans", "en", "departement", "dept")
            if (p.fin <= i or p.debut >= j) and (amenee or (p.postal and p.fin == i)) and not self._compte(p.fin):
                yield liste[p.debut : p.fin]

    def _compte(self, place: int) -> bool:
        """Vrai si le mot qui suit fait du nombre qui précède un compte : « 45 salariés »."""
        return place < len(self.jetons) and bool(_NOMBRE_ET_UNITE.match(self.jetons[place].mot))

    def _avant(self, debut: int) -> str:
        return self.plat[max(0, debut - _AVANT) : debut]

    # Un code

    def par_code(self) -> Lieu | None:
        """Un code postal ou INSEE que la base connaît, dit comme tel ou en réponse."""
        for j in self.jetons:
            if requete.CODE.fullmatch(j.mot):
                annonce = re.search(r"(?:code (?:postal|insee)|\bcp|\ba|\ben|dans le|\bsur(?: le)?)\s*:?\s*$", self._avant(j.debut))
                if annonce or self.question:
                    trouvee = self.base.nommer([j.mot])
                    if trouvee.resultats:
                        return Lieu(trouvee, j.debut, j.fin)
        return None

    # Un nom mal écrit, ou abrégé

    def mal_ecrit(self) -> Lieu | None:
        """« une boîte a oyonax », « on est a brive » : là où seul un lieu peut venir."""
        for annonce in islice((_LIEU_DEMANDE if self.question else _LIEU_SUR).finditer(self.plat), 3):
            suite = self._suite(annonce.end())
            for longueur in range(len(suite), 0, -1):
                if trouve := self._ressemblant(suite[:longueur]):
                    return trouve
        return None

    def _suite(self, debut: int) -> list[Jeton]:
        """Jusqu'à quatre mots après `debut`, arrêtés par une ponctuation ou un fait déjà lu."""
        suite: list[Jeton] = []
        for j in self.jetons:
            if j.debut >= debut and len(suite) < 4:
                if re.search(r"[,.;:!?()\x00]", self.plat[(suite[-1].fin if suite else debut) : j.debut]):
                    break
                suite.append(j)
        return suite

    def _ressemblant(self, suite: Sequence[Jeton]) -> Lieu | None:
        nom = [j.mot for j in suite]
        if est_un_autre_mot(nom) or nom[-1] in LIAISONS or nom[0] in mots_courants() or (len(nom) == 1 and _VERBE.search(nom[0]) and not self.texte[suite[0].debut].isupper()):
            return None
        trouvee = self.base.nommer(nom, fautes=False)
        if not trouvee.resultats or (trouvee.ambigu and len(nom) == 1 and not self.question):
            trouves = self.base.approcher(nom)
            trouvee = self.base.nommer(nom) if trouves and trouves[0][1] <= len(nom) + 0.5 else trouvee
        return Lieu(trouvee, suite[0].debut, suite[-1].fin) if trouvee.resultats else None

    # Un groupe de communes

    def groupe(self) -> Lieu | None:
        """« dans le Grand Chalon », « agglo du Haut-Bugey » : pas une commune, mais de quoi demander laquelle."""
        liste = [j.mot for j in self.jetons]
        annonce = groupes.annonce(liste)
        for i in range(len(liste)):
            for j in range(min(len(liste), i + 9), i, -1):
                propre = groupes.cle_de_groupe(liste[i:j])
                if not propre or liste[i] in LIAISONS or (" " not in propre and not annonce) or est_un_autre_mot(propre.split()):
                    continue
                trouvee = self.base.groupe_nomme(liste[i:j])
                if trouvee is not RIEN:
                    return Lieu(trouvee, self.jetons[i].debut, self.jetons[j - 1].fin)
        return None

    # Une réponse entière

    def reponse(self) -> Lieu | None:
        """Une réponse entière à « dans quelle commune ? », fautes de frappe comprises."""
        debut = m.end() if (m := _REMPLISSAGE.match(self.plat)) else 0
        reste = [j for j in self.jetons if j.debut >= debut]
        if not reste or len(reste) > 6 or "\x00" in self.plat[debut:] or est_un_autre_mot([j.mot for j in reste]):
            return None
        nom = [j.mot for j in reste]
        if cle_de(nom) in self.base.zones and _DANS.search(self.plat[: reste[0].debut] + " "):
            return None
        trouvee = self.base.nommer(nom)
        return Lieu(trouvee, reste[0].debut, reste[-1].fin) if trouvee.resultats else None
