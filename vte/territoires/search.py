"""From a text to none, one or more communes: a name, a code, an address or a whole sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from vte.territoires import codes, groupes, levels, lexique, query, sentence
from vte.territoires.index import Index, ouvrir
from vte.territoires.levels import ABREGE, ANCIEN, DOMINATION, EXACT, Trouves
from vte.territoires.misspelt import BOURG, Permises, approcher, coupes
from vte.territoires.noms import LIAISONS, cle, cle_de, mots
from vte.territoires.query import Lecture
from vte.territoires.results import RIEN, Groupe, NomDeCommune, Resultat, Trouvaille
from vte.texte import aplatir

LONGUEUR_MAX = 1000  # characters read of a query
NOM_MAL_ECRIT_MAX = 7  # words
NOM_MAX = 12  # words: beyond, it is no longer a name and its precisions, but a sentence
AUTREFOIS = 0.8  # the score, while one types, of a commune by the name of one it has absorbed
AUTRE_CODE = 0.6  # the score of what is only to be chosen from
CE_CODE = 0.7  # … and has this very code
_CIVILITE = re.compile(r"(?:m|mr|mme|mlle|monsieur|madame|mademoiselle)\.?\s", re.I)
_PREPOSITIONS = frozenset(("a", "au", "aux", "dans", "en", "chez", "pres", "vers", "sur"))
_APPROCHES_MAX = 8
# Between the price of the best name and that of the others that are proposed with it.
_ECART_HESITANT = 0.5
_PRIX_SANS_PAREIL = 9.0


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
        liste = query.coller_les_codes(self.index, mots(texte))
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
        for lire in (self._nommer_exactement, self._inachevee):
            if (trouvee := lire(liste)) is not RIEN:
                return trouvee
        adresse = query.preparer(liste)
        if (code := query.code_seul(adresse)) is not None:
            return self.du_code(code, "cedex" in liste, "insee" in liste)
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

    def _inachevee(self, liste: Sequence[str]) -> Trouvaille:
        """« la roche sur »: the names that go on so are to choose from."""
        if len(liste) < 2 or liste[-1] not in LIAISONS:
            return RIEN
        cles = self.index.commencant_par(f"{cle_de(liste)} ")
        trouvees = self.classer((n, ABREGE) for c in cles for n in self.index.noms(c))
        return Trouvaille(trouvees.resultats[:_APPROCHES_MAX], True) if trouvees.resultats else RIEN

    def _entiere(self, lecture: Lecture, exactes: Trouves) -> Trouvaille:
        """A right name alone; the larger towns for which it is short count too: « St Jean »."""
        population = self.index.population
        habitants = max((population(n.code) for n, _ in exactes if n.ancien is None), default=0)
        if habitants < BOURG and lecture.cle in lexique.pays_etrangers():
            return RIEN  # « Suisse » is a village of the Moselle too
        seuil = max(BOURG, habitants)
        abregees = levels.abregees(self.index, lecture)
        actuelles = [x for x in abregees if x[0].ancien is None]
        plus_grandes = [x for x in actuelles if population(x[0].code) >= seuil]
        trouvee = self.classer([*exactes, *plus_grandes])
        # « Corrèze », « Bretagne »: rather the département or the region than that village.
        village = habitants < BOURG and lecture.cle in self.index.zones
        return Trouvaille(trouvee.resultats, trouvee.ambigu or village)

    def nom_seul(self, nom: Sequence[str]) -> Trouvaille:
        """The communes of a well-written name, whole or shortened, that nothing makes precise."""
        lecture = Lecture(tuple(nom))
        if exactes := levels.exactes(self.index, lecture):
            return self._entiere(lecture, exactes)
        return self._par_niveaux([lecture]) or RIEN

    def nom_dans(self, nom: Sequence[str], permises: frozenset[str]) -> Trouvaille:
        """The communes of a well-written name, whole or shortened, among `permises`."""
        return self._par_niveaux([Lecture(tuple(nom), permises)]) or RIEN

    # A code alone

    def du_code(self, code: str, cedex: bool = False, insee: bool = False) -> Trouvaille:
        """The communes of a code that is said alone; `cedex`, `insee`: it is said to be one."""
        lu = codes.lire(self.index, code, cedex, insee)
        if lu.a_choisir:
            # The commune that has this very number as its INSEE code comes before its neighbours.
            proposees = tuple(
                self.resultat(c, CE_CODE if c == code else AUTRE_CODE)
                for c in sorted(lu.communes, key=lambda c: c != code)
            )
            return Trouvaille(proposees, True) if proposees else RIEN
        trouvee = self.classer((NomDeCommune(c, None, None), EXACT) for c in lu.communes)
        # People write postal codes: the other reading follows, and casts no doubt on the first.
        suite = tuple(self.resultat(c, AUTRE_CODE) for c in lu.autres)
        return Trouvaille(trouvee.resultats + suite, trouvee.ambigu)

    # A misspelt name

    def _fautives(self, lectures: Sequence[Lecture]) -> Trouvaille:
        """An error in the name, then one in the code or the département, then in both."""
        if not lectures:
            return RIEN
        for lecture in (x for x in lectures if x.permises is not None):
            if (trouvee := self.approchee(lecture.nom, lecture.permises)).resultats:
                return trouvee
        nom = lectures[-1].nom
        if len(nom) > NOM_MAL_ECRIT_MAX:
            return RIEN
        if (trouvee := self.approchee(nom)).resultats:
            return trouvee
        autres = list(query.lectures_mal_ecrites(self.index, nom))
        if exactes := self._par_niveaux(autres):
            return exactes
        for lecture in autres:
            if (trouvee := self.approchee(lecture.nom, lecture.permises)).resultats:
                return trouvee
        return RIEN

    def approchee(self, nom: Sequence[str], permises: Permises = None) -> Trouvaille:
        """The communes whose name is about like this, or begins so: a name cut short is asked."""
        trouves = approcher(self.index, nom, permises)
        return self.approchees(trouves, coupes(self.index, nom, permises))

    def approchees(
        self, trouves: Trouves, debuts: Sequence[tuple[NomDeCommune, float]] = ()
    ) -> Trouvaille:
        """The likeliest of names with their prices; several, or one of `debuts`: to choose from."""
        coupes = self._plausibles(trouves, debuts)
        tries = sorted((*trouves, *coupes), key=lambda x: (x[1], x[0].code))
        uniques: dict[str, Resultat] = {}
        for n, prix in tries:
            if prix <= tries[0][1] + _ECART_HESITANT and n.code not in uniques:
                uniques[n.code] = self.resultat(n.code, max(0.5, 0.8 - 0.1 * prix), n.ancien)
        resultats = tuple(uniques.values())[:_APPROCHES_MAX]
        return Trouvaille(resultats, len(resultats) > 1 or bool(coupes)) if resultats else RIEN

    def _plausibles(
        self, trouves: Trouves, debuts: Sequence[tuple[NomDeCommune, float]]
    ) -> Trouves:
        """Of the names that begin so, those likelier than a typing error: « nante » is Nantes."""
        moindre = trouves[0][1] if trouves else _PRIX_SANS_PAREIL
        seuil = max((self.index.population(n.code) for n, _ in trouves), default=0) // DOMINATION
        return [x for x in debuts if x[1] <= moindre and self.index.population(x[0].code) >= seuil]

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
        """While one types: the communes whose name begins with `debut`, then what else is found.

        One that is found by the name of a commune it has absorbed says which (`ancien_nom`).
        """
        cherchees = self.chercher(debut).resultats
        trouvees = [r for r in cherchees if r.score >= ANCIEN]
        prefixe = cle(debut)
        if len(prefixe) >= 2:
            trouvees += self._commencant_par(prefixe)[:limite]
        uniques = {r.code: r for r in reversed(trouvees or cherchees)}
        return sorted(uniques.values(), key=lambda r: (-round(r.score, 1), -r.population))[:limite]

    def _commencant_par(self, prefixe: str) -> list[Resultat]:
        """The communes that have a name that begins so, their own rather than an old one."""
        noms: dict[str, str | None] = {}
        for n in (n for c in self.index.commencant_par(prefixe) for n in self.index.noms(c)):
            noms[n.code] = n.ancien if noms.get(n.code, n.ancien) else None
        tries = sorted(noms, key=lambda c: (noms[c] is not None, -self.index.population(c)))
        return [self.resultat(c, ABREGE if noms[c] is None else AUTREFOIS, noms[c]) for c in tries]


@lru_cache(maxsize=8)
def _recherche(index: Index, liste: str) -> Recherche:
    return Recherche(index, liste)


def recherche(liste: str) -> Recherche:
    """The search by this list in the base of `VTE_BASE_URL`, made ready once a process.

    Errors: BaseAbsente, BasePerimee.
    """
    return _recherche(ouvrir(), liste)
