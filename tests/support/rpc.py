# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The doors of Odoo's server, as any client outside uses them."""

import json
import urllib.error
import urllib.request
from http.cookiejar import CookieJar

TIMEOUT = 120


class RpcError(Exception):
    """A refusal of the server.

    :ivar name: the exception's name on the server (``odoo.exceptions.AccessError``)
    :ivar status: HTTP status
    """

    def __init__(self, name, message, status=200, debug=""):
        super().__init__(f"{name}: {message}")
        self.name = name
        self.message = message
        self.status = status
        self.debug = debug


class JsonRpc:
    """A session of the web client: ``call_kw`` as a browser sends it.

    :param url: address of the server
    :param database: name of the database
    """

    def __init__(self, url, database, login, password):
        self.url = url
        self.database = database
        self.cookies = CookieJar()
        handler = urllib.request.HTTPCookieProcessor(self.cookies)
        self.opener = urllib.request.build_opener(handler)
        self.session = self.post(
            "/web/session/authenticate",
            {"db": database, "login": login, "password": password},
        )
        self.uid = self.session["uid"]

    def post(self, path, params):
        """Send one JSON-RPC request and return its result.

        :raises RpcError: when the server refuses
        """
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        request = urllib.request.Request(
            self.url + path, body.encode(), {"Content-Type": "application/json"}
        )
        try:
            with self.opener.open(request, timeout=TIMEOUT) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as error:
            text = error.read().decode(errors="replace")
            raise RpcError("http", text[:300], error.code) from error
        if "error" in answer:
            data = answer["error"].get("data") or {}
            raise RpcError(
                data.get("name", "unknown"),
                data.get("message", answer["error"].get("message", "")),
                debug=data.get("debug", ""),
            )
        return answer.get("result")

    def call(self, model, method, *args, **kwargs):
        """Call a method of a model: ``/web/dataset/call_kw``."""
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.post(f"/web/dataset/call_kw/{model}/{method}", params)

    def get(self, path):
        """Open a page and return its HTTP status and text."""
        try:
            with self.opener.open(self.url + path, timeout=TIMEOUT) as response:
                return response.status, response.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")


class Json2:
    """The external interface: ``/json/2/<model>/<method>`` with a bearer key."""

    def __init__(self, url, database, key):
        self.url = url
        self.headers = {
            "Content-Type": "application/json",
            "Authorization": f"bearer {key}",
            "X-Odoo-Database": database,
        }

    def call(self, model, method, ids=(), **kwargs):
        """Call a method and return its result.

        :raises RpcError: with the HTTP status when the server refuses
        """
        body = dict(kwargs, ids=list(ids)) if ids else kwargs
        request = urllib.request.Request(
            f"{self.url}/json/2/{model}/{method}",
            json.dumps(body).encode(),
            self.headers,
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            answer = _refusal(error.read())
            name, message = answer.get("name", "http"), answer.get("message", "")
            raise RpcError(
                name, message, error.code, answer.get("debug", "")
            ) from error


def _refusal(body):
    try:
        answer = json.loads(body)
    except ValueError:
        return {"message": body.decode(errors="replace")[:300]}
    return answer if isinstance(answer, dict) else {"message": str(answer)}
