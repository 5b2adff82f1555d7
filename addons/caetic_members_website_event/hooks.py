# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def post_init_hook(env):
    """Let the website speak the cooperative's language, and with it the portal."""
    company = env.ref("base.main_company")
    lang = env["res.lang"]._lang_get(company.partner_id.lang)
    websites = env["website"].search([("company_id", "=", company.id)])
    websites.write({"default_lang_id": lang.id, "language_ids": [(6, 0, lang.ids)]})
