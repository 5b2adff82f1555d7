# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import test_appointment, test_competence, test_interview, test_time_report
