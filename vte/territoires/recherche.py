"""D'un texte à 0, 1 ou N communes : un nom, un code, une adresse ou une phrase entière."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log10

from vte.reglages import BASE_URL
from vte.territoires import groupes, lexique, phrase, requete
from vte.territoires.approches import MEME_SON
from vte.territoires.index import Index
from vte.territoires.noms import cle, mots
from vte.territoires.phonetique import sons
from vte.territoires.requete import Lecture
from vte.territoires.resultats import RIEN, Groupe, NomDeCommune, Resultat, Trouvaille
from vte.texte import aplatir

LONGUEUR_MAX = 1000  # caractères lus d'une recherche
NOM_MAL_ECRIT_MAX = 7  # mots
NOM_MAX = 12  # mots : au-delà, ce n'est plus un nom et ses précisions, mais une phrase
_CIVILITE = re.compile(r"(?:m|mr|mme|mlle|monsieur|madame|mademoiselle)\.?\s", re.I)
_PREPOSITIONS = frozenset(("a", "au", "aux", "dans", "en", "chez", "pres", "vers", "sur"))
GRANDE_VILLE = 50_000  # habitants : assez pour que « lion » soit Lyon
BOURG = 5000  # habitants : au-dessous, un nom seul peut en dire un autre plus connu
PETITE_COMMUNE = 2000  # habitants : au-dessous, un nom d'avant fusion compte autant
# Un nom abrégé (« Brive ») ou mal écrit vaut pour la commune qui écrase les autres de sa taille.
DOMINATION = 10
ABREGES_MAX = 200  # communes : au-delà, un début de nom (« Saint ») n'en désigne plus aucune
EXACT, LACHE, ANCIEN, ABREGE, AUTRE_CODE = 1.0, 0.97, 0.95, 0.9, 0.6
_APPROCHES_MAX = 8
_ECART_HESITANT = (
    0.5  # entre le prix du meilleur nom approché et celui des autres qu'on propose avec lui
)


class Recherche(Index):
    """L'index, et ce qu'on y cherche."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        lexique.mots_frequents()  # la première recherche n'attend pas le lexique

    def chercher(self, texte: str) -> Trouvaille:
        """Les communes que nomme `texte`, la meilleure d'abord ; `ambigu` quand une personne doit choisir."""
        texte = unicodedata.normalize("NFC", texte[:LONGUEUR_MAX]).strip()
        liste = mots(texte)
        if not liste or _CIVILITE.match(texte):
            return RIEN
        if (seule := cle(texte)) in self.zones and not self.connait(seule):
            return RIEN
        nommer = self._nommer_exactement if liste[0] in _PREPOSITIONS else self.nommer
        if len(liste) <= NOM_MAX and (trouvee := nommer(liste)).resultats:
            return trouvee
        lieu = phrase.lieu(self, texte, aplatir(texte), question=True)
        return lieu.trouvaille if lieu else RIEN

    # Un nom, avec ses précisions

    def nommer(self, liste: Sequence[str], fautes: bool = True) -> Trouvaille:
        """La recherche où `liste` (mots de noms.mots) n'est qu'un nom de lieu et ses précisions."""
        if (quartier := requete.arrondissement(liste)) and self.connait(quartier):
            return self._classer((n, EXACT) for n in self.noms(quartier))
        if groupes.annonce(liste) and (groupe := self._groupe(liste)):
            return self._du_groupe(groupe)
        exacte = self._nommer_exactement(liste)
        if exacte is not RIEN:
            return exacte
        adresse = requete.preparer(liste)
        if (code := requete.code_seul(adresse)) is not None:
            return self._code(code, "cedex" in liste, "insee" in liste)
        lues = list(requete.lectures(self, adresse))
        if adresse[-1] in lexique.pays_etrangers():
            return RIEN
        precises = [x for x in lues if x.nom]
        for niveau in (self._exactes, self._laches, self._abregees):
            for lecture in precises:
                if trouves := niveau(lecture):
                    return self._classer(trouves)
        if groupe := self.groupes.nomme(liste):
            return self._du_groupe(groupe)
        return self._fautives(precises) if fautes else RIEN

    def _nommer_exactement(self, liste: Sequence[str]) -> Trouvaille:
        """La recherche d'un nom juste, précisé ou non : « Vers (71) », mais rien dans « vers chez moi »."""
        entiere = Lecture(tuple(liste))
        if exactes := self._exactes(entiere):
            return self._entiere(entiere, exactes)
        lues = requete.lectures(self, liste)
        return next(
            (
                self._classer(trouves)
                for lecture in lues
                if lecture.nom and (trouves := self._exactes(lecture))
            ),
            RIEN,
        )

    def _entiere(self, lecture: Lecture, exactes: list[tuple[NomDeCommune, float]]) -> Trouvaille:
        """Un nom seul et juste ; s'il n'est que d'un village, ce qu'on abrège ou appelle ainsi compte aussi."""
        habitants = max(
            (self.population(n.code) for n, _ in exactes if n.ancien is None), default=0
        )
        if habitants >= BOURG:
            return self._classer(exactes)
        if lecture.cle in lexique.pays_etrangers():  # « Suisse » est aussi un village de la Moselle
            return RIEN
        plus_grandes = [
            x
            for x in self._abregees(lecture)
            if self.population(x[0].code) >= max(BOURG, DOMINATION * habitants)
        ]
        trouvee = self._classer([*exactes, *plus_grandes])
        # « Corrèze », « Bretagne » : plutôt le département ou la région que le village de ce nom.
        return Trouvaille(trouvee.resultats, trouvee.ambigu or lecture.cle in self.zones)

    def _exactes(self, lecture: Lecture) -> list[tuple[NomDeCommune, float]]:
        return self._permis(self.noms(lecture.cle), lecture, EXACT)

    def _laches(self, lecture: Lecture) -> list[tuple[NomDeCommune, float]]:
        voisins = [n for c in self.voisins_laches(lecture.cle) for n in self.noms(c)]
        return self._permis(voisins, lecture, LACHE)

    def _abregees(self, lecture: Lecture) -> list[tuple[NomDeCommune, float]]:
        """« Brive » pour Brive-la-Gaillarde : le nom commence par ces mots."""
        debut = lecture.cle
        if len(debut) < 3 or debut in lexique.mots_courants():
            return []
        seuil = BOURG if lexique.est_frequent(lecture.nom) else 0
        trouves: list[tuple[NomDeCommune, float]] = []
        for c in self.commencant_par(debut + " "):
            trouves += [
                x
                for x in self._permis(self.noms(c), lecture, ABREGE)
                if self.population(x[0].code) >= seuil
            ]
            if len(trouves) > ABREGES_MAX:
                return []
        return self._avec_son_homophone(lecture, self._dominantes(trouves))

    def _dominantes(
        self, trouves: list[tuple[NomDeCommune, float]]
    ) -> list[tuple[NomDeCommune, float]]:
        """La seule commune qui dépasse de loin toutes les autres, s'il y en a une ; toutes sinon."""
        tries = sorted(trouves, key=lambda x: -self.population(x[0].code))
        codes = list(dict.fromkeys(n.code for n, _ in tries))
        if len(codes) > 1 and self.population(codes[0]) >= DOMINATION * max(
            1, self.population(codes[1])
        ):
            return [x for x in tries if x[0].code == codes[0]]
        return tries

    def _avec_son_homophone(
        self, lecture: Lecture, abregees: list[tuple[NomDeCommune, float]]
    ) -> list[tuple[NomDeCommune, float]]:
        """« Lion » abrège des villages, mais se dit comme Lyon."""
        seuil = DOMINATION * max(BOURG, self.population(abregees[0][0].code)) if abregees else 0
        if not abregees or seuil > DOMINATION * DOMINATION * BOURG:
            return abregees
        grandes = [
            n
            for n, _ in self.approcher(lecture.nom, lecture.permises)[:1]
            if self.population(n.code) >= seuil
        ]
        return [(n, LACHE) for n in grandes] + abregees

    def _permis(
        self, noms: Iterable[NomDeCommune], lecture: Lecture, score: float
    ) -> list[tuple[NomDeCommune, float]]:
        permis = [n for n in noms if lecture.permises is None or n.code in lecture.permises]
        actuels = [n for n in permis if n.ancien is None]
        if lecture.nom and (articles := [n for n in actuels if n.article == lecture.nom[0]]):
            actuels = articles
        grandes = any(self.population(n.code) >= PETITE_COMMUNE for n in actuels)
        anciens = [] if grandes else [n for n in permis if n.ancien is not None]
        return [(n, score) for n in actuels] + [(n, min(score, ANCIEN)) for n in anciens]

    # Un code seul

    def _code(self, code: str, cedex: bool, insee: bool) -> Trouvaille:
        """Un code postal, ou un code INSEE actuel ou ancien."""
        commune = None if cedex else self.commune(code.upper())
        autre = [(NomDeCommune(commune.code, None, None), EXACT)] if commune else []
        postales = (
            []
            if insee
            else [(NomDeCommune(c, None, None), EXACT) for c in self.du_code_postal(code)]
        )
        if not postales:
            return self._classer(autre) if autre else self._cedex(code) if cedex else RIEN
        trouvee = self._classer(postales)
        # Les gens écrivent des codes postaux : l'autre lecture suit, sans faire douter de la première.
        suite = tuple(
            self.resultat(n.code, AUTRE_CODE)
            for n, _ in autre
            if n.code not in {r.code for r in trouvee.resultats}
        )
        return Trouvaille(trouvee.resultats + suite, trouvee.ambigu)

    def _cedex(self, postal: str) -> Trouvaille:
        """Un code CEDEX prend les premiers chiffres du bureau qui distribue : ses communes sont à choisir."""
        for longueur in (4, 3):
            voisines = {
                c for p in self.codes_postaux_en(postal[:longueur]) for c in self.du_code_postal(p)
            }
            if voisines:
                tries = sorted(voisines, key=lambda c: -self.population(c))[:_APPROCHES_MAX]
                return Trouvaille(tuple(self.resultat(c, AUTRE_CODE) for c in tries), True)
        return RIEN

    # Un nom mal écrit

    def _fautives(self, lues: Sequence[Lecture]) -> Trouvaille:
        """Une faute dans le nom, puis une erreur de code ou de département, puis les deux."""
        restreintes = [x for x in lues if x.permises is not None]
        libres = [Lecture(x.nom) for x in lues if len(x.nom) <= NOM_MAL_ECRIT_MAX]
        for lecture in restreintes:
            if trouves := self.approcher(lecture.nom, lecture.permises):
                return self._approchees(trouves)
        if lues and (trouves := self.approcher(lues[-1].nom)) and trouves[0][1] <= 1:
            return self._approchees(trouves)
        for lecture in (*requete.lectures_mal_ecrites(self, lues[-1].nom), *libres) if lues else ():
            if lecture.cle in lexique.mots_courants():
                continue
            if trouves := self._exactes(lecture) or self._laches(lecture):
                return self._classer(trouves)
        for lecture in libres:
            if trouves := self.approcher(lecture.nom):
                return self._approchees(trouves)
        return RIEN

    def approcher(
        self, nom: Sequence[str], permises: frozenset[str] | None = None
    ) -> list[tuple[NomDeCommune, float]]:
        """Les noms à peu près écrits ainsi, avec leur prix, le plus vraisemblable d'abord ; [] si c'est un autre mot."""
        cherche = Lecture(tuple(nom)).cle
        if any(m.isdigit() for m in nom):
            return []
        if cherche in self.zones or (permises is None and lexique.est_un_autre_mot(nom)):
            return []
        prix = self.approches.proches(cherche, sons(cherche), large=permises is not None)
        if lexique.est_frequent(
            nom
        ):  # un mot français : il faut le même son, et une ville connue ou un département dit
            prix = {
                c: p
                for c, p in prix.items()
                if p <= MEME_SON
                and (permises or any(self.population(n.code) >= GRANDE_VILLE for n in self.noms(c)))
            }
        trouves = [
            (n, p + self._rarete(n.code))
            for c, p in prix.items()
            for n in self.noms(c)
            if (permises is None or n.code in permises) and self._assez_sur(cherche, n, permises)
        ]
        return sorted(trouves, key=lambda x: (x[1], x[0].code))

    def _assez_sur(self, cherche: str, n: NomDeCommune, permises: frozenset[str] | None) -> bool:
        """Quatre lettres à une faute près ne disent une commune que si elle est connue."""
        return len(cherche) > 4 or permises is not None or self.population(n.code) >= BOURG

    def _rarete(self, code: str) -> float:
        """À ressemblance égale, la plus grande d'abord : 0,25 par facteur dix d'habitants."""
        return -0.25 * log10(max(50, self.population(code)) / 1000)

    def _approchees(self, trouves: list[tuple[NomDeCommune, float]]) -> Trouvaille:
        moindre = trouves[0][1]
        uniques: dict[str, Resultat] = {}
        for n, prix in trouves:
            if prix <= moindre + _ECART_HESITANT and n.code not in uniques:
                uniques[n.code] = self.resultat(n.code, max(0.5, 0.8 - 0.1 * prix), n.ancien)
        resultats = tuple(uniques.values())[:_APPROCHES_MAX]
        return Trouvaille(resultats, len(resultats) > 1)

    # Un groupe

    def _groupe(self, liste: Sequence[str]) -> Groupe | None:
        """« agglo d'Oyonnax » : le groupe de ce nom, ou l'intercommunalité de cette commune."""
        if trouve := self.groupes.nomme(liste):
            return trouve
        certaine = self._classer(
            self._exactes(Lecture(tuple(groupes.cle_de_groupe(liste).split())))
        ).certaine
        return (
            self.groupes.de_la_commune(certaine.code) if certaine else self.groupes.approche(liste)
        )

    def _du_groupe(self, groupe: Groupe) -> Trouvaille:
        return Trouvaille(
            tuple(self.resultat(c, AUTRE_CODE) for c in groupe.communes), True, groupe
        )

    def groupe_nomme(self, liste: Sequence[str]) -> Trouvaille:
        """Les communes du groupe que nomment ces mots ; RIEN si ce n'en est pas un."""
        groupe = self.groupes.nomme(liste)
        return self._du_groupe(groupe) if groupe else RIEN

    # Rangement

    def _classer(self, trouves: Iterable[tuple[NomDeCommune, float]]) -> Trouvaille:
        meilleurs: dict[str, tuple[NomDeCommune, float]] = {}
        for n, score in trouves:
            if n.code not in meilleurs or score > meilleurs[n.code][1]:
                meilleurs[n.code] = (n, score)
        resultats = [self.resultat(n.code, score, n.ancien) for n, score in meilleurs.values()]
        resultats.sort(key=lambda r: (-r.score, -r.population, r.code))
        return Trouvaille(tuple(resultats), len(resultats) > 1) if resultats else RIEN

    def suggestions(self, debut: str, limite: int = 8) -> list[Resultat]:
        """Pendant la frappe : les communes dont le nom commence par `debut`, puis les autres trouvées."""
        cherchees = self.chercher(debut).resultats
        trouvees = [r for r in cherchees if r.score >= ANCIEN]
        prefixe = cle(debut)
        if len(prefixe) >= 2:
            codes = {n.code for c in self.commencant_par(prefixe) for n in self.noms(c)}
            tries = sorted(codes, key=lambda c: -self.population(c))[:limite]
            trouvees += [self.resultat(c, ABREGE) for c in tries]
        uniques = {r.code: r for r in reversed(trouvees or cherchees)}
        return sorted(uniques.values(), key=lambda r: (-round(r.score, 1), -r.population))[:limite]


@lru_cache(maxsize=4)
def _ouvrir(url: str) -> Recherche:
    return Recherche(url)


def ouvrir() -> Recherche:
    """L'index de la base de `VTE_BASE_URL`, chargé une fois par processus. Erreurs : BaseAbsente, BasePerimee."""
    return _ouvrir(BASE_URL.lire())
