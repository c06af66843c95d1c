"""The simulated day: its peak, and what happens where too few serve."""

from __future__ import annotations

from bench.charge.day import DAY, PEAK, PEAK_AT, rate, simulate


def test_the_peak_is_ten_times_the_mean_and_the_night_is_quiet():
    assert max(rate(second, 1.0) for second in range(0, int(DAY), 60)) == PEAK
    assert rate(PEAK_AT, 1.0) == PEAK and rate(3 * 3600.0, 1.0) < 0.2


def test_nobody_waits_where_all_can_be_served_at_once():
    day = simulate(mean=0.2, workers=4, services=[0.02])
    assert day.refused == 0 and day.percentile(0.99) < 0.05 and day.turns > 10_000


def test_where_too_few_serve_who_comes_at_the_peak_is_refused_and_nobody_waits_for_ever():
    day = simulate(mean=0.5, workers=1, services=[0.4])
    assert day.refused > 0 and max(day.waits) < 6
