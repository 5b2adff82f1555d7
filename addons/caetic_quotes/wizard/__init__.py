# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import sale_advance_payment_inv, sale_order_refuse
