"""Une commune dans une phrase : le plus long nom que connaît la base, là où un lieu est attendu.

« on est installés à côté de la gare de Figeac », mais pas « Tours de magie », « M. Laval » ni « à la campagne ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from vte.territoires import contexte, groupes, requete
from vte.territoires.lexique import est_un_autre_mot, mots_courants, pays_etrangers
from vte.territoires.noms import ARTICLES, LIAISONS, Jeton, cle, cle_de, jetons
from vte.territoires.resultats import RIEN, Trouvaille
from vte.texte import aplatir

if TYPE_CHECKING:
    from vte.territoires.recherche import Recherche

_CONNUE = 5000  # habitants : « Orange je pense » est une ville
_LIEUX_LUS = 6  # d'un message : on n'y nomme pas tant de lieux sans raison
_AVANT = 80  # caractères regardés avant un nom


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
    if nomme is not None and not (groupe and lu.comprend(groupe, nomme)):
        return nomme
    return groupe or lu.par_code() or lu.mal_ecrit() or (lu.reponse() if question else None)


def _l_un_ou_l_autre(a: Lieu, b: Lieu) -> Lieu:
    """« Lyon ou Villeurbanne » : à la personne de choisir."""
    return Lieu(Trouvaille(a.trouvaille.resultats + b.trouvaille.resultats, True), a.debut, b.fin)


class _Texte:
    def __init__(self, base: Recherche, texte: str, plat: str, question: bool) -> None:
        self.base, self.texte, self.plat, self.question = base, texte, plat, question
        self.entier = aplatir(texte)  # où rien n'est masqué
        self.jetons = [j for j in jetons(texte) if "\x00" not in plat[j.debut : j.fin]]

    def comprend(self, groupe: Lieu, nomme: Lieu) -> bool:
        """Vrai si le groupe est nommé par plus de mots que la commune, ou dit comme tel : « agglo de Redon »."""
        if not (groupe.debut <= nomme.debut and nomme.fin <= groupe.fin):
            return False
        return (groupe.debut, groupe.fin) != (nomme.debut, nomme.fin) or groupes.annonce(
            [j.mot for j in self.jetons]
        )

    # Un nom bien écrit

    def par_nom(self) -> Lieu | None:
        """Le premier lieu nommé. Le poste compte : un siège ou un domicile ne sert que si rien d'autre n'est nommé."""
        lieux = [
            x
            for debut, fin in islice(self._nommes(), _LIEUX_LUS)
            if (x := self._preciser(debut, fin)) is not None
        ]
        du_poste = [
            x
            for x in lieux
            if not contexte.AILLEURS.search(contexte.COUPE.split(self._avant(x.debut))[-1])
        ] or lieux
        # « nos bureaux à Annecy, l'usine à Cluses » : celui dont on dit qu'on y travaille.
        entre = [
            self.plat[(du_poste[i - 1].fin if i else 0) : x.debut] for i, x in enumerate(du_poste)
        ]
        du_poste = [
            x for x, avant in zip(du_poste, entre, strict=True) if contexte.TRAVAIL.search(avant)
        ] or du_poste
        if len(du_poste) > 1 and contexte.OU.fullmatch(
            self.plat[du_poste[0].fin : du_poste[1].debut]
        ):
            return _l_un_ou_l_autre(*du_poste[:2])
        return du_poste[0] if du_poste else None

    def _nommes(self) -> Iterator[tuple[int, int]]:
        """Les jetons (début, fin) qui nomment un lieu, de gauche à droite, le plus long nom d'abord."""
        libre = 0
        for i, premier in enumerate(self.jetons):
            if i < libre or (
                premier.mot not in self.base.premiers_mots and premier.mot not in ARTICLES
            ):
                continue
            for j in range(min(len(self.jetons), i + self.base.longueur_max), i, -1):
                if self._est_un_lieu(i, j):
                    libre = j
                    if not self._continue(i, j):
                        yield i, j
                    break

    def _continue(self, i: int, j: int) -> bool:
        """Vrai si le nom va plus loin, mal écrit : « Saint-Jean-d'Ilac » n'est pas Saint-Jean."""
        if j >= len(self.jetons):
            return False
        entre = self.texte[self.jetons[j - 1].fin : self.jetons[j].debut]
        if entre not in ("-", "'", "’") and (entre != " " or self.jetons[j].mot not in LIAISONS):
            return False
        suite = self.jetons[j : j + 4]
        return any(self._plus_long(i, j, j + n) for n in range(len(suite), 0, -1))

    def _plus_long(self, i: int, j: int, fin: int) -> bool:
        """Vrai si les jetons de `i` à `fin` ressemblent assez à un nom qui commence par ceux de `i` à `j`."""
        trouves = self.base.approcher([t.mot for t in self.jetons[i:fin]])
        debut = cle_de(t.mot for t in self.jetons[i:j]) + " "
        return bool(trouves) and cle(self.base.communes[trouves[0][0].code].nom).startswith(debut)

    def _est_un_lieu(self, i: int, j: int) -> bool:
        morceau = [t.mot for t in self.jetons[i:j]]
        simple = cle_de(morceau)
        if len(simple) < 2 or simple.isdigit() or not self.base.connait(simple):
            return False
        debut, fin = self.jetons[i].debut, self.jetons[j - 1].fin
        avant = self._avant(debut)
        if (
            "\x00" in self.plat[debut:fin]
            or self._etudes(debut)
            or contexte.HONORIFIQUE.search(avant)
            or contexte.NEGATION.search(avant)
            or self._autre_article(morceau, simple, avant)
        ):
            return False
        if (
            contexte.DANS.search(avant) and simple in self.base.zones
        ):  # « dans la Loire » n'est pas Loiré
            return False
        if simple in mots_courants():
            return self._courant_attendu(len(morceau) > 1, debut, fin, avant)
        if i and self._dans_le_code(i - 1, simple):  # « 46100 Figeac »
            return True
        return self._attendu(simple, debut, fin, avant) or (
            self.question and i == 0 and any(True for _ in self._apres(j))
        )

    def _dans_le_code(self, place: int, simple: str) -> bool:
        """Vrai si ce mot est un code postal d'une commune de ce nom."""
        code = self.jetons[place].mot
        return bool(requete.CODE.fullmatch(code)) and any(
            n.code in self.base.du_code_postal(code) for n in self.base.noms(simple)
        )

    def _autre_article(self, morceau: Sequence[str], simple: str, avant: str) -> bool:
        """« à la campagne » ne nomme pas Campagne, qui n'a pas d'article ; « au Mans » nomme Le Mans."""
        contracte = contexte.CONTRACTION.search(avant)
        dit = (
            contexte.ARTICLE_DE[contracte.group(1)]
            if contracte
            else morceau[0]
            if len(morceau) > 1 and morceau[0] in ARTICLES
            else None
        )
        if dit is None or any(n.article == dit for n in self.base.noms(simple)):
            return False
        return contracte is not None or " " not in simple

    def _attendu(self, simple: str, debut: int, fin: int, avant: str) -> bool:
        """Vrai si un nom de lieu est attendu à cette place."""
        if contexte.LIEU.search(avant):
            return True
        if (
            len(simple) > 3
            and self._capitale(debut)
            and contexte.QUE.search(avant)
            and contexte.EST_DE_LA_LISTE.match(self.plat[fin:])
        ):
            return True
        seul, capitale = self._seul(debut, fin), self._capitale(debut)
        if seul or self.question:
            nu = not contexte.REMPLISSAGE.sub("", self.plat[:debut])
            return (
                seul
                or (capitale and debut > 0)
                or (
                    nu
                    and (
                        bool(contexte.APRES_REPONSE.match(self.plat[fin:]))
                        or self._rien_de_plus(fin)
                    )
                )
            )
        if debut == 0:  # « Oyonnax, 45 salariés » : la capitale ne dit rien, la suite si
            return capitale and len(simple) > 3 and bool(contexte.APRES_LIEU.match(self.plat[fin:]))
        return (
            capitale
            and bool(contexte.LIEU_FAIBLE.search(avant))
            and not re.search(r"[.!?]\s*$", avant)
        )

    def _rien_de_plus(self, fin: int) -> bool:
        """« Roanne alors », « Figeac du coup » : ce qui suit ne dit rien."""
        suite = [j.mot for j in self.jetons if j.debut >= fin]
        return (
            len(suite) <= 4
            and all(m in LIAISONS or m in mots_courants() for m in suite)
            and not {"de", "d"} & set(suite[:1])
        )

    def _courant_attendu(self, avec_article: bool, debut: int, fin: int, avant: str) -> bool:
        """Un mot de tous les jours ne nomme une commune que si elle est demandée, et dite comme un nom propre."""
        if not self.question or not (self._seul(debut, fin) or self._capitale(debut)):
            return False
        if debut == 0:
            grande = any(
                self.base.population(n.code) >= _CONNUE
                for n in self.base.noms(cle_de(j.mot for j in self.jetons if j.fin <= fin))
            )
            return self._seul(debut, fin) or (
                (avec_article or grande) and bool(contexte.APRES_REPONSE.match(self.plat[fin:]))
            )
        return bool(contexte.LIEU_D_UN_MOT_COURANT.search(avant)) or (
            avec_article and bool(contexte.LIEU.search(avant))
        )

    def _seul(self, debut: int, fin: int) -> bool:
        return not re.sub(r"[\W\x00]", "", self.plat[:debut] + self.plat[fin:])

    def _capitale(self, debut: int) -> bool:
        return self.texte[debut].isupper() and not self.texte.isupper()

    def _preciser(self, i: int, j: int) -> Lieu | None:
        """La recherche, avec le département ou le code postal dit avec le nom : « Valence (26) », « dans le Lot, à Figeac »."""
        nom = [t.mot for t in self.jetons[i:j]]
        if j < len(self.jetons) and self.jetons[j].mot in pays_etrangers():  # « Montréal Québec »
            return None
        for precision in (*self._apres(j), *self._ailleurs_dit(i, j)):
            trouvee = self.base.nommer([*nom, *precision], fautes=False)
            if trouvee.resultats and trouvee.groupe is None:
                return Lieu(trouvee, self.jetons[i].debut, self.jetons[j - 1].fin)
        trouvee = self.base.nommer(nom, fautes=False)
        return (
            Lieu(trouvee, self.jetons[i].debut, self.jetons[j - 1].fin)
            if trouvee.resultats
            else None
        )

    def _apres(self, j: int) -> Iterator[list[str]]:
        """Ce qui suit le nom, s'il le précise : jusqu'à six mots, dont un code ou une zone."""
        suite = [t.mot for t in self.jetons[j : j + 8]]
        for precision in islice(requete.precisions(self.base, suite), 1):
            if all(
                m in LIAISONS or m in ("dans", "departement", "cp")
                for m in suite[: precision.debut]
            ) and not self._compte(j + precision.fin):
                yield suite[: precision.fin]

    def _ailleurs_dit(self, i: int, j: int) -> Iterator[list[str]]:
        """Une zone dite avec « dans » ou « en » n'importe où, ou un code postal juste avant le nom."""
        liste = [t.mot for t in self.jetons]
        for p in requete.precisions(self.base, liste):
            amenee = p.debut < p.fin - 1 and liste[p.debut] in ("dans", "en", "departement", "dept")
            if (
                (p.fin <= i or p.debut >= j)
                and (amenee or (p.postal and p.fin == i))
                and not self._compte(p.fin)
            ):
                yield liste[p.debut : p.fin]

    def _compte(self, place: int) -> bool:
        """Vrai si le mot qui suit fait du nombre qui précède un compte : « 45 salariés »."""
        return place < len(self.jetons) and bool(
            contexte.NOMBRE_ET_UNITE.match(self.jetons[place].mot)
        )

    def _avant(self, debut: int) -> str:
        return self.plat[max(0, debut - _AVANT) : debut]

    # Un code

    def par_code(self) -> Lieu | None:
        """Un code postal ou INSEE que la base connaît, dit comme tel ou en réponse."""
        for j in self.jetons:
            if requete.CODE.fullmatch(j.mot):
                annonce = re.search(
                    r"(?:code (?:postal|insee)|\bcp|\ba|\ben|dans le|\bsur(?: le)?)\s*:?\s*$",
                    self._avant(j.debut),
                )
                if annonce or self.question:
                    trouvee = self.base.nommer([j.mot])
                    if trouvee.resultats:
                        return Lieu(trouvee, j.debut, j.fin)
        return None

    # Un nom mal écrit, ou abrégé

    def mal_ecrit(self) -> Lieu | None:
        """« une boîte a oyonax », « on est a brive » : là où seul un lieu peut venir."""
        for annonce in islice(
            (contexte.LIEU_DEMANDE if self.question else contexte.LIEU_SUR).finditer(self.plat), 3
        ):
            suite = [] if self._etudes(annonce.end()) else self._suite(annonce.end())
            for longueur in range(len(suite), 0, -1):
                if trouve := self._ressemblant(suite[:longueur]):
                    return trouve
        return None

    def _etudes(self, debut: int) -> bool:
        """Vrai si ce qui précède `debut` dit où l'on étudie : « en master à » ; les diplômes y sont masqués."""
        return bool(contexte.ETUDES.search(self.entier[:debut][-_AVANT:]))

    def _suite(self, debut: int) -> list[Jeton]:
        """Jusqu'à six mots après `debut`, arrêtés par une ponctuation ou un fait déjà lu."""
        suite: list[Jeton] = []
        for j in self.jetons:
            if j.debut >= debut and len(suite) < 6:
                if re.search(
                    r"[,.;:!?()\x00]", self.plat[(suite[-1].fin if suite else debut) : j.debut]
                ):
                    break
                suite.append(j)
        return suite

    def _ressemblant(self, suite: Sequence[Jeton]) -> Lieu | None:
        nom = [j.mot for j in suite]
        if est_un_autre_mot(nom) or nom[-1] in LIAISONS or self._verbe(suite):
            return None
        trouvee = self.base.nommer(nom, fautes=False)
        if not trouvee.resultats or (trouvee.ambigu and len(nom) == 1 and not self.question):
            trouves = self.base.approcher(nom)
            trouvee = (
                self.base.nommer(nom) if trouves and trouves[0][1] <= len(nom) + 0.5 else trouvee
            )
        return Lieu(trouvee, suite[0].debut, suite[-1].fin) if trouvee.resultats else None

    def _verbe(self, suite: Sequence[Jeton]) -> bool:
        return (
            not self.question
            and len(suite) == 1
            and bool(contexte.VERBE.search(suite[0].mot))
            and not self.texte[suite[0].debut].isupper()
        )

    # Un groupe de communes

    def groupe(self) -> Lieu | None:
        """« dans le Grand Chalon », « agglo du Haut-Bugey » : pas une commune, mais de quoi demander laquelle."""
        liste = [j.mot for j in self.jetons]
        annonce = groupes.annonce(liste)
        for i in (i for i, mot in enumerate(liste) if mot not in LIAISONS):
            for j in range(min(len(liste), i + 9), i, -1):
                propre = groupes.cle_de_groupe(liste[i:j])
                if not propre or (" " not in propre and not annonce):
                    continue
                trouvee = self.base.groupe_nomme(liste[i:j])
                if trouvee is not RIEN and not est_un_autre_mot(propre.split()):
                    return Lieu(trouvee, self.jetons[i].debut, self.jetons[j - 1].fin)
        return None

    # Une réponse entière

    def reponse(self) -> Lieu | None:
        """Une réponse entière à « dans quelle commune ? », fautes de frappe comprises."""
        debut = m.end() if (m := contexte.REMPLISSAGE.match(self.plat)) else 0
        reste = [j for j in self.jetons if j.debut >= debut]
        if (
            not reste
            or len(reste) > 6
            or "\x00" in self.plat[debut:]
            or est_un_autre_mot([j.mot for j in reste])
        ):
            return None
        nom = [j.mot for j in reste]
        if cle_de(nom) in self.base.zones and contexte.DANS.search(
            self.plat[: reste[0].debut] + " "
        ):
            return None
        trouvee = self.base.nommer(nom)
        return Lieu(trouvee, reste[0].debut, reste[-1].fin) if trouvee.resultats else None
