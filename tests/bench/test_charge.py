"""The simulated day: its peak, and what happens where too few serve."""

from __future__ import annotations

from bench.charge.crowd import Seen
from bench.charge.day import DAY, PEAK, PEAK_AT, rate, simulate
from bench.charge.remembered import remembering


def test_the_peak_is_ten_times_the_mean_and_the_night_is_quiet():
    assert max(rate(second, 1.0) for second in range(0, int(DAY), 60)) == PEAK
    assert rate(PEAK_AT, 1.0) == PEAK and rate(3 * 3600.0, 1.0) < 0.2


def test_nobody_waits_where_all_can_be_served_at_once():
    day = simulate(mean=0.2, workers=4, services=[0.02])
    assert day.refused == 0 and day.percentile(0.99) < 0.05 and day.turns > 10_000


def test_where_too_few_serve_who_comes_at_the_peak_is_refused_and_nobody_waits_for_ever():
    day = simulate(mean=0.5, workers=1, services=[0.4])
    assert day.refused > 0 and max(day.waits) < 6


def test_the_percentile_of_the_requests_counts_each_try_by_itself():
    seen = Seen(waited=[7.0], tries=[5.0, 2.0])
    assert seen.percentile(0.99) == 7000 and seen.percentile_of_tries(0.99) == 5000


def test_a_sentence_is_judged_once_for_each_question_and_what_is_known():
    asked = []

    def judge(_: object, text: str, question: str | None, *rest: object) -> int:
        asked.append((text, question, *rest))
        return len(asked)

    judged = remembering(judge)
    first = judged(None, "on est 45", "effectif", [])
    assert judged(None, "on est 45", "effectif", []) == first
    assert judged(None, "on est 45", None, []) != first
    assert judged(None, "on est 45", "effectif", [], ("effectif",)) != first
    assert len(asked) == 3
