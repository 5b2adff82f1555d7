# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Tests",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "summary": "What each process of the tests would do again, done once",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "installable": False,
}
