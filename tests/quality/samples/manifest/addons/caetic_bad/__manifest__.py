{
    "name": "Bad",
    "version": "18.0.1.0.0",
    "author": "Somebody",
    "website": "https://example.com",
    "license": "LGPL-3",
    "depends": ["base"],
    "qweb": [],
}
