"""L'index en mémoire : d'un texte à 0, 1 ou N communes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import create_engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from vte import dossier
from vte.erreurs import BaseAbsente
from vte.reglages import BASE_URL
from vte.territoires import modeles
from vte.territoires.noms import cle, mots, sans_accents

LISTE_VTE = "2020-10"
LONGUEUR_POUR_DEUX_FAUTES = 9  # lettres : en deçà, une seule faute de frappe est admise
PETITE_COMMUNE = 2000  # habitants : au-dessous, un nom d'avant fusion compte autant
_ABSENTE = "La base des territoires n'est pas construite : lancez « make setup »."
_POSTAL = re.compile(r"\b(\d{5}|2[abAB]\d{3})\b")
_DEPARTEMENT = re.compile(r"\b(\d{2,3}|2[abAB])\b")
_MOTS_DE_LIEU = re.compile(r"\b(?:cedex|commune de|ville de|dans (?:le|la|les|l')|departement|code postal|en)\b")


@dataclass(frozen=True)
class Appartenance:
    liste: str
    territoire: str
    nom: str
    membres: str = ""
    autres: str = ""

    @property
    def partielle(self) -> bool:
        return bool(self.autres)


@dataclass(frozen=True)
class Resultat:
    """Une commune trouvée ; `score` de 0 à 1 ; `ancien_nom` si on l'a nommée par lui."""

    code: str
    nom: str
    departement: str
    codes_postaux: tuple[str, ...]
    population: int
    score: float
    territoire: Appartenance | None
    ancien_nom: str | None = None

    def en_json(self) -> dict[str, Any]:
        t = self.territoire
        return {
            "code": self.code, "nom": self.nom, "departement": self.departement,
            "codes_postaux": list(self.codes_postaux), "population": self.population,
            "score": round(self.score, 3),
            "territoire": {"liste": t.liste, "id": t.territoire, "nom": t.nom} if t else None,
            "ancien_nom": self.ancien_nom,
        }


@dataclass(frozen=True)
class Trouvaille:
    """Les communes trouvées, la meilleure d'abord ; `ambigu` : la personne doit choisir."""

    resultats: tuple[Resultat, ...] = ()
    ambigu: bool = False

    @property
    def certaine(self) -> Resultat | None:
        return self.resultats[0] if self.resultats and not self.ambigu else None


@dataclass(frozen=True)
class _Nom:
    code: str  # commune actuelle
    ancien: str | None


