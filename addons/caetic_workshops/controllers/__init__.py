# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import accelerator
from . import here, sheets
from . import feed, workshops
