# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from base64 import b64encode
from datetime import timedelta

from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from odoo.fields import Command

from .source import rows

# Walls, floor, furniture: what a thumbnail needs to be told from another.
PAINT = {"salle": ("#dfe9f3", "#b08d57"), "camera": ("#e9e2d6", "#3b4252")}
SIZE = (960, 540)


class Resources:
    """The third place and its library: what is shared, who uses it, what it costs."""

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        for row in rows("shared_resources"):
            self._share(row)
        for row in rows("library"):
            self._shelve(row)
        self._lend_licence()
        for row in rows("bookings"):
            self._book(row)
        # The month that is over is charged, as staff do.
        bookings = self.env["caetic.resource.booking"]
        bookings._charge_months(self.env.company)
        # Nobody of the story waits for a letter.
        letters = self.env["mail.mail"]
        letters.search([("model", "=", bookings._name)]).unlink()

    def _share(self, row):
        resource = self.env["caetic.resource"].create(
            {
                "name": row["name"],
                "kind": row["kind"],
                "unit": row["unit"],
                "price": float(row["price"]),
                "capacity": int(row["capacity"]),
                "place": row["place"],
                "needs_approval": bool(row["approval"]),
                "longest": int(row["longest"]),
                "is_free_cape": bool(row["free_cape"]),
                "deposit": row["deposit"],
                "summary": row["summary"],
                "rules": row["rules"],
                "horizon_days": 365 if row["unit"] == "month" else 60,
                "user_id": self.story.records["claire"].id,
                "picture_ids": self._paint(row["key"]),
            }
        )
        self.story.keep(f"shared_{row['key']}", resource)

    def _paint(self, key):
        """A made-up picture: a wall, a floor and a piece of furniture."""
        if key not in PAINT:
            return []
        wall, wood = PAINT[key]
        picture = Image.new("RGB", SIZE, wall)
        brush = ImageDraw.Draw(picture)
        brush.rectangle((0, 400, 960, 540), fill="#cfc7b8")
        brush.rounded_rectangle((230, 250, 730, 380), 24, fill=wood)
        if key == "camera":
            brush.ellipse(
                (400, 190, 600, 390), fill="#20242c", outline="white", width=8
            )
            brush.line((480, 380, 340, 530), fill="#20242c", width=14)
            brush.line((480, 380, 620, 530), fill="#20242c", width=14)
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=80)
        values = {"name": f"{key}.jpg", "raw": target.getvalue()}
        return [Command.create(values)]

    def _shelve(self, row):
        trades = [
            self.env.ref(f"caetic_members.trade_{code}").id
            for code in row["trades"].split()
        ]
        person = self.story.records[row["person"]] if row["person"] else None
        document = self.env["caetic.library.document"].create(
            {
                "name": row["name"],
                "kind": row["kind"],
                "author": row["author"],
                "licence": row["licence"],
                "language": row["language"],
                "date": self.story.month(int(row["months_ago"])),
                "trade_ids": [Command.set(trades)],
                "proposer_id": person and person.id,
                "state": row["state"],
                "summary": row["summary"],
                "url": row["url"],
                "document": not row["url"] and self._print(row),
                "filename": not row["url"] and "document.pdf",
                "download_count": 3 + len(row["name"]) % 20,
            }
        )
        self.story.keep(f"library_{len(row['name'])}_{row['kind']}", document)

    def _print(self, row):
        """One page that bears the title, as a binary field holds it."""
        target = io.BytesIO()
        page = canvas.Canvas(target, pagesize=A4, invariant=1)
        page.setTitle(row["name"])
        page.setFont("Helvetica-Bold", 18)
        page.drawString(60, 760, row["name"])
        page.setFont("Helvetica", 11)
        page.drawString(60, 730, row["summary"])
        page.save()
        return b64encode(target.getvalue())

    def _lend_licence(self):
        """Two seats of five, from the last month to the next one."""
        first, last = self.story.month(1), self.story.month(-1)
        for key in ("chloe", "gaelle"):
            self._create("montage", key, first, 0, last, 0, "confirmed", "")

    def _book(self, row):
        begin, _to, end = row["hours"].partition("-")
        where, _colon, day = row["when"].rpartition(":")
        if where:
            when = self.story.workday(self.story.month(1, int(day)))
        else:
            when = self.story.workday(self.story.today + timedelta(days=int(day)))
        self._create(
            row["resource"],
            row["person"],
            when,
            int(begin),
            when,
            int(end),
            row["state"],
            row["words"],
        )

    def _create(self, resource, person, day, begin, last, end, state, words):
        self.env["caetic.resource.booking"].create(
            {
                "resource_id": self.story.records[f"shared_{resource}"].id,
                "member_id": self.story.records[person].id,
                "start": self.story.moment(day, begin),
                "stop": self.story.moment(last, end),
                "state": state,
                "words": words,
            }
        )
