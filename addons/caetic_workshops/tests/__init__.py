# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import test_attendance, test_attendance_papers, test_attendance_portal
