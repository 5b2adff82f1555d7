# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo: an adviser who receives, two people who want the same slot."""

# ruff: noqa: F821 - what has no definition comes from the shell
PASSWORD = "rendez-vous-de-limoux"
env["res.lang"]._activate_lang("fr_FR")


def make_user(login, name, group, **values):
    return (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "login": login,
                "name": name,
                "password": PASSWORD,
                "email": f"{login}@courriel.example",
                "lang": "fr_FR",
                "group_ids": [(6, 0, [env.ref(group).id])],
                **values,
            }
        )
    )


def make_person(login, name, adviser):
    partner = env["res.partner"].create({"name": name})
    user = make_user(login, name, "base.group_portal", partner_id=partner.id)
    return env["caetic.member"].create(
        {"partner_id": partner.id, "user_id": user.id, "adviser_id": adviser.id}
    )


adviser = make_user(
    "conseil", "Claire Conseil", "caetic_members.caetic_members_group_adviser"
)
env["caetic.appointment.window"].create(
    [
        {
            "adviser_id": adviser.id,
            "weekday": str(day),
            "hour_from": 9,
            "hour_to": 12,
            "location": "Limoux",
        }
        for day in range(7)
    ]
)
people = [
    make_person("agathe", "Agathe Roux", adviser),
    make_person("basile", "Basile Fabre", adviser),
]
env.cr.commit()
answer(
    {
        "password": PASSWORD,
        "adviser": adviser.id,
        "people": [one.user_id.login for one in people],
    }
)
