# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Members - Queue",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Cooperative",
    "summary": "Long work of the cooperative as jobs of several workers",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_members", "queue_job"],
    "data": [
        "data/queue_job_channel_data.xml",
        "views/caetic_closing_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "auto_install": True,
}
