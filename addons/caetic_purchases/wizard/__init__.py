# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import caetic_purchase_refuse, caetic_purchase_route, caetic_purchase_route_share
