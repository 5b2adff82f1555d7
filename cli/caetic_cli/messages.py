# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""English messages and their French, chosen by the locale."""

import os

FRENCH = {
    "Checking the machine": "Vérification de la machine",
    "Python environment": "Environnement Python",
    "Python packages": "Paquets Python",
    "Odoo 19 from Debian's package": "Odoo 19, paquet Debian",
    "Files that Debian's package misses": "Fichiers absents du paquet Debian",
    "wkhtmltopdf with patched Qt": "wkhtmltopdf avec Qt modifié",
    "Chromium for the tests": "Chromium pour les tests",
    "PostgreSQL": "PostgreSQL",
    "Database {name}": "Base de données {name}",
    "Base of Odoo in French": "Base d'Odoo en français",
    "Addons: {names}": "Modules : {names}",
    "Server": "Serveur",
    "already there": "déjà prêt",
    "done in {seconds:.0f} s": "fait en {seconds:.0f} s",
    "failed after {seconds:.0f} s": "échec après {seconds:.0f} s",
    "Setup is complete ({seconds:.1f} s).": "Installation terminée ({seconds:.1f} s).",
    "CAETIC is served at {url}": "CAETIC est servi à l'adresse {url}",
    "This took {seconds:.0f} s.": "Durée : {seconds:.0f} s.",
    "Stop it with: ./caetic stop": "Pour l'arrêter : ./caetic stop",
    "The server is stopped.": "Le serveur est arrêté.",
    "No server is running.": "Aucun serveur n'est lancé.",
    "Demo logins": "Comptes de démonstration",
    "role": "rôle",
    "name": "nom",
    "login": "identifiant",
    "password": "mot de passe",
    "page": "page",
    "Another program uses port {port}: choose one with --port.": (
        "Un autre programme occupe le port {port} : choisissez-en un avec --port."
    ),
    "The command {name} is missing: {help}": ("La commande {name} manque : {help}"),
    "install it with: apt-get install {package}": (
        "installez-la par : apt-get install {package}"
    ),
    "Odoo's package comes from Debian: this system has no {name}. Set ODOO_HOME to "
    "the folder that holds an odoo 19 package of yours.": (
        "Le paquet d'Odoo vient de Debian : ce système n'a pas {name}. Donnez à "
        "ODOO_HOME le dossier qui contient votre propre paquet odoo 19."
    ),
    "Debian's signing keys are missing. Get them with: apt-get install "
    "debian-archive-keyring": (
        "Les clés de signature de Debian manquent. Obtenez-les par : apt-get install "
        "debian-archive-keyring"
    ),
    "{program} lacks: {names}": "Il manque à {program} : {names}",
    "Broken packages: {names}": "Paquets abîmés : {names}",
    "There is nothing in {folder}.": "Il n'y a rien dans {folder}.",
    "waiting for another ./caetic": "attente d'un autre ./caetic",
    "PostgreSQL from a Python wheel": "PostgreSQL, paquet Python",
    "npm is missing: video calls will not blur the background.": (
        "npm manque : les appels vidéo ne flouteront pas l'arrière-plan."
    ),
    "Debian could not be reached. Check the network, or use --offline DIR with a "
    "folder made by: ./caetic setup --download DIR": (
        "Debian n'a pas pu être joint. Vérifiez le réseau, ou employez --offline DIR "
        "avec un dossier fait par : ./caetic setup --download DIR"
    ),
    "{home} holds no Odoo 19 (no odoo/release.py).": (
        "{home} ne contient pas d'Odoo 19 (pas de odoo/release.py)."
    ),
    "Odoo {version} was found; this suite needs Odoo 19.0.": (
        "Odoo {version} a été trouvé ; cette suite demande Odoo 19.0."
    ),
    "{free:.1f} GB are free under {folder}; {need} GB are needed.": (
        "{free:.1f} Go sont libres sous {folder} ; il en faut {need}."
    ),
    "The step failed. The end of its log ({log}):": (
        "L'étape a échoué. Fin de son journal ({log}) :"
    ),
    "The server did not answer. The end of its log ({log}):": (
        "Le serveur n'a pas répondu. Fin de son journal ({log}) :"
    ),
    "There is no database {name}.": "Il n'y a pas de base {name}.",
    "{name} is no backup of CAETIC: {error}": (
        "{name} n'est pas une sauvegarde de CAETIC : {error}"
    ),
    "A database is named caetic, caetic_…: not {name}.": (
        "Une base s'appelle caetic, caetic_… : pas {name}."
    ),
    "There is no file {name}.": "Il n'y a pas de fichier {name}.",
    "Backup written: {name}": "Sauvegarde écrite : {name}",
    "Database restored: {name}": "Base restaurée : {name}",
    "running": "en marche",
    "stopped": "arrêté",
    "PostgreSQL is missing: ./caetic setup gets it.": (
        "PostgreSQL manque : ./caetic setup l'obtient."
    ),
    "The PostgreSQL server {host}:{port} does not answer to {user}.": (
        "Le serveur PostgreSQL {host}:{port} ne répond pas à {user}."
    ),
    "The data of PostgreSQL is in {folder}.": (
        "Les données de PostgreSQL sont dans {folder}."
    ),
    "Only Linux is supported: use the image of docker/.": (
        "Seul Linux est pris en charge : employez l'image de docker/."
    ),
    "Interrupted: run the same command again, it resumes.": (
        "Interrompu : relancez la même commande, elle reprend."
    ),
    "The addons have changed since: ./caetic db reset makes it anew.": (
        "Les modules ont changé depuis : ./caetic db reset la refait."
    ),
    "Name the file: ./caetic db restore FILE": (
        "Nommez le fichier : ./caetic db restore FICHIER"
    ),
    "Suite": "Suite",
    "passed": "réussis",
    "failed": "échoués",
    "skipped": "sautés",
    "warnings": "alertes",
    "ok": "ok",
    "FAILED": "ÉCHEC",
    "skipped: {name}": "sauté : {name}",
    "Coverage of the addons: {percent} %": "Couverture des modules : {percent} %",
    "Nothing matched in: {names}": "Rien de tel dans : {names}",
    "Result": "Résultat",
    "Not selected: {names}": "Non choisies : {names}",
    "Absent: {names}": "Absentes : {names}",
}


def is_french():
    """Tell whether the locale asks for French."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return value.lower().startswith("fr")
    return False


def say(message, **values):
    """Return a message in the user's language with its values."""
    text = FRENCH.get(message, message) if is_french() else message
    return text.format(**values) if values else text
