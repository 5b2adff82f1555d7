# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import joint_opportunity, joint_project_acts, joint_projects
