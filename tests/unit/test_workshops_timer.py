# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Timer of the project accelerator (R1004, R1006)."""

from datetime import datetime, timedelta

from caetic_workshops_engine.timer import (
    Clock,
    elapsed,
    pause,
    remaining,
    start,
    total_minutes,
)

NOON = datetime(2026, 11, 27, 12, 0, 0)


def after(seconds):
    return NOON + timedelta(seconds=seconds)


def test_the_usual_steps_make_59_minutes():
    assert total_minutes((5, 5, 5, 3, 25, 8, 8)) == 59


def test_a_step_that_waits_does_not_run():
    assert elapsed(Clock(5), after(900)) == 0
    assert remaining(Clock(5), after(900)) == 300


def test_a_running_step_shows_what_is_left():
    clock = start(Clock(5), NOON)
    assert remaining(clock, after(60)) == 240
    assert remaining(clock, after(330)) == -30


def test_a_pause_stops_it_and_starting_again_goes_on():
    clock = pause(start(Clock(5), NOON), after(100))
    assert clock == Clock(5, seconds=100)
    assert remaining(clock, after(1000)) == 200
    again = start(clock, after(1000))
    assert remaining(again, after(1050)) == 150


def test_starting_twice_changes_nothing():
    clock = start(Clock(5), NOON)
    assert start(clock, after(60)) == clock


def test_another_clock_that_is_late_takes_nothing_away():
    assert elapsed(start(Clock(5), NOON), after(-3)) == 0
