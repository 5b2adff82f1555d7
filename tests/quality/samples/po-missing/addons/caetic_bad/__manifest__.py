{
    "name": "Bad",
    "version": "19.0.1.0.0",
    "summary": "A sample",
    "author": "CAETIC",
    "website": "https://example.com",
    "license": "AGPL-3",
    "depends": ["base"],
}
