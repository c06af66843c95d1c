"""The index in memory: all that the base knows of the communes, by code, by name, by list."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice, takewhile
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from vte import dossier
from vte.erreurs import BaseAbsente, BasePerimee
from vte.reglages import BASE_URL
from vte.territoires import models, noms, tables
from vte.territoires.connection import transaction
from vte.territoires.fuzzy import Approches
from vte.territoires.results import Appartenance, Fiche, NomDeCommune

# What people write for the whole of a town whose arrondissements have the postal codes.
_GENERIQUES = {"75000": "75056", "69000": "69123", "13000": "13055"}
_ACTUELS = ("actuelle", "arrondissement", "usuelle")  # the kinds of names that are still in use


class Index:
    """Every commune in memory, read once from the base. Errors: BaseAbsente, BasePerimee."""

    def __init__(self, url: str) -> None:
        self.communes: dict[str, Fiche] = {}
        self.departements: dict[str, str] = {}
        # key of a département or a region -> départements
        self.zones: dict[str, frozenset[str]] = {}
        self.epci: list[Any] = []  # of the current COG
        self._noms: dict[str, list[NomDeCommune]] = defaultdict(list)
        self._codes_anciens: dict[str, str] = {}
        self._postaux: dict[str, list[str]] = defaultdict(list)
        # list -> commune -> territory
        self._appartenances: dict[str, dict[str, Appartenance]] = defaultdict(dict)
        self._territoires: dict[str, dict[str, str]] = defaultdict(dict)
        self._nombres: dict[str, int] = {}
        with transaction(url) as connection:
            self._check(connection)
            sons = self._load(connection)
        if not self.communes:
            raise BaseAbsente(
                "La base des territoires est vide\u00a0: lancez «\u00a0make setup\u00a0»."
            )
        self._sort(sons)

    @staticmethod
    def _check(connection: Connection) -> None:
        kept = connection.execute(select(models.Empreinte.cles)).scalar()
        if kept != tables.empreinte_des_cles():
            raise BasePerimee(
                "La base des territoires a été construite par une autre version\u00a0:"
                " lancez «\u00a0make setup\u00a0»."
            )

    def _load(self, connection: Connection) -> dict[str, str]:
        """Reads every table; returns the sounds of each key."""

        def rows(model: Any) -> Iterator[Any]:
            return connection.execute(select(model.__table__))

        self.departements = {d.code: d.nom for d in rows(models.Departement)}
        self.zones = {noms.cle(z.nom): frozenset(z.departements.split()) for z in rows(models.Zone)}
        for c in rows(models.Commune):
            self._add_commune(c)
        sons = dict(self._add_name(n) for n in rows(models.Nom))
        self._load_lists(rows(models.Liste), rows(models.Territoire), rows(models.Appartenance))
        epci = list(rows(models.Epci))
        courant = max((e.millesime for e in epci), default=0)
        self.epci = [e for e in epci if e.millesime == courant]
        return sons

    def _add_commune(self, c: Any) -> None:
        for postal in c.codes_postaux.split():
            self._postaux[postal].append(c.code)
        self.communes[c.code] = Fiche(
            c.code, c.nom, c.departement, c.population, tuple(c.codes_postaux.split())
        )

    def _add_name(self, n: Any) -> tuple[str, str]:
        """Notes a name; returns its key and its sounds."""
        ancien = None if n.nature in _ACTUELS else n.nom
        code = self.communes[n.commune].code  # one object for all the names of a commune
        self._noms[n.cle].append(NomDeCommune(code, ancien, noms.article(n.nom)))
        if n.nature != "actuelle":
            self._codes_anciens.setdefault(n.code, code)
            for postal in n.codes_postaux.split():
                if code not in self._postaux[postal]:
                    self._postaux[postal].append(code)
        return n.cle, n.sons

    def _load_lists(
        self, listes: Iterator[Any], territoires: Iterator[Any], appartenances: Iterator[Any]
    ) -> None:
        self._nombres = {x.id: x.territoires for x in listes}
        for t in territoires:
            self._territoires[t.liste][t.id] = t.nom
        # One object a territory: nearly all of its communes are of it as a whole.
        entieres = {
            (liste, identifiant): Appartenance(liste, identifiant, nom)
            for liste, connus in self._territoires.items()
            for identifiant, nom in connus.items()
        }
        for x in appartenances:
            entiere = entieres[x.liste, x.territoire]
            self._appartenances[entiere.liste][self.communes[x.commune].code] = (
                replace(entiere, membres=x.membres, autres=x.autres) if x.autres else entiere
            )

    def _sort(self, sons: dict[str, str]) -> None:
        self._cles = sorted(self._noms)
        self._codes_postaux = sorted(self._postaux)
        self._variantes: dict[str, list[str]] = defaultdict(list)
        for cle in self._cles:
            for forme in {noms.lache(cle), noms.serree(cle)} - {cle}:
                self._variantes[forme].append(cle)
        self.debuts_de_zones = frozenset(zone.split(" ", 1)[0] for zone in self.zones)
        self._longueurs: dict[str, int] = {}
        for cle in (*self._variantes, *self._cles):
            premier, longueur = cle.split(" ", 1)[0], cle.count(" ") + 2
            self._longueurs[premier] = max(longueur, self._longueurs.get(premier, 0))
        self.longueur_max = max(cle.count(" ") for cle in self._cles) + 1
        self.approches = Approches(self._cles, [sons[c] for c in self._cles])
        self.par_departement: dict[str, set[str]] = defaultdict(set)
        for c in self.communes.values():
            self.par_departement[c.departement].add(c.code)

    # Codes

    def commune(self, code: str) -> dossier.Commune | None:
        """The current commune of an INSEE code, current or former; None when there is none."""
        c = self.communes.get(code) or self.communes.get(self._codes_anciens.get(code, ""))
        return dossier.Commune(c.code, c.nom, c.departement) if c else None

    def fiche(self, code: str) -> Fiche | None:
        """What the base knows of a current commune; None when there is none."""
        return self.communes.get(code)

    def population(self, code: str) -> int:
        return self.communes[code].population

    def du_code_postal(self, code: str) -> list[str]:
        """The INSEE codes of the communes of a postal code; empty when there is none."""
        return self._postaux.get(code) or [
            c for c in (_GENERIQUES.get(code),) if c in self.communes
        ]

    def communes_de(self, zone: str) -> frozenset[str]:
        """The communes of a département or of a region, by its key."""
        return frozenset().union(*(self.par_departement[d] for d in self.zones[zone]))

    def codes_postaux_en(self, debut: str) -> list[str]:
        """The postal codes that begin with these figures, in order."""
        i = bisect_left(self._codes_postaux, debut)
        return list(takewhile(lambda p: p.startswith(debut), islice(self._codes_postaux, i, None)))

    # Lists

    def appartenance(self, code: str, liste: str) -> Appartenance | None:
        """A current commune's membership of a list; None when it is not on it."""
        return self.membres(liste).get(code)

    def membres(self, liste: str) -> Mapping[str, Appartenance]:
        """The members of a list, commune -> membership; empty when there is no such list."""
        return self._appartenances.get(liste, {})

    def territoires(self, liste: str) -> Mapping[str, str]:
        """The territories of a list, id -> name; empty when there is no such list."""
        return self._territoires.get(liste, {})

    def nombre_de_territoires(self, liste: str) -> int:
        """The number of territories of a list; 0 when there is no such list."""
        return self._nombres.get(liste, 0)

    # Names

    def connait(self, cle: str) -> bool:
        return cle in self._noms

    def noms(self, cle: str) -> list[NomDeCommune]:
        """The names of exactly this key."""
        return self._noms.get(cle, [])

    def longueur_de(self, premier: str) -> int:
        """In words, the longest name that begins with this one, and one more; 0 for none."""
        return self._longueurs.get(premier.split(" ", 1)[0], 0)

    def voisins_laches(self, cle: str) -> list[str]:
        """The keys that differ from `cle` by their small words or their spaces only."""
        formes = {noms.lache(cle), noms.serree(cle)}
        trouvees = [c for forme in formes for c in self._variantes.get(forme, ())] + [
            f for f in formes if f in self._noms
        ]
        return [c for c in dict.fromkeys(trouvees) if c != cle]

    def commencant_par(self, debut: str) -> Iterator[str]:
        """The keys that begin with `debut`, in order."""
        for place in range(bisect_left(self._cles, debut), len(self._cles)):
            if not self._cles[place].startswith(debut):
                return
            yield self._cles[place]


@lru_cache(maxsize=4)
def _ouvrir(url: str) -> Index:
    return Index(url)


def ouvrir() -> Index:
    """The index of the base at `VTE_BASE_URL`, loaded once a process.

    Errors: BaseAbsente, BasePerimee.
    """
    return _ouvrir(BASE_URL.lire())
