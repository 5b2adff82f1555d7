# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Facts of a page for machines: schema.org, as dictionaries to be written as JSON.

They are made of what the page itself shows, and of nothing else.
"""

CONTEXT = "https://schema.org"
SKILLS_SAID = 20


def _filled(values):
    return {key: value for key, value in values.items() if value}


def person_graph(page, organisation):
    """Return the facts of a person's page.

    :param dict page: what the page shows; keys that are missing or empty are not said
    :param dict organisation: ``name`` and ``url`` of the cooperative
    """
    house = {"@type": "Organization", **_filled(organisation)}
    skills = [row["name"] for kind in page.get("skills", ()) for row in kind["rows"]]
    person = _filled(
        {
            "@type": "Person",
            "@id": f"{page['url']}#person",
            "name": page["name"],
            "url": page["url"],
            "description": page.get("headline"),
            "image": page.get("photo_url"),
            "jobTitle": [trade["name"] for trade in page.get("trades", ())],
            "knowsAbout": skills[:SKILLS_SAID],
            "sameAs": page.get("website"),
            "address": _place(page.get("town")),
            "memberOf": house,
        }
    )
    services = [
        _filled(
            {
                "@type": "ProfessionalService",
                "name": brand["name"],
                "url": brand.get("website") or page["url"],
                "address": _place(page.get("town")),
                "priceRange": page.get("rate"),
                "employee": {"@id": person["@id"]},
            }
        )
        for brand in page.get("brands", ())
    ]
    return {"@context": CONTEXT, "@graph": [person, *services]}


def _place(town):
    return town and {"@type": "PostalAddress", "addressLocality": town}


def item_list(name, url, entries):
    """Return the facts of a list.

    :param entries: ``(name, address)`` in the order of the page
    """
    return {
        "@context": CONTEXT,
        "@type": "ItemList",
        "name": name,
        "url": url,
        "numberOfItems": len(entries),
        "itemListElement": [
            {"@type": "ListItem", "position": rank, "name": label, "url": address}
            for rank, (label, address) in enumerate(entries, 1)
        ],
    }
