"""Every metric of a worker, for Prometheus. No label tells anything of a person, and each has few
values: names of channels, of the dossier's keys, of the rules' statuts, of the code's routes.

What is counted is here; what is looked at when somebody asks is in gauges.py and inbox.py.
"""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram, disable_created_metrics

disable_created_metrics()  # when each series began: as many series again, which nobody asks for
# Seconds. A turn is given up after 9; most take less than a tenth of a second.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
STAGES = ("queue", "lock", "load", "read", "decide", "store", "total")

TURNS = Counter(
    "vte_turns", "Turns ended, by channel and by how (turns.OUTCOMES).", ("channel", "outcome")
)
IN_PROGRESS = Gauge("vte_turns_in_progress", "Turns begun and not ended.", ("channel",))
TURN_SECONDS = Histogram(
    "vte_turn_seconds",
    "Seconds of a turn by stage: waiting for a place, for the person's lock, loading, reading "
    "(NLU), deciding (actions), storing; and in all.",
    ("stage",),
    buckets=BUCKETS,
)
UNDERSTOOD = Counter("vte_understood", "Turns whose message was understood.", ("channel",))
NOT_UNDERSTOOD = Counter(
    "vte_not_understood", "Turns that ended in a fallback or out of scope.", ("channel",)
)
ASKED_BACK = Counter(
    "vte_asked_back", "Values that were doubtful and asked back, by key of the dossier.", ("key",)
)
QUESTIONS = Counter(
    "vte_questions", "Turns that ended in a question, by the key that it asks for.", ("key",)
)
VERDICTS = Counter(
    "vte_verdicts", "Turns after which a verdict stands, by its statut.", ("statut",)
)
RESPONSES = Counter(
    "vte_http_responses",
    "Answers over HTTP, by route of the code and by status.",
    ("route", "status"),
)
BUILD = Gauge("vte_build_info", "Always 1: what is served.", ("version", "model", "rasa"))
READY = Gauge("vte_ready", "1 where this check of /ready holds, 0 where it does not.", ("check",))
DRAINING = Gauge("vte_draining", "1 once this worker was told to stop.")

for _stage in STAGES:  # there from the start, at zero: what never happened is told too
    TURN_SECONDS.labels(_stage)
