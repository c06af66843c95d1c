"""From a text to none, one or more communes: a name, a code, an address or a whole sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from vte.territoires import groupes, levels, lexique, query, sentence
from vte.territoires.index import Index, ouvrir
from vte.territoires.levels import ABREGE, ANCIEN, DOMINATION, EXACT, Trouves
from vte.territoires.misspelt import BOURG, approcher
from vte.territoires.noms import cle, mots
from vte.territoires.query import Lecture
from vte.territoires.results import RIEN, Groupe, NomDeCommune, Resultat, Trouvaille
from vte.texte import aplatir

LONGUEUR_MAX = 1000  # characters read of a query
NOM_MAL_ECRIT_MAX = 7  # words
NOM_MAX = 12  # words: beyond, it is no longer a name and its precisions, but a sentence
AUTRE_CODE = 0.6  # the score of what is only to be chosen from
_CIVILITE = re.compile(r"(?:m|mr|mme|mlle|monsieur|madame|mademoiselle)\.?\s", re.I)
_PREPOSITIONS = frozenset(("a", "au", "aux", "dans", "en", "chez", "pres", "vers", "sur"))
_APPROCHES_MAX = 8
# Between the price of the best name and that of the others that are proposed with it.
_ECART_HESITANT = 0.5


class Recherche:
    """What is searched in the index, by one list: `liste` decides territories and members."""

    def __init__(self, index: Index, liste: str) -> None:
        self.index, self.liste = index, liste
        self._groupes = groupes.Groupes(index, liste)
        self.mots_de_groupes = self._groupes.premiers_mots
        lexique.mots_frequents()  # the first search does not wait for the lexicon

    def chercher(self, texte: str) -> Trouvaille:
        """The communes that `texte` names, the best first; `ambigu` when a person must choose."""
        texte = unicodedata.normalize("NFC", texte[:LONGUEUR_MAX]).strip()
        liste = mots(texte)
        if not liste or _CIVILITE.match(texte):
            return RIEN
        if (seule := cle(texte)) in self.index.zones and not self.index.connait(seule):
            return RIEN
        nommer = self._nommer_exactement if liste[0] in _PREPOSITIONS else self.nommer
        if len(liste) <= NOM_MAX and (trouvee := nommer(liste)).resultats:
            return trouvee
        lieu = sentence.lieu(self, texte, aplatir(texte), question=True)
        return lieu.trouvaille if lieu else RIEN

    # A name, with its precisions

    def nommer(self, liste: Sequence[str], fautes: bool = True) -> Trouvaille:
        """The search where `liste` (words of noms.mots) is but a place's name, made precise."""
        if (quartier := query.arrondissement(liste)) and self.index.connait(quartier):
            return self.classer((n, EXACT) for n in self.index.noms(quartier))
        if groupes.annonce(liste) and (groupe := self._groupe(liste)):
            return self._du_groupe(groupe)
        exacte = self._nommer_exactement(liste)
        if exacte is not RIEN:
            return exacte
        adresse = query.preparer(liste)
        if (code := query.code_seul(adresse)) is not None:
            return self._code(code, "cedex" in liste, "insee" in liste)
        if adresse[-1] in lexique.pays_etrangers():
            return RIEN
        lectures = [x for x in query.lectures(self.index, adresse) if x.nom]
        return self._par_niveaux(lectures) or self._groupe_ou_fautes(liste, lectures, fautes)

    def _par_niveaux(self, lectures: Sequence[Lecture]) -> Trouvaille | None:
        for niveau in (levels.exactes, levels.laches, levels.abregees):
            for lecture in lectures:
                if trouves := niveau(self.index, lecture):
                    return self.classer(trouves)
        return None

    def _groupe_ou_fautes(
        self, liste: Sequence[str], lectures: Sequence[Lecture], fautes: bool
    ) -> Trouvaille:
        if groupe := self._groupes.nomme(liste):
            return self._du_groupe(groupe)
        return self._fautives(lectures) if fautes else RIEN

    def _nommer_exactement(self, liste: Sequence[str]) -> Trouvaille:
        """A right name, made precise or not: « Vers (71) », but nothing in « vers chez moi »."""
        entiere = Lecture(tuple(liste))
        if exactes := levels.exactes(self.index, entiere):
            return self._entiere(entiere, exactes)
        for lecture in query.lectures(self.index, liste):
            if lecture.nom and (trouves := levels.exactes(self.index, lecture)):
                return self.classer(trouves)
        return RIEN

    def _entiere(self, lecture: Lecture, exactes: Trouves) -> Trouvaille:
        """A right name alone; a village's only, what is shortened or called so counts too."""
        population = self.index.population
        habitants = max((population(n.code) for n, _ in exactes if n.ancien is None), default=0)
        if habitants >= BOURG:
            return self.classer(exactes)
        if lecture.cle in lexique.pays_etrangers():  # « Suisse » is a village of the Moselle too
            return RIEN
        seuil = max(BOURG, DOMINATION * habitants)
        abregees = levels.abregees(self.index, lecture)
        plus_grandes = [x for x in abregees if population(x[0].code) >= seuil]
        trouvee = self.classer([*exactes, *plus_grandes])
        # « Corrèze », « Bretagne »: rather the département or the region than that village.
        return Trouvaille(trouvee.resultats, trouvee.ambigu or lecture.cle in self.index.zones)

    def nom_seul(self, nom: Sequence[str]) -> Trouvaille:
        """The communes of a well-written name, whole or shortened, that nothing makes precise."""
        lecture = Lecture(tuple(nom))
        if exactes := levels.exactes(self.index, lecture):
            return self._entiere(lecture, exactes)
        return self._par_niveaux([lecture]) or RIEN

    # A code alone

    def du_code(self, code: str) -> Trouvaille:
        """The communes of a postal code, or of a code of the INSEE."""
        return self._code(code, False, False)

    def _code(self, code: str, cedex: bool, insee: bool) -> Trouvaille:
        """A postal code, or an INSEE code, current or former."""
        commune = None if cedex else self.index.commune(code.upper())
        autres = [commune.code] if commune else []
        postales = [] if insee else self.index.du_code_postal(code)
        if not postales:
            return self._des_codes(autres) if autres or not cedex else self._cedex(code)
        trouvee = self._des_codes(postales)
        # People write postal codes: the other reading follows, and casts no doubt on the first.
        suite = tuple(self.resultat(c, AUTRE_CODE) for c in autres if c not in postales)
        return Trouvaille(trouvee.resultats + suite, trouvee.ambigu)

    def _des_codes(self, codes: Sequence[str]) -> Trouvaille:
        return self.classer((NomDeCommune(c, None, None), EXACT) for c in codes)

    def _cedex(self, postal: str) -> Trouvaille:
        """A CEDEX code has the first figures of the office: its communes are to choose from."""
        for longueur in (4, 3):
            voisins = self.index.codes_postaux_en(postal[:longueur])
            communes = {c for p in voisins for c in self.index.du_code_postal(p)}
            if communes:
                tries = sorted(communes, key=lambda c: -self.index.population(c))[:_APPROCHES_MAX]
                return Trouvaille(tuple(self.resultat(c, AUTRE_CODE) for c in tries), True)
        return RIEN

    # A misspelt name

    def _fautives(self, lectures: Sequence[Lecture]) -> Trouvaille:
        """An error in the name, then one in the code or the département, then in both."""
        if not lectures:
            return RIEN
        for lecture in (x for x in lectures if x.permises is not None):
            if trouves := approcher(self.index, lecture.nom, lecture.permises):
                return self.approchees(trouves)
        nom = lectures[-1].nom
        if (trouves := approcher(self.index, nom)) and trouves[0][1] <= 1:
            return self.approchees(trouves)
        libres = [Lecture(x.nom) for x in lectures if len(x.nom) <= NOM_MAL_ECRIT_MAX]
        return self._precision_fautive(nom, libres) or self._tout_fautif(libres)

    def _precision_fautive(
        self, nom: Sequence[str], libres: Sequence[Lecture]
    ) -> Trouvaille | None:
        for lecture in (*query.lectures_mal_ecrites(self.index, nom), *libres):
            if lecture.cle not in lexique.mots_courants() and (
                trouves := levels.exactes(self.index, lecture) or levels.laches(self.index, lecture)
            ):
                return self.classer(trouves)
        return None

    def _tout_fautif(self, libres: Sequence[Lecture]) -> Trouvaille:
        for lecture in libres:
            if trouves := approcher(self.index, lecture.nom):
                return self.approchees(trouves)
        return RIEN

    def approchees(self, trouves: Trouves) -> Trouvaille:
        """The likeliest of names with their prices, the cheapest first; several: to choose from."""
        moindre = trouves[0][1]
        uniques: dict[str, Resultat] = {}
        for n, prix in trouves:
            if prix <= moindre + _ECART_HESITANT and n.code not in uniques:
                uniques[n.code] = self.resultat(n.code, max(0.5, 0.8 - 0.1 * prix), n.ancien)
        resultats = tuple(uniques.values())[:_APPROCHES_MAX]
        return Trouvaille(resultats, len(resultats) > 1)

    # A group

    def _groupe(self, liste: Sequence[str]) -> Groupe | None:
        """« agglo d'Oyonnax »: the group of this name, or the intercommunalité of this commune."""
        if trouve := self._groupes.nomme(liste):
            return trouve
        lecture = Lecture(tuple(groupes.cle_de_groupe(liste).split()))
        certaine = self.classer(levels.exactes(self.index, lecture)).certaine
        if certaine:
            return self._groupes.de_la_commune(certaine.code)
        return self._groupes.approche(liste)

    def _du_groupe(self, groupe: Groupe) -> Trouvaille:
        resultats = tuple(self.resultat(c, AUTRE_CODE) for c in groupe.communes)
        return Trouvaille(resultats, True, groupe)

    def groupe_nomme(self, liste: Sequence[str]) -> Trouvaille:
        """The communes of the group that these words name; RIEN when they name none."""
        groupe = self._groupes.nomme(liste)
        return self._du_groupe(groupe) if groupe else RIEN

    # Results

    def resultat(self, code: str, score: float = 1.0, ancien: str | None = None) -> Resultat:
        c = self.index.communes[code]
        territoire = self.index.appartenance(code, self.liste)
        return Resultat(
            code, c.nom, c.departement, c.codes_postaux, c.population, score, territoire, ancien
        )

    def classer(self, trouves: Iterable[tuple[NomDeCommune, float]]) -> Trouvaille:
        """One result a commune, the best first; several are to choose from."""
        meilleurs: dict[str, tuple[NomDeCommune, float]] = {}
        for n, score in trouves:
            if n.code not in meilleurs or score > meilleurs[n.code][1]:
                meilleurs[n.code] = (n, score)
        resultats = [self.resultat(n.code, score, n.ancien) for n, score in meilleurs.values()]
        resultats.sort(key=lambda r: (-r.score, -r.population, r.code))
        return Trouvaille(tuple(resultats), len(resultats) > 1) if resultats else RIEN

    def suggestions(self, debut: str, limite: int = 8) -> list[Resultat]:
        """While one types: the communes whose name begins with `debut`, then what else is found."""
        cherchees = self.chercher(debut).resultats
        trouvees = [r for r in cherchees if r.score >= ANCIEN]
        prefixe = cle(debut)
        if len(prefixe) >= 2:
            cles = self.index.commencant_par(prefixe)
            codes = {n.code for c in cles for n in self.index.noms(c)}
            tries = sorted(codes, key=lambda c: -self.index.population(c))[:limite]
            trouvees += [self.resultat(c, ABREGE) for c in tries]
        uniques = {r.code: r for r in reversed(trouvees or cherchees)}
        return sorted(uniques.values(), key=lambda r: (-round(r.score, 1), -r.population))[:limite]


@lru_cache(maxsize=8)
def _recherche(index: Index, liste: str) -> Recherche:
    return Recherche(index, liste)


def recherche(liste: str) -> Recherche:
    """The search by this list in the base of `VTE_BASE_URL`, made ready once a process.

    Errors: BaseAbsente, BasePerimee.
    """
    return _recherche(ouvrir(), liste)
