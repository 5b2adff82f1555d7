# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# A: catalogue, sessions, registrations, calendar feed
from . import caetic_workshop_module
from . import event_event
from . import event_slot
from . import event_registration
from . import caetic_session_facilitator

# B: attendance
from . import caetic_attendance

# C: coaching, competences, time
from . import caetic_interview
from . import caetic_plan_task

# D: accelerator, evaluation, proof
