"""From the tracker's events to conversations, turns and verdicts.

source.py reads events; lecture.py says what they mean (no database); ecriture.py stores it; filigrane.py remembers how far; passes.py puts them together.
"""
