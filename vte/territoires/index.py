"""L'index en mémoire : tout ce que la base sait des communes, par code, par nom et par groupe."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from vte import dossier
from vte.erreurs import BaseAbsente, BasePerimee
from vte.territoires import modeles, noms, tables
from vte.territoires.approches import Approches
from vte.territoires.connexion import transaction
from vte.territoires.groupes import Groupes
from vte.territoires.resultats import LISTE_VTE, Appartenance, Fiche, NomDeCommune, Resultat

_ACTUELS = ("actuelle", "arrondissement")  # les natures de noms qui ont toujours cours


class Index:
    """Toutes les communes en mémoire ; se lit une fois de la base. Erreurs : BaseAbsente, BasePerimee."""

    def __init__(self, url: str) -> None:
        self.communes: dict[str, Fiche] = {}
        self.departements: dict[str, str] = {}
        self.zones: dict[
            str, frozenset[str]
        ] = {}  # clé d'un département ou d'une région -> départements
        self._noms: dict[str, list[NomDeCommune]] = defaultdict(list)
        self._codes_anciens: dict[str, str] = {}
        self._postaux: dict[str, list[str]] = defaultdict(list)
        self._appartenances: dict[str, dict[str, Appartenance]] = defaultdict(
            dict
        )  # liste -> commune -> territoire
        self._listes: list[Any] = []
        with transaction(url) as connexion:
            self._verifier(connexion)
            sons = self._charger(connexion)
        if not self.communes:
            raise BaseAbsente("La base des territoires est vide : lancez « make setup ».")
        self._ordonner(sons)

    @staticmethod
    def _verifier(connexion: Connection) -> None:
        if (
            connexion.execute(select(modeles.Empreinte.cles)).scalar()
            != tables.empreinte_des_cles()
        ):
            raise BasePerimee(
                "La base des territoires a été construite par une autre version : lancez « make setup »."
            )

    def _charger(self, connexion: Connection) -> dict[str, str]:
        """Lit toutes les tables ; rend les sons de chaque clé."""

        def lire(modele: Any) -> Iterator[Any]:
            return connexion.execute(select(modele.__table__))

        self.departements = {d.code: d.nom for d in lire(modeles.Departement)}
        self.zones = {
            noms.cle(z.nom): frozenset(z.departements.split()) for z in lire(modeles.Zone)
        }
        for c in lire(modeles.Commune):
            self.communes[c.code] = Fiche(
                c.code, c.nom, c.departement, c.population, c.codes_postaux
            )
            for postal in c.codes_postaux.split():
                self._postaux[postal].append(self.communes[c.code].code)
        sons = dict(self._ajouter(n) for n in lire(modeles.Nom))
        territoires = {(t.liste, t.id): t.nom for t in lire(modeles.Territoire)}
        # Un seul objet par territoire : presque toutes ses communes en sont entièrement.
        entieres = {cle: Appartenance(*cle, nom) for cle, nom in territoires.items()}
        for x in lire(modeles.Appartenance):
            entiere = entieres[x.liste, x.territoire]
            self._appartenances[entiere.liste][self.communes[x.commune].code] = (
                replace(entiere, membres=x.membres, autres=x.autres) if x.autres else entiere
            )
        self._listes = list(lire(modeles.Liste))
        self.groupes = self._grouper(lire(modeles.Epci), territoires)
        return sons

    def _ajouter(self, n: Any) -> tuple[str, str]:
        """Note un nom ; rend sa clé et ses sons."""
        ancien = None if n.nature in _ACTUELS else n.nom
        self._noms[n.cle].append(
            NomDeCommune(self.communes[n.commune].code, ancien, noms.article(n.nom))
        )
        if n.nature != "actuelle":
            self._codes_anciens.setdefault(n.code, n.commune)
            for postal in n.codes_postaux.split():
                if n.commune not in self._postaux[postal]:
                    self._postaux[postal].append(n.commune)
        return n.cle, n.sons

    def _grouper(self, epci: Iterable[Any], territoires: dict[tuple[str, str], str]) -> Groupes:
        groupes = Groupes(self.population, self._appartenances[LISTE_VTE].__contains__)
        intercommunalites = list(epci)
        courant = max(e.millesime for e in intercommunalites)
        for e in intercommunalites:
            if e.millesime == courant:
                groupes.ajouter_epci(
                    e.code, e.nom, [self.communes[c].code for c in e.communes.split()]
                )
        membres: dict[str, list[str]] = defaultdict(list)
        for code, a in self._appartenances[LISTE_VTE].items():
            membres[a.territoire].append(code)
        for (liste, identifiant), nom in territoires.items():
            if liste == LISTE_VTE:
                groupes.ajouter_territoire(identifiant, nom, membres[identifiant])
        return groupes

    def _ordonner(self, sons: dict[str, str]) -> None:
        self._cles = sorted(self._noms)
        self._variantes: dict[str, list[str]] = defaultdict(list)
        for cle in self._cles:
            for forme in {noms.lache(cle), noms.serree(cle)} - {cle}:
                self._variantes[forme].append(cle)
        self.premiers_mots = frozenset(cle.split(" ", 1)[0] for cle in self._cles)
        self.longueur_max = max(cle.count(" ") for cle in self._cles) + 1
        self.approches = Approches(self._cles, [sons[c] for c in self._cles])
        self.par_departement: dict[str, set[str]] = defaultdict(set)
        for c in self.communes.values():
            self.par_departement[c.departement].add(c.code)

    # Codes

    def commune(self, code: str) -> dossier.Commune | None:
        """La commune actuelle d'un code INSEE, actuel ou ancien ; None s'il n'existe pas."""
        c = self.communes.get(code) or self.communes.get(self._codes_anciens.get(code, ""))
        return dossier.Commune(c.code, c.nom, c.departement) if c else None

    def fiche(self, code: str) -> Resultat | None:
        """Tout ce que la base sait d'une commune actuelle ; None si elle n'existe pas."""
        return self.resultat(code) if code in self.communes else None

    def population(self, code: str) -> int:
        return self.communes[code].population

    def du_code_postal(self, code: str) -> list[str]:
        """Les codes INSEE des communes d'un code postal ; vide s'il n'existe pas."""
        return self._postaux.get(code, [])

    def communes_de(self, zone: str) -> frozenset[str]:
        """Les communes d'un département ou d'une région, par sa clé."""
        return frozenset().union(*(self.par_departement[d] for d in self.zones[zone]))

    def codes_postaux_en(self, debut: str) -> list[str]:
        """Les codes postaux qui commencent par ces chiffres."""
        return [p for p in self._postaux if p.startswith(debut)]

    def resultat(self, code: str, score: float = 1.0, ancien: str | None = None) -> Resultat:
        c = self.communes[code]
        return Resultat(
            c.code,
            c.nom,
            c.departement,
            tuple(c.codes_postaux.split()),
            c.population,
            score,
            self.appartenance(code, LISTE_VTE),
            ancien,
        )

    # Listes

    def appartenance(self, code: str, liste: str) -> Appartenance | None:
        """L'appartenance d'une commune actuelle à une liste ; None si elle n'en est pas."""
        return self._appartenances[liste].get(code) if liste in self._appartenances else None

    def nombre_de_territoires(self, liste: str) -> int:
        """Le nombre de territoires d'une liste ; 0 si elle n'existe pas."""
        return next((x.territoires for x in self._listes if x.id == liste), 0)

    def liste_au(self, jour: date) -> str | None:
        """La liste en vigueur un jour donné, la dernière entrée en vigueur s'il y en a deux ; None s'il n'y en avait pas."""
        en_vigueur = [x for x in self._listes if x.du <= jour.isoformat() <= x.au]
        return max(en_vigueur, key=lambda x: x.du).id if en_vigueur else None

    def appartenance_au(self, code: str, jour: date) -> Appartenance | None:
        """L'appartenance d'une commune à la liste en vigueur un jour donné ; None hors de toute liste."""
        liste = self.liste_au(jour)
        return self.appartenance(code, liste) if liste else None

    # Noms

    def connait(self, cle: str) -> bool:
        return cle in self._noms

    def noms(self, cle: str) -> list[NomDeCommune]:
        """Les noms qui ont exactement cette clé."""
        return self._noms.get(cle, [])

    def voisins_laches(self, cle: str) -> list[str]:
        """Les clés qui ne diffèrent de `cle` que par leurs petits mots ou leurs espaces."""
        formes = {noms.lache(cle), noms.serree(cle)}
        trouvees = [c for forme in formes for c in self._variantes.get(forme, ())] + [
            f for f in formes if f in self._noms
        ]
        return [c for c in dict.fromkeys(trouvees) if c != cle]

    def commencant_par(self, debut: str) -> Iterator[str]:
        """Les clés qui commencent par `debut`, dans l'ordre."""
        for place in range(bisect_left(self._cles, debut), len(self._cles)):
            if not self._cles[place].startswith(debut):
                return
            yield self._cles[place]
