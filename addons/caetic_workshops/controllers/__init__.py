# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import feed, workshops
from . import here, sheets
from . import appointments, competences, feed, here, sheets, workshops
from . import accelerator, feed, here, sheets, workshops
