# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

VALUES = "/website/static/src/scss/options/user_values.scss"


def post_init_hook(env):
    """Let the website speak the company's language and tell Google of no reader."""
    company = env.ref("base.main_company")
    lang = env["res.lang"]._lang_get(company.partner_id.lang)
    websites = env["website"].search([("company_id", "=", company.id)])
    websites.write({"default_lang_id": lang.id, "language_ids": [(6, 0, lang.ids)]})
    fonts = ("font", "headings-font", "navbar-font", "buttons-font")
    values = dict.fromkeys(fonts, "'SYSTEM_FONTS'")
    env.ref("website.header_text_element").active = False  # Odoo's phone, not ours.
    env["website.assets"].make_scss_customization(VALUES, values)
