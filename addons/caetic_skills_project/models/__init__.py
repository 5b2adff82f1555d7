# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    caetic_activity,
    caetic_joint_entry,
    caetic_joint_partner,
    caetic_joint_partner_mail,
    caetic_member,
    caetic_opportunity,
    caetic_portfolio_item,
    project_project,
    project_project_close,
    project_project_portal,
    project_project_portal_acts,
    project_project_portal_papers,
    project_project_portal_tasks,
    project_project_talk,
    project_task,
    res_users,
)
