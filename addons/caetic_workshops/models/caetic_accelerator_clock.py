# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from ..engine import timer


class CaeticAcceleratorClock(models.Model):
    """Timer of the steps: kept by the server, the same on each screen (R1006)."""

    _inherit = "caetic.accelerator"

    step_id = fields.Many2one(
        "caetic.accelerator.step",
        string="Step that runs",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    step_seconds = fields.Integer(
        string="Seconds before the last pause", readonly=True, copy=False
    )
    step_started = fields.Datetime(string="Runs since", readonly=True, copy=False)

    def _get_clock(self):
        self.ensure_one()
        return timer.Clock(
            self.step_id.minutes, self.step_seconds, self.step_started or None
        )

    def _get_clock_state(self):
        """Return what a screen shows: state, step, whether it runs, seconds left."""
        self.ensure_one()
        now = fields.Datetime.now()
        clock = self._get_clock()
        return {
            "state": self.state,
            "step": self.step_id.id,
            "running": bool(clock.started),
            "remaining": timer.remaining(clock, now),
            "elapsed": timer.elapsed(clock, now),
        }

    def _run_clock(self, act):
        """Move the timer; two people who press at once move it once after the other.

        :param str act: start, pause, next, previous or finish
        :returns: whether the act is known
        """
        self.ensure_one()
        moves = {
            "start": self._start_clock,
            "pause": self._pause_clock,
            "next": self._next_step,
            "previous": self._previous_step,
            "finish": self._finish,
        }
        if act not in moves:
            return False
        self.lock_for_update()
        self.invalidate_recordset(["step_id", "step_seconds", "step_started", "state"])
        moves[act]()
        return True

    def _write_clock(self, clock, **values):
        self.write(
            {"step_seconds": clock.seconds, "step_started": clock.started, **values}
        )

    def _start_clock(self):
        if self.state in ("done", "cancelled"):
            return
        step = self.step_id or self.step_ids[:1]
        clock = timer.Clock(step.minutes, self.step_seconds, self.step_started or None)
        now = fields.Datetime.now()
        self._write_clock(timer.start(clock, now), step_id=step.id, state="running")

    def _pause_clock(self):
        self._write_clock(timer.pause(self._get_clock(), fields.Datetime.now()))

    def _next_step(self):
        self._go(1)

    def _previous_step(self):
        self._go(-1)

    def _go(self, move):
        """Go to another step; its time begins to run if the timer runs."""
        if self.state != "running" or not self.step_id:
            return
        ids = self.step_ids.ids
        place = ids.index(self.step_id.id) + move
        if not 0 <= place < len(ids):
            return
        started = fields.Datetime.now() if self.step_started else False
        self.write({"step_id": ids[place], "step_seconds": 0, "step_started": started})

    def _finish(self):
        if self.state == "cancelled":
            return
        clock = timer.pause(self._get_clock(), fields.Datetime.now())
        self._write_clock(clock, state="done")
