# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Quotes",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "summary": "Quotes from the portal, signed online, invoiced by deposits and stages",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_invoicing", "sale"],
    "data": [
        "security/ir.model.access.csv",
        "security/sale_order_security.xml",
        "security/caetic_quote_stage_security.xml",
        "data/ir_sequence_data.xml",
        "data/mail_template_data.xml",
        "report/sale_order_templates.xml",
        "wizard/sale_order_refuse_views.xml",
        "views/sale_order_views.xml",
        "views/caetic_activity_views.xml",
        "views/caetic_desk_views.xml",
        "views/res_config_settings_views.xml",
        "views/caetic_quotes_menus.xml",
        "views/portal_frame_templates.xml",
        "views/quote_portal_templates.xml",
        "views/quote_form_portal_templates.xml",
        "views/customer_portal_templates.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "caetic_members/static/report/document.scss",
        ],
    },
}
