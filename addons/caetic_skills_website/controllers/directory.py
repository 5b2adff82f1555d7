# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from werkzeug.exceptions import BadRequest, NotFound

from odoo.http import Controller, request, route
from odoo.tools.json import scriptsafe

from odoo.addons.portal.controllers.portal import pager as portal_pager

PAGE_SIZE = 24
MAX_PAGE = 10_000
MAX_QUERY = 100
GET = {
    "type": "http",
    "website": True,
    "readonly": True,
    "sitemap": False,
}


def directory_company():
    """Return the company whose directory the website shows, in superuser mode.

    :raises NotFound: where the cooperative has none
    """
    # A switch and an introduction, there to be read by everybody.
    company_sudo = request.website.sudo().company_id
    if not company_sudo.caetic_directory:
        raise NotFound
    return company_sudo


def check_address(text):
    """Refuse what no address of ours holds; Odoo would look it up in the database.

    :raises BadRequest: for signs that are not printed
    """
    if not text.isprintable():
        raise BadRequest


def render_public(template, values, status=200):
    """Return a page that nobody keeps a copy of: what is withdrawn is gone at once.

    :param dict values: ``description`` and ``graph`` of the page, and what it shows
    """
    graph = values.get("graph")
    told = {
        **values,
        "json_ld": scriptsafe.dumps(graph) if graph else "",
        # Else Odoo tells other sites of the template, by its English name.
        "main_object": request.env["ir.ui.view"],
    }
    view = f"caetic_skills_website.{template}"
    response = request.render(view, told, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


class CaeticDirectory(Controller):
    """Public directory: who can do what in the cooperative, as each wishes to say."""

    @route("/annuaire", auth="public", **{**GET, "sitemap": True})
    def directory_home(self, q="", **kw):
        return self._directory_list("/annuaire", q)

    @route("/annuaire/page/<int:page>", auth="public", **GET)
    def directory_home_page(self, page, q="", **kw):
        return self._directory_list("/annuaire", q, page)

    @route("/annuaire/<string:slug>", auth="public", **GET)
    def directory_trade(self, slug, q="", **kw):
        return self._directory_trade(slug, q)

    @route("/annuaire/<string:slug>/page/<int:page>", auth="public", **GET)
    def directory_trade_page(self, slug, page, q="", **kw):
        return self._directory_trade(slug, q, page)

    def _directory_trade(self, slug, query, page=1):
        check_address(slug)
        trade_sudo = request.env["caetic.trade"]._public_get(slug)
        if not trade_sudo:
            raise NotFound
        link = trade_sudo._public_get_link()
        if link["url"] != f"/annuaire/{slug}":
            # Only towards a page that is there: the address holds a name.
            profiles = request.env["caetic.profile"]
            if not profiles._public_find(directory_company(), trade_sudo, limit=1)[0]:
                raise NotFound
            return request.redirect(link["url"], code=301)
        return self._directory_list(link["url"], query, page, trade_sudo)

    def _directory_list(self, url, query, page=1, trade=None):
        """Return a list of people: all, of a trade, or those that words find."""
        company = directory_company()
        query = query[:MAX_QUERY].strip()
        page = min(max(page, 1), MAX_PAGE)
        profiles = request.env["caetic.profile"]
        offset = (page - 1) * PAGE_SIZE
        cards, total = profiles._public_find(company, trade, query, offset, PAGE_SIZE)
        # A trade that nobody shows has no page; neither has a page after the last.
        if not cards and (page > 1 or (trade and not query)):
            raise NotFound
        title = trade.name if trade else self._directory_title(company)
        base = request.website.get_base_url()
        families = []
        if not trade and not query and page == 1:
            families = request.env["caetic.trade"]._public_get_families(company)
        return render_public(
            "directory_list",
            {
                "company": company,
                "heading": title,
                "additional_title": title,
                "intro": "" if trade else company.caetic_directory_intro or "",
                "website_meta_description": self._directory_words(company, trade),
                "is_trade": bool(trade),
                "query": query,
                "cards": cards,
                "total": total,
                "families": families,
                "url": url,
                "og_url": base + url,
                "og_type": "website",
                "pager": portal_pager(
                    url, total, page, PAGE_SIZE, url_args={"q": query} if query else {}
                ),
                "noindex": bool(query) or not company.caetic_directory_indexed,
                "graph": profiles._public_get_list_graph(title, url, cards, base),
            },
        )

    def _directory_title(self, company):
        return company.caetic_directory_title or request.env._("Directory of skills")

    def _directory_words(self, company, trade=None):
        """Return what search engines quote of a list."""
        if trade:
            return request.env._(
                "%(trade)s: people of %(company)s, their skills and how to reach them.",
                trade=trade.name,
                company=company.name,
            )
        return (company.caetic_directory_intro or "")[:300] or request.env._(
            "Who can do what at %(company)s.", company=company.name
        )

    @route("/annuaire/personnes/<string:slug>", auth="public", **GET)
    def directory_person(self, slug, **kw):
        check_address(slug)
        company = directory_company()
        profiles = request.env["caetic.profile"]
        profile_sudo = profiles._public_get(slug, company)
        if not profile_sudo:
            raise NotFound
        page = profile_sudo._public_get_page()
        if page["url"] != f"/annuaire/personnes/{slug}":
            return request.redirect(page["url"], code=301)
        base = request.website.get_base_url()
        trades = ", ".join(trade["name"] for trade in page["trades"])
        return render_public(
            "directory_person",
            {
                "company": company,
                "page": page,
                "additional_title": page["name"],
                "website_meta_description": page["headline"] or trades or page["name"],
                "og_url": base + page["url"],
                "og_type": "profile",
                "og_image": page["photo"] and base + page["photo"],
                "noindex": not company.caetic_directory_indexed,
                "graph": profile_sudo._public_get_graph(page, base),
            },
        )

    @route("/realisations", auth="public", **{**GET, "sitemap": True})
    def directory_showcase(self, **kw):
        company = directory_company()
        projects = request.env["caetic.portfolio.item"]._public_get_showcase(company)
        words = request.env._(
            "What people of %(company)s made together.", company=company.name
        )
        return render_public(
            "directory_showcase",
            {
                "company": company,
                "projects": projects,
                "additional_title": request.env._("Joint projects"),
                "website_meta_description": words,
                "og_url": request.website.get_base_url() + "/realisations",
                "og_type": "website",
                "noindex": not company.caetic_directory_indexed,
            },
        )

    # -- files ------------------------------------------------------------------------

    @route("/annuaire/image/<string:kind>/<int:number>", auth="public", **GET)
    def directory_image(self, kind, number, **kw):
        """A picture whose publication was checked; browsers ask again each time."""
        check_address(kind)
        company = directory_company()
        profiles = request.env["caetic.profile"]
        record_sudo, field = profiles._public_get_image(kind, number, company)
        if not record_sudo:
            raise NotFound
        binaries = request.env["ir.binary"]
        stream = binaries._get_image_stream_from(record_sudo, field)
        response = stream.get_response(immutable=False)
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    @route("/annuaire/sitemap.xml", auth="public", **{**GET, "multilang": False})
    def directory_sitemap(self, **kw):
        """Addresses of today: Odoo's own sitemap is kept for hours, this one is not."""
        company = directory_company()
        paths = []
        if company.caetic_directory_indexed:
            pages = request.env["caetic.profile"]._public_get_entries(company)
            paths = ["/annuaire", "/realisations", "/annuaire/besoin", *pages]
        values = {
            "locs": [{"loc": path} for path in paths],
            "url_root": request.website.get_base_url(),
        }
        views = request.env["ir.ui.view"]
        addresses = views._render_template("website.sitemap_locs", values)
        content = views._render_template("website.sitemap_xml", {"content": addresses})
        headers = [
            ("Content-Type", "application/xml;charset=utf-8"),
            ("Cache-Control", "no-store"),
        ]
        return request.make_response(content, headers)
