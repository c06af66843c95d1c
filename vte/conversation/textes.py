"""The responses of the project, rendered as Rasa 3.6.21 renders them, without Rasa.

Rasa chooses among the variants of a response (rasa/core/nlg/generator.py): those of the channel
before those of every channel; within each, those whose condition holds before those without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from vte.contenu import DOMAINE, DONNEES, ContenuInvalide, fichiers
from vte.conversation.bouton import Bouton
from vte.erreurs import ErreurVTE


class ReponseInconnue(ErreurVTE):
    """No file has this response, or none of its variants is for everyone."""

    code = "reponse_inconnue"

    def __init__(self, reponse: str) -> None:
        super().__init__(f"Aucun texte pour la réponse « {reponse} » : ajoutez-le sous data/.")
        self.reponse = reponse


class ValeurManquante(ErreurVTE):
    """The response quotes a name that it was not given."""

    code = "valeur_manquante"

    def __init__(self, reponse: str, nom: str) -> None:
        super().__init__(f"La réponse « {reponse} » cite « {nom} », qui ne lui est pas donné.")
        self.reponse, self.nom = reponse, nom


@dataclass(frozen=True, slots=True)
class Variante:
    """`condition`: slot -> value, all of which must hold; None: for everyone."""

    texte: str
    boutons: tuple[Bouton, ...]
    canal: str | None
    condition: Mapping[str, Any] | None
    custom: Mapping[str, Any]

    def convient(self, slots: Mapping[str, Any]) -> bool:
        """Whether the condition holds; case is ignored, as by Rasa."""
        return all(_pareil(slots.get(n), v) for n, v in (self.condition or {}).items())


class Textes:
    """`variantes`: those of each response, in the order of its file."""

    def __init__(self, variantes: Mapping[str, tuple[Variante, ...]]) -> None:
        self._variantes = variantes

    @staticmethod
    def du_projet() -> Textes:
        """Those of domain.yml and data/, read once. Error: ContenuInvalide."""
        return _du_projet()

    @property
    def noms(self) -> tuple[str, ...]:
        """The names of all responses."""
        return tuple(self._variantes)

    def variantes(self, reponse: str) -> tuple[Variante, ...]:
        """Error: ReponseInconnue."""
        try:
            return self._variantes[reponse]
        except KeyError:
            raise ReponseInconnue(reponse) from None

    def cites(self, reponse: str) -> frozenset[str]:
        """The names in braces of all its variants. Error: ReponseInconnue."""
        return frozenset(nom for v in self.variantes(reponse) for nom in noms_cites(v.texte))

    def variante(
        self, reponse: str, profil: str | None = None, canal: str | None = None
    ) -> Variante:
        """The one for this audience on this channel; among equals the first.

        Error: ReponseInconnue.
        """
        possibles = [
            v
            for v in self.variantes(reponse)
            if v.canal in (canal, None) and v.convient({"profil": profil})
        ]
        if not possibles:
            raise ReponseInconnue(reponse)
        return min(possibles, key=lambda v: (v.canal is None, v.condition is None))

    def rendre(
        self,
        reponse: str,
        valeurs: Mapping[str, str],
        profil: str | None = None,
        canal: str | None = None,
    ) -> str:
        """Its text, with the `valeurs` of the names it quotes.

        Errors: ReponseInconnue, ValeurManquante.
        """
        try:
            return self.variante(reponse, profil, canal).texte.format_map(valeurs)
        except KeyError as erreur:
            raise ValeurManquante(reponse, str(erreur.args[0])) from None

    def boutons(
        self, reponse: str, profil: str | None = None, canal: str | None = None
    ) -> tuple[Bouton, ...]:
        """Its buttons, ready to be sent. Error: ReponseInconnue."""
        return self.variante(reponse, profil, canal).boutons


def noms_cites(texte: str) -> frozenset[str]:
    """The names in braces of a text."""
    return frozenset(nom for _, nom, _, _ in Formatter().parse(texte) if nom)


def lire(chemins: Iterable[Path]) -> Textes:
    """The responses of these files and folders. Error: ContenuInvalide, for one written twice."""
    variantes: dict[str, tuple[Variante, ...]] = {}
    for fichier, contenu in (f for chemin in chemins for f in fichiers(chemin, "responses:")):
        for reponse, ecrites in (contenu.get("responses") or {}).items():
            if reponse in variantes:
                raise ContenuInvalide(fichier, f"« {reponse} » est déjà dans un autre fichier.")
            variantes[reponse] = tuple(_variante(fichier, reponse, e) for e in ecrites)
    return Textes(variantes)


@lru_cache(maxsize=1)
def _du_projet() -> Textes:
    return lire((DOMAINE, DONNEES))


def _variante(fichier: Path, reponse: str, ecrite: Mapping[str, Any]) -> Variante:
    if not isinstance(ecrite.get("text"), str):
        raise ContenuInvalide(fichier, f"une variante de « {reponse} » n'a pas de « text: ».")
    condition = ecrite.get("condition")
    return Variante(
        ecrite["text"],
        tuple(map(_bouton, ecrite.get("buttons", ()))),
        ecrite.get("channel"),
        None if condition is None else {c["name"]: c["value"] for c in condition},
        ecrite.get("custom", {}),
    )


def _bouton(ecrit: Mapping[str, str]) -> Bouton:
    # Rasa fills in buttons too: a brace that stands for itself is written twice.
    return Bouton(ecrit["title"], ecrit["payload"].replace("{{", "{").replace("}}", "}"))


def _pareil(valeur: Any, attendue: Any) -> bool:
    if isinstance(valeur, str) and isinstance(attendue, str):
        return valeur.casefold() == attendue.casefold()
    return bool(valeur == attendue)
