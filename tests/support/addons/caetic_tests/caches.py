# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo's tests forget all caches after each test, to lose what the test put into them.

Then the next page compiles its templates again and looks up its bundles and routes,
half of the time of a test over HTTP. What is made of views, groups, files and routes
alone is kept here, unless the test emptied it: whatever changes one of these does.
"""

import functools

from odoo.orm.registry import _CACHES_BY_KEY, Registry

# Caches, and what empties each of them (as ``_CACHES_BY_KEY`` says).
KEPT = {
    "templates": {"templates", "groups"},
    "assets": {"assets"},
    "routing": {"routing"},
    "routing.rewrites": {"routing"},
}
clear_cache = Registry.clear_cache


def changed(registry):
    """Return the names by which caches were emptied since the last test."""
    return vars(registry).setdefault("caetic_changed", set())


@functools.wraps(clear_cache)
def note_and_clear(registry, *names):
    changed(registry).update(names)
    clear_cache(registry, *names)


def clear_all_but_kept(registry):
    """Empty every cache but those that nothing changed; signal no more than that."""
    emptied = changed(registry)
    kept = {name for name, causes in KEPT.items() if not emptied & causes}
    for name, cache in registry._Registry__caches.items():
        if name not in kept:
            cache.clear()
    registry.cache_invalidated.update(
        key for key, names in _CACHES_BY_KEY.items() if not kept & set(names)
    )
    emptied.clear()


Registry.clear_cache = note_and_clear
Registry.clear_all_caches = clear_all_but_kept
