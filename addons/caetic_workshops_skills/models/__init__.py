# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import caetic_profile, caetic_skill_topic, caetic_workshop_module
