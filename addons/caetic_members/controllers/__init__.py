# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import home, indicators, notice, portal
from . import deadlines, file, home, indicators, package, portal, privacy, shares
