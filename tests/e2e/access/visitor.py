# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Somebody who tries each door of the server, and what the answers give away."""

import base64
import io
import json
import re
import zipfile
from dataclasses import dataclass
from hashlib import sha1

import requests

TIMEOUT = 120
# How Odoo says no. Another error is no refusal: the call was wrong, not forbidden.
REFUSALS = (
    "odoo.exceptions.AccessDenied",
    "odoo.exceptions.AccessError",
    "odoo.exceptions.MissingError",
    "odoo.http.SessionExpiredException",
    "werkzeug.exceptions.Forbidden",
    "werkzeug.exceptions.NotFound",
    "werkzeug.exceptions.Unauthorized",
)
CLOSED = (401, 403, 404)


@dataclass
class Answer:
    """What came back.

    :ivar error: name of the exception, if there was one
    """

    status: int
    content: bytes
    location: str = ""
    error: str = ""
    message: str = ""
    result: object = None

    @property
    def refused(self):
        return self.error in REFUSALS or self.status in CLOSED

    @property
    def done(self):
        return not self.error and self.status < 400

    @property
    def outcome(self):
        return "done" if self.done else "refused" if self.refused else "stumbled"

    @property
    def text(self):
        """All that can be read in the answer, spreadsheets included."""
        if self.content.startswith(b"PK\x03\x04"):
            archive = zipfile.ZipFile(io.BytesIO(self.content))
            parts = [archive.read(name) for name in archive.namelist()]
            return b"\n".join(parts).decode(errors="replace")
        return self.content.decode(errors="replace")


class Secret:
    """What gives a side away: its mark, its numbers, its amounts, its files, its links.

    :param side: what an entrepreneur has
    """

    def __init__(self, side):
        words = [side["mark"], *side["names"], *side["tokens"]]
        # A file that is read as a field is packed.
        words.append(base64.b64encode(side["mark"].encode()).decode().rstrip("="))
        words += [rf"193[.,]{side['cents']}"]
        self.words = re.compile("|".join(words), re.I)
        self.files = set(side["files"])

    def found_in(self, answer):
        """Return what an answer gives away, or an empty text."""
        if answer.content.startswith(b"%PDF"):
            return "a PDF"
        # The digest that Odoo keeps of each file.
        if sha1(answer.content, usedforsecurity=False).hexdigest() in self.files:
            return "a file"
        found = self.words.search(f"{answer.location} {answer.text}")
        return found[0] if found else ""


class Visitor:
    """A person logged in, or nobody, with a key of the external interface.

    :param login: None for a visitor without an account
    """

    def __init__(self, url, database, login=None, password=None, key=None):
        self.url, self.database, self.login, self.key = url, database, login, key
        self.session = requests.Session()
        self.session.trust_env = False
        self.outside = requests.Session()
        self.outside.trust_env = False
        self._token = None
        if login:
            params = {"db": database, "login": login, "password": password}
            assert self.json("/web/session/authenticate", params).result["uid"]

    def call(self, model, method, args=(), values=None):
        """Call a method by ``/web/dataset/call_kw``."""
        names = {"args": list(args), "kwargs": values or {}}
        params = {"model": model, "method": method, **names}
        return self.json(f"/web/dataset/call_kw/{model}/{method}", params)

    def call2(self, model, method, body):
        """Call a method by ``/json/2`` with the key."""
        headers = {"Authorization": f"bearer {self.key}"} if self.key else {}
        headers["X-Odoo-Database"] = self.database
        path = f"/json/2/{model}/{method}"
        return self._send("post", path, self.outside, json=body, headers=headers)

    def json(self, path, params):
        """Send a JSON-RPC request, as the scripts of the pages do."""
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        return self._send("post", path, json=body)

    def get(self, path, /, **query):
        return self._send("get", path, params=query)

    def post(self, path, form, token=True, files=()):
        """Send a form, with the token that its page would hold.

        :param files: names of the fields that hold a file, or ``{name: (name of the
            file, bytes, type)}``
        """
        data = {"csrf_token": self.token(), **form} if token else form
        given = files if isinstance(files, dict) else {}
        paper = ("x.txt", b"x", "text/plain")
        sent = {name: given.get(name, paper) for name in files}
        return self._send("post", path, data=data, files=sent)

    def token(self):
        """The token against forged requests of this session, read in a page."""
        if not self._token:
            path = "/my" if self.login else "/web/login"
            page = self.session.get(self.url + path, timeout=TIMEOUT).text
            self._token = re.search(r'csrf_token: "(\w+)"', page)[1]
        return self._token

    def _send(self, verb, path, session=None, **options):
        response = (session or self.session).request(
            verb, self.url + path, timeout=TIMEOUT, allow_redirects=False, **options
        )
        answer = Answer(
            response.status_code,
            response.content,
            response.headers.get("Location", ""),
        )
        if "json" in response.headers.get("Content-Type", ""):
            _read_json(answer)
        return answer


def _read_json(answer):
    """Fill in the result or the name of the exception, of both kinds of doors."""
    try:
        body = json.loads(answer.content)
    except ValueError:
        return
    if not isinstance(body, dict) or "jsonrpc" not in body:
        answer.result = body
        if answer.status >= 400 and isinstance(body, dict):
            _read_error(answer, body)
        return
    answer.result = body.get("result")
    if "error" in body:
        _read_error(answer, body["error"].get("data") or body["error"])


def _read_error(answer, error):
    answer.error = error.get("name") or "error"
    answer.message = (error.get("message") or "")[:300]
