"""The action server: thin, one topic a file, no sentence of its own.

The base is opened when the server starts, so that no user waits for it.
"""

from vte.territoires import ouvrir

ouvrir()
