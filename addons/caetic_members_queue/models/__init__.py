# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import caetic_batch_mixin, caetic_closing, res_config_settings