class Index:
    """Toutes les communes en mémoire ; se lit une fois de la base."""

    def __init__(self, url: str) -> None:
        self.communes: dict[str, modeles.Commune] = {}
        self.departements: dict[str, str] = {}
        self._noms: dict[str, list[_Nom]] = defaultdict(list)
        self._codes_anciens: dict[str, str] = {}
        self._postaux: dict[str, list[str]] = defaultdict(list)
        self._appartenances: dict[tuple[str, str], Appartenance] = {}
        self._charger(url)
        self._noms_de_departements = {cle(nom) for nom in self.departements.values()}
        self._cles = list(self._noms)
        self.longueur_max = max(len(c.split()) for c in self._cles)

    def _charger(self, url: str) -> None:
        adresse = make_url(url)
        if adresse.get_backend_name() == "sqlite" and not Path(adresse.database or "").is_file():
            raise BaseAbsente(_ABSENTE)  # SQLite créerait un fichier vide, que make prendrait pour une base
        try:
            moteur = create_engine(url, future=True)
            with moteur.connect() as connexion:
                lire = lambda modele: connexion.execute(select(modele.__table__)).all()  # noqa: E731
                self.departements = {d.code: d.nom for d in lire(modeles.Departement)}
                for c in lire(modeles.Commune):
                    self.communes[c.code] = c
                    self._noms[cle(c.nom)].append(_Nom(c.code, None))
                    for postal in c.codes_postaux.split():
                        self._postaux[postal].append(c.code)
                for a in lire(modeles.Ancienne):
                    self._ajouter_ancienne(a)
                territoires = {(t.liste, t.id): t.nom for t in lire(modeles.Territoire)}
                for x in lire(modeles.Appartenance):
                    self._appartenances[x.liste, x.commune] = Appartenance(
                        x.liste, x.territoire, territoires[x.liste, x.territoire], x.membres, x.autres
                    )
            moteur.dispose()
        except SQLAlchemyError as erreur:
            raise BaseAbsente(_ABSENTE) from erreur
        if not self.communes:
            raise BaseAbsente("La base des territoires est vide : lancez « make setup ».")

    def _ajouter_ancienne(self, a: Any) -> None:
        self._codes_anciens.setdefault(a.code, a.commune)
        self._noms[cle(a.nom)].append(_Nom(a.commune, None if a.nature == "arrondissement" else a.nom))
        for postal in a.codes_postaux.split():
            if a.commune not in self._postaux[postal]:
                self._postaux[postal].append(a.commune)

    # Codes

    def commune(self, code: str) -> dossier.Commune | None:
        """La commune actuelle d'un code INSEE, actuel ou ancien ; None s'il n'existe pas."""
        c = self.communes.get(code) or self.communes.get(self._codes_anciens.get(code, ""))
        return dossier.Commune(c.code, c.nom, c.departement) if c else None

    def fiche(self, code: str) -> Resultat | None:
        """Tout ce que la base sait d'une commune actuelle ; None si elle n'existe pas."""
        return self._resultat(_Nom(code, None), 1.0) if code in self.communes else None

    def appartenance(self, code: str, liste: str) -> Appartenance | None:
        """L'appartenance d'une commune actuelle à une liste ; None si elle n'en est pas."""
        return self._appartenances.get((liste, code))

    def connait(self, cle_de_nom: str) -> bool:
        return cle_de_nom in self._noms

    # Recherche

    def chercher(self, texte: str) -> Trouvaille:
        """Les communes que nomme `texte` : nom, code, ou nom avec département ou code postal."""
        texte = texte.strip()[:200]
        nom, codes = self._separer(texte)
        if codes is not None and not nom:
            return self._classer([(_Nom(c, None), 1.0) for c in codes])
        trouves = self._exactes(nom) or ([] if self.est_un_departement(nom) else self._approchees(nom))
        if codes is not None:
            restreints = [(n, s) for n, s in trouves if n.code in codes]
            trouves = restreints or trouves
        return self._classer(trouves)

    def _separer(self, texte: str) -> tuple[str, set[str] | None]:
        """(nom restant, codes de communes permis par un code postal ou un département)."""
        if (trouve := _POSTAL.search(texte)) is not None:
            code = trouve.group(1).upper()
            codes = set(self._postaux.get(code, []))
            if not codes and (actuelle := self.commune(code)):
                codes = {actuelle.code}
            reste = (texte[: trouve.start()] + " " + texte[trouve.end() :]).strip()
            return self._nettoyer(reste), codes
        plat = sans_accents(texte)
        if (numero := _DEPARTEMENT.search(plat)) and numero.group(1).upper() in self.departements:
            reste = (plat[: numero.start()] + plat[numero.end() :]).strip(" ()-,")
            if cle(plat) not in self._noms and cle(reste):
                return self._nettoyer(reste), self._du_departement(numero.group(1).upper())
        for code, nom in self.departements.items():
            motif = r"(?:\b(?:en|dans)\s+(?:l'|le |la |les )?|\()?\b" + re.escape(sans_accents(nom)) + r"\b\)?"
            if (m := re.search(motif, plat)) and m.start() > 0 and cle(plat) not in self._noms:
                return self._nettoyer(plat[: m.start()]), self._du_departement(code)
        return texte, None

    def est_un_departement(self, nom: str) -> bool:
        """Vrai si `nom`, article et « dans » mis à part, est celui d'un département."""
        return cle(self._nettoyer(nom)) in self._noms_de_departements

    @staticmethod
    def _nettoyer(reste: str) -> str:
        return _MOTS_DE_LIEU.sub(" ", sans_accents(reste)).strip(" ,()-")

    def _du_departement(self, code: str) -> set[str]:
        return {c.code for c in self.communes.values() if c.departement == code}

    def _exactes(self, nom: str) -> list[tuple[_Nom, float]]:
        noms = self._noms.get(cle(nom), [])
        actuelles = [n for n in noms if n.ancien is None]
        anciennes = [n for n in noms if n.ancien is not None]
        if any(self.communes[n.code].population >= PETITE_COMMUNE for n in actuelles):
            anciennes = []
        return [(n, 1.0) for n in actuelles] + [(n, 0.95) for n in anciennes]

    def _approchees(self, nom: str) -> list[tuple[_Nom, float]]:
        """Les noms à une faute de frappe près (deux pour un nom long) : les plus proches seulement."""
        cherche = cle(nom)
        if len(cherche) < 5:
            return []
        fautes = 2 if len(cherche) >= LONGUEUR_POUR_DEUX_FAUTES else 1
        proches = process.extract(cherche, self._cles, scorer=OSA.distance, score_cutoff=fautes, limit=5)
        if not proches:
            return []
        moindre = min(distance for _, distance, _ in proches)
        retenus = [(trouve, distance) for trouve, distance, _ in proches if distance == moindre]
        return [(n, 0.94 - distance / len(cherche) / 2) for trouve, distance in retenus for n in self._noms[trouve]]

    def approche(self, nom: str) -> bool:
        """Vrai si `nom`, mal écrit, ressemble à une commune."""
        return bool(self._approchees(nom))

    def _classer(self, trouves: Iterable[tuple[_Nom, float]]) -> Trouvaille:
        meilleurs: dict[str, tuple[_Nom, float]] = {}
        for n, score in trouves:
            if n.code not in meilleurs or score > meilleurs[n.code][1]:
                meilleurs[n.code] = (n, score)
        resultats = sorted(
            (self._resultat(n, score) for n, score in meilleurs.values()),
            key=lambda r: (-round(r.score, 1), -r.population, r.code),
        )
        exacts = [r for r in resultats if r.score >= 0.95]
        return Trouvaille(tuple(exacts or resultats), len(exacts or resultats) > 1)

    def _resultat(self, n: _Nom, score: float) -> Resultat:
        c = self.communes[n.code]
        return Resultat(
            c.code, c.nom, c.departement, tuple(c.codes_postaux.split()), c.population, score,
            self.appartenance(c.code, LISTE_VTE), n.ancien,
        )

    def suggestions(self, debut: str, limite: int = 8) -> list[Resultat]:
        """Pendant la frappe : les communes dont le nom commence par `debut`, puis les approchées."""
        trouvees = self.chercher(debut).resultats
        prefixe = cle(debut)
        if len(prefixe) >= 2:
            commencent = [(n, 0.9) for k in self._cles if k.startswith(prefixe) for n in self._noms[k]]
            trouvees += self._classer(commencent).resultats
        uniques = {r.code: r for r in reversed(trouvees)}
        return sorted(uniques.values(), key=lambda r: (-round(r.score, 1), -r.population))[:limite]


@lru_cache(maxsize=4)
def _ouvrir(url: str) -> Index:
    return Index(url)


def ouvrir() -> Index:
    """L'index de la base de `VTE_BASE_URL`, chargé une fois. Erreur : BaseAbsente."""
    return _ouvrir(BASE_URL.lire())


__all__ = ["Appartenance", "Index", "Resultat", "Trouvaille", "mots", "ouvrir"]
