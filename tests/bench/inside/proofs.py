# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A bundle of proofs of many sessions, in a process of its own."""

import resource
import time
import zipfile
from datetime import date, timedelta
from io import BytesIO

DAY_ONE = date(2026, 1, 5)
MORNING = (9.0, 12.5)


def seed(env, sessions, people):
    """Create sessions that are over, each with its people present and its sheet closed.

    :returns: number of sheets closed
    """
    funder = env["res.partner"].create(
        {"name": "Région", "is_company": True, "caetic_organisation_kind": "funder"}
    )
    action = env["caetic.funded.action"].create(
        {"name": "Mesure", "funder_id": funder.id, "date_start": DAY_ONE}
    )
    partners = env["res.partner"].create(
        [{"name": f"Personne {number:03d}"} for number in range(people)]
    )
    env["caetic.member"].create([{"partner_id": one.id} for one in partners])
    module = env.ref("caetic_workshops.module_management")
    events = env["event.event"].create(
        [_prepare(module, action, partners, number) for number in range(sessions)]
    )
    slots = events.event_slot_ids
    slots._caetic_fill_sheet_sudo()
    slots.caetic_attendance_ids.state = "present"
    # The copies are printed by the bundle: that is the work to measure.
    slots.with_context(caetic_no_archive=True).action_caetic_close_sheet()
    env.cr.commit()
    return len(slots)


def _prepare(module, action, partners, number):
    day = DAY_ONE + timedelta(days=number)
    return {
        "name": f"Atelier {number:03d}",
        "caetic_module_id": module.id,
        "caetic_funded_action_id": action.id,
        "date_tz": "Europe/Paris",
        "event_slot_ids": [
            (0, 0, {"date": day, "start_hour": MORNING[0], "end_hour": MORNING[1]})
        ],
        "registration_ids": [(0, 0, {"partner_id": one.id}) for one in partners],
    }


def build(env):
    """Make the bundle of all of them.

    :returns: what it took, and what it holds
    """
    action = env["caetic.funded.action"].search([("name", "=", "Mesure")], limit=1)
    bundle = env["caetic.proof.bundle"].create(
        {
            "funder_id": action.funder_id.id,
            "funded_action_id": action.id,
            "date_from": DAY_ONE,
            "date_to": DAY_ONE + timedelta(days=365),
            "state": "running",
        }
    )
    env.cr.commit()
    seen = _watch(bundle)
    start = time.perf_counter()
    bundle._build()
    seconds = time.perf_counter() - start
    env.cr.commit()
    content = bundle.attachment_id.raw
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
    return {
        "state": bundle.state,
        "problems": bundle.problem_ids.mapped("name")[:5],
        "seconds": round(seconds, 1),
        "peak_mb": peak,
        "zip_mb": round(len(content) / 1024 / 1024, 1),
        "progress": seen,
        "hours": bundle.hours,
        "sheets": len([name for name in names if name.startswith("Feuilles/")]),
        "certificates": len([n for n in names if n.startswith("Attestations/")]),
    }


def _watch(bundle):
    """Note the progress after each slice, as somebody who looks reads it."""
    seen = []
    model = type(bundle)
    make = model._make_parts

    def watched(self, events):
        make(self, events)
        seen.append(self.session_done)

    model._make_parts = watched
    return seen
