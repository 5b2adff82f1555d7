# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Compose's processes without Docker: Odoo, websockets and the proxy with TLS."""

import os
import signal
import ssl
import subprocess

from caetic_cli import databases, debian, paths
from caetic_cli.server import free_port
from support.compose import ROOT, compose_environment, page, started

HANDSHAKE = (
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
)


def _caddy(folder):
    debian.unpack(debian.Apt("caddy").fetch(["caddy"]), folder)
    return folder / "usr/bin/caddy"


def _proxy_settings(odoo, folder):
    """The proxy's variables: a free port, the processes on this machine."""
    port = free_port()
    domain = {"CAETIC_DOMAIN": f"localhost:{port}"}
    return port, {
        **compose_environment("proxy", domain),
        "CAETIC_ODOO": f"127.0.0.1:{odoo['CAETIC_PORT']}",
        "CAETIC_WEBSOCKET": f"127.0.0.1:{odoo['CAETIC_GEVENT_PORT']}",
        "HOME": str(folder),
        "PATH": os.environ["PATH"],
    }


def _websocket(url):
    """Return the status of a websocket's handshake."""
    headers = [part for line in HANDSHAKE for part in ("-H", line)]
    address = f"{url}/websocket?version=19.0-1"
    origin = ["-H", f"Origin: {url}", "-o", os.devnull, "-w", "%{http_code}"]
    command = ["curl", "-sk", "--http1.1", "-m", "3", *headers, *origin, address]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_compose_processes_serve_a_site_over_tls(cluster, odoo_settings, tmp_path):
    """A new database, a French login page by https, websockets, a clean stop."""
    log, proxy_log = tmp_path / "odoo.log", tmp_path / "proxy.log"
    data = tmp_path / "data"
    data.mkdir()
    settings = odoo_settings | {
        "CAETIC_DATA": str(data),
        "OPENSSL_CONF": os.devnull,
        "PATH": f"{paths.BIN}:{cluster.binaries()}:{os.environ['PATH']}",
    }
    port, proxy_settings = _proxy_settings(odoo_settings, tmp_path)
    proxy = [_caddy(tmp_path / "caddy"), "run", "--adapter", "caddyfile", "--config"]
    proxy.append(_caddyfile(tmp_path))
    serve = [paths.PYTHON, ROOT / "docker/entrypoint.py", "serve"]
    with started(serve, log, env=settings) as odoo:
        for name in ("CAETIC_PORT", "CAETIC_GEVENT_PORT"):
            page(f"http://127.0.0.1:{settings[name]}/web/health", odoo, log)
        with started(proxy, proxy_log, env=proxy_settings) as caddy:
            url = f"https://localhost:{port}"
            untrusted = ssl._create_unverified_context()  # noqa: S323 - its own CA
            status, text = page(
                f"{url}/web/login", caddy, proxy_log, seconds=60, context=untrusted
            )
            assert status == 200
            assert "Mot de passe" in text
            assert _websocket(url) == "101"
        odoo.send_signal(signal.SIGTERM)
        assert odoo.wait(60) == 0
    assert "Traceback" not in log.read_text()
    _check_database(settings, cluster)


def _caddyfile(folder):
    """The proxy's file; without port 80 and its own certificate installed nowhere."""
    path = folder / "Caddyfile"
    options = "admin off\nauto_https disable_redirects\nskip_install_trust"
    site = (ROOT / "docker/Caddyfile").read_text("utf-8")
    path.write_text(f"{{\n{options}\n}}\n{site}")
    return path


def _check_database(settings, cluster):
    """The address is the site's, frozen; every addon but the story is there."""
    query = "SELECT key, value FROM ir_config_parameter WHERE key LIKE '%.url%'"
    name = settings["CAETIC_DATABASE"]
    found = dict(line.split("|") for line in cluster.sql(query, name).split())
    wanted = {
        "web.base.url": "https://localhost",
        "web.base.url.freeze": "True",
        "report.url": f"http://127.0.0.1:{settings['CAETIC_PORT']}",
    }
    assert wanted.items() <= found.items()
    assert databases._missing(name, databases.members_of("full")) == []
