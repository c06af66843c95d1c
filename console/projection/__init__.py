"""From the tracker's events to conversations, turns and verdicts.

source.py reads events; reading.py cuts them into sessions and meaning.py says what each kind of
event means (no database); writing.py stores it; watermark.py remembers how far; passes.py puts
them together.
"""
