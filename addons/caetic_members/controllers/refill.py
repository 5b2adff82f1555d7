# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from lxml import html


def refill(response, typed, errors):
    """Return a page whose form is as it was filled in, each error beside its field.

    :param response: page with an empty form
    :param dict typed: text by name of field
    :param dict errors: sentence by name of field
    """
    response.flatten()
    page = html.fromstring(response.get_data(as_text=True))
    for field in page.xpath("//input[@name] | //select[@name] | //textarea[@name]"):
        name = field.get("name")
        if name in typed:
            _fill(field, typed[name])
        if name in errors:
            _tell(field, errors[name])
    response.set_data(html.tostring(page, doctype="<!DOCTYPE html>", encoding="utf-8"))
    return response


def _fill(field, text):
    if field.tag == "textarea":
        field.text = text
    elif field.tag == "select":
        for option in field.xpath(".//option"):
            option.attrib.pop("selected", None)
            if option.get("value") == text:
                option.set("selected", "selected")
    else:
        field.set("value", text)


def _tell(field, sentence):
    said = html.Element("p")
    said.set("id", f"{field.get('name')}-error")
    said.set("class", "text-danger small mb-0")
    said.text = sentence
    field.set("aria-invalid", "true")
    field.set("aria-describedby", said.get("id"))
    field.addnext(said)
