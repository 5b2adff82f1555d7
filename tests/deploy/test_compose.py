# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the compose files promise, read as Docker reads them."""

import re
from pathlib import Path

import yaml

DOCKER = Path(__file__).resolve().parents[2] / "docker"
VARIABLE = re.compile(r"\$\{(\w+)")
SECRETS = ("PGPASSWORD", "POSTGRES_PASSWORD", "CAETIC_ADMIN_PASSWORD")
# The keys of the compose specification that a service may have, of those we know.
KEYS = {
    *("image", "build", "restart", "environment", "volumes", "healthcheck"),
    *("depends_on", "ports", "command", "stop_grace_period", "security_opt"),
    *("cap_drop", "profiles", "secrets", "networks"),
}


def _read(name):
    return yaml.safe_load((DOCKER / name).read_text(encoding="utf-8"))


def test_sections_and_keys_are_those_of_the_specification():
    """Docker refuses a key that it does not know."""
    for name in ("compose.yaml", "compose.dev.yaml"):
        document = _read(name)
        assert set(document) <= {"name", "services", "volumes"}
        for service in document["services"].values():
            assert set(service) <= KEYS


def test_dependencies_and_named_volumes_are_declared():
    """No service waits for one that is not there, no volume is made up."""
    document = _read("compose.yaml")
    for service in document["services"].values():
        assert set(service.get("depends_on", {})) <= set(document["services"])
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source[0] in "./$" or source in document["volumes"]


def test_every_service_tells_its_health():
    """``docker compose ps`` tells what is wrong; Odoo's is in the image."""
    services = _read("compose.yaml")["services"]
    assert all("healthcheck" in services[name] for name in ("database", "proxy"))
    assert "/web/health" in (DOCKER / "entrypoint.py").read_text(encoding="utf-8")
    assert "HEALTHCHECK" in (DOCKER / "Dockerfile").read_text(encoding="utf-8")


def test_secrets_come_from_the_environment_and_are_required():
    """No password is written in the files, none has a default."""
    for service in _read("compose.yaml")["services"].values():
        for name in set(SECRETS) & set(service.get("environment", {})):
            assert re.match(r"^\$\{\w+:\?", service["environment"][name])


def test_every_variable_is_explained():
    """The example of ``.env`` names each variable that the files read."""
    explained = (DOCKER / ".env.example").read_text(encoding="utf-8")
    asked = set(VARIABLE.findall((DOCKER / "compose.yaml").read_text("utf-8")))
    named = set(re.findall(r"^(?:# )?(\w+)=", explained, re.M))
    assert asked == named


def test_only_the_proxy_is_reached_from_outside():
    """PostgreSQL and Odoo publish no port."""
    services = _read("compose.yaml")["services"]
    assert [name for name in services if "ports" in services[name]] == ["proxy"]
