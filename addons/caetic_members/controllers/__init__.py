# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import home, indicators, portal
from . import deadlines, home, portal
from . import home, portal, shares
