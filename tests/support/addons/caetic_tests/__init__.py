# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Loaded by the processes of the tests alone: what costs them, and proves nothing.

* A login takes most of a second of a processor, on purpose: here one round of the same
  function is enough, for passwords and for keys. (So do Odoo's own tests.)
* The first page in French reads the catalogue of each addon, in each process: what was
  found is kept beside the data, as long as the files are the same.
* Each test of the addons empties all caches, and the next page fills them: see
  ``caches``.
"""

import functools
import hashlib
import json
import os
import threading
from pathlib import Path

from passlib.context import CryptContext

from odoo.tools import config, translate

from odoo.addons.base.models import res_users

from . import caches


def keep_on_disk(read):
    """Read catalogues once for all processes.

    :param read: takes the name of a module, a language and what chooses the terms
    """

    @functools.wraps(read)
    def read_or_recall(module, lang, chosen):
        files = [Path(path) for path in translate.get_po_paths(module, lang)]
        stats = [(str(file), file.stat().st_mtime_ns) for file in files]
        made_of = repr((stats, lang, chosen.__qualname__)).encode()
        name = f"{module}-{hashlib.sha256(made_of).hexdigest()[:16]}.json"
        kept = Path(config["data_dir"]) / "catalogues" / name
        if kept.is_file():
            return json.loads(kept.read_text(encoding="utf-8"))
        found = read(module, lang, chosen)
        kept.parent.mkdir(parents=True, exist_ok=True)
        # Written apart: others read it, and write it, at the same instant.
        fresh = kept.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        fresh.write_text(json.dumps(found), encoding="utf-8")
        fresh.replace(kept)
        return found

    return read_or_recall


res_users.MIN_ROUNDS = 1
res_users.KEY_CRYPT_CONTEXT = CryptContext(["pbkdf2_sha512"], pbkdf2_sha512__rounds=1)
translate.CodeTranslations._get_code_translations = staticmethod(
    keep_on_disk(translate.CodeTranslations._get_code_translations)
)
