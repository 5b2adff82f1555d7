# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo: what an entrepreneur may have, of every kind."""

# ruff: noqa: F821 - env and answer come from the shell that runs this text
import base64
import io

from dateutil.relativedelta import relativedelta
from PIL import Image

from odoo import Command

PASSWORD = "Limoux-2026!"
today = env.cr.now().date()
month_end = today.replace(day=1) - relativedelta(days=1)
last_month_end = month_end.replace(day=1) - relativedelta(days=1)
year_before = today.replace(year=today.year - 1, month=1, day=1)
company = env.company
company.write(
    {
        "name": "CAE Limoux",
        "street": "1 rue de la Mairie",
        "zip": "11300",
        "city": "Limoux",
        "country_id": env.ref("base.fr").id,
        "vat": "FR23334175221",
        "company_registry": "33417522101010",
        "caetic_legal_form": "Scop SA à capital variable",
        "caetic_capital": "variable",
        "caetic_rcs_city": "Carcassonne",
        "caetic_training_number": "76 11 01234 11",
    }
)
bank = env["account.journal"].search([("type", "=", "bank")], limit=1)
expense = env["account.account"].search([("account_type", "=", "expense")], limit=1)
service = env.ref("caetic_invoicing.product_service")
term = env.ref("account.account_payment_term_30days")


def picture(shade):
    """A small picture that no other side has."""
    target = io.BytesIO()
    Image.new("RGB", (8, 8), (shade, 255 - shade, shade)).save(target, "PNG")
    return base64.b64encode(target.getvalue())


def make_user(login, name, *groups):
    """A user who logs in with the tests' password."""
    quiet = {"no_reset_password": True, "mail_create_nosubscribe": True}
    values = {"login": login, "password": PASSWORD, "name": name, "lang": "fr_FR"}
    links = [Command.set([env.ref(group).id for group in groups])]
    return (
        env["res.users"]
        .with_context(**quiet)
        .create({**values, "email": f"{login}@example.com", "group_ids": links})
    )


def make_member(login, name):
    user = make_user(login, name, "base.group_portal")
    person = {"partner_id": user.partner_id.id, "user_id": user.id}
    member = env["caetic.member"].create(person)
    contract = {"kind": "cesa", "date_start": year_before, "state": "running"}
    env["caetic.contract"].create({**contract, "member_id": member.id})
    return member


def make_activity(member, name, cents):
    tier = Command.create({"from_amount": 0, "rate": 10})
    scheme = {"name": name, "company_id": company.id, "tier_ids": [tier]}
    january = today.replace(month=1, day=1)
    exempted = {"date_from": january, "date_to": january, "reason": "Congé"}
    return env["caetic.activity"].create(
        {
            "name": name,
            "scheme_id": env["caetic.contribution.scheme"].create(scheme).id,
            "date_start": year_before,
            "email": "activity@example.com",
            "phone": "04 68 31 00 00",
            "website": "https://example.com",
            "invoice_mention": "Mention",
            "logo": picture(cents),
            "reserve_floor": 193 + cents / 100,
            "stake_ids": [Command.create({"member_id": member.id})],
            "exemption_ids": [Command.create(exempted)],
        }
    )


def make_customer(name, siret, activity, **values):
    return env["res.partner"].create(
        {
            "name": name,
            "is_company": True,
            "company_registry": siret,
            "email": "customer@example.com",
            "phone": "04 68 00 00 00",
            "street": "2 rue des Vignes",
            "zip": "11000",
            "city": "Carcassonne",
            "country_id": env.ref("base.fr").id,
            "lang": "fr_FR",
            "company_id": company.id,
            "caetic_activity_ids": [Command.set(activity.ids)],
            # Else Odoo asks the Peppol network at the first sending, and logs the
            # answer if it has one.
            "peppol_verification_state": "not_valid",
            **values,
        }
    )


def make_invoice(activity, customer, price, date=None, **values):
    line = {"product_id": service.id, "name": "Work", "quantity": 1}
    return env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": customer.id,
            "caetic_activity_id": activity.id,
            "invoice_date": date,
            "invoice_payment_term_id": term.id,
            "ref": "Order",
            "narration": "<p>Note</p>",
            "invoice_line_ids": [Command.create({**line, "price_unit": price})],
            **values,
        }
    )


def make_bill(activity, supplier, price):
    line = {"name": "Cost", "account_id": expense.id, "tax_ids": False}
    owner = {"analytic_distribution": activity._get_distribution()}
    bill = env["account.move"].create(
        {
            "move_type": "in_invoice",
            "partner_id": supplier.id,
            "invoice_date": month_end,
            "date": month_end,
            "ref": "Bill",
            "invoice_line_ids": [
                Command.create({**line, **owner, "price_unit": price})
            ],
        }
    )
    bill.action_post()
    return bill


def pay(invoice, amount):
    wizards = env["account.payment.register"].with_context(
        active_model="account.move", active_ids=invoice.ids
    )
    paid = {"amount": amount, "payment_date": month_end, "journal_id": bank.id}
    return wizards.create(paid)._create_payments()


def make_transfer(payer, receiver, amount, posted):
    transfer = env["caetic.transfer"].create(
        {
            "label": "Help",
            "activity_from_id": payer.id,
            "activity_to_id": receiver.id,
            "amount": amount,
            "date": month_end,
        }
    )
    transfer.action_propose()
    if posted:
        transfer.action_accept()
        transfer.action_post()
    return transfer


def make_documents(activity, customer, common, fellow, cents):
    """A document in each state, with what hangs on it.

    :param common: customer of another activity as well
    :param fellow: activity that shares a document
    :param cents: written into each amount: it tells whose it is
    """
    price = 193 + cents / 100
    moves = make_invoices(activity, customer, common, fellow, price)
    (moves["shared"] | moves["posted"] | moves["common"]).action_post()
    moves["refund"] = moves["shared"]._reverse_moves([{"invoice_date": False}])
    moves["bill"] = make_bill(activity, customer, price)
    for name in ("refused", "submitted"):
        moves[name]._caetic_submit()
    moves["refused"]._caetic_refuse("Missing order number")
    pay(moves["posted"], 1000 + price)
    pay(moves["common"], moves["common"].amount_total)
    keep_paper(moves["posted"])
    for name in ("posted", "draft", "bill"):
        moves[name]._portal_ensure_token()
    return moves


def keep_paper(move):
    """The archived PDF of a document; printing one asks for a server."""
    paper = {
        "name": "paper.pdf",
        "raw": b"%PDF-1.4 paper",
        "mimetype": "application/pdf",
    }
    owner = {"res_model": "account.move", "res_id": move.id}
    field = {"res_field": "invoice_pdf_report_file"}
    env["ir.attachment"].create({**paper, **owner, **field})


def make_invoices(activity, customer, common, fellow, price):
    share = [Command.create({"activity_id": fellow.id, "percentage": 10})]
    day, ago = month_end, last_month_end
    return {
        "shared": make_invoice(
            activity, customer, 8000 + price, ago, caetic_share_ids=share
        ),
        "posted": make_invoice(activity, customer, 9000 + price, day),
        "common": make_invoice(activity, common, 4000 + price, day),
        "draft": make_invoice(activity, customer, 7000 + price),
        "refused": make_invoice(activity, customer, 6000 + price),
        "submitted": make_invoice(activity, customer, 5000 + price),
    }


def talk(record):
    """What hangs on a record: a message and a file."""
    record.message_post(
        body="Talk about it", message_type="comment", subtype_xmlid="mail.mt_comment"
    )
    values = {"name": "notes.txt", "raw": b"notes", "res_model": record._name}
    return env["ir.attachment"].create({**values, "res_id": record.id})


def remind(member):
    """Something that staff have to do for a person."""
    return env["mail.activity"].create(
        {
            "res_model_id": env["ir.model"]._get_id("caetic.member"),
            "res_id": member.id,
            "summary": "Call",
            "note": "Call back",
            "user_id": env.ref("base.user_admin").id,
        }
    )


def make_file(member):
    """What the cooperative knows of a person, and what they answered."""
    kind = env.ref("caetic_members.document_type_cv")
    member.write({"birth_name": "Birth", "emergency_contact": "Contact"})
    owner = {"member_id": member.id}
    situation = {"status": "rsa", "city": "Limoux", "external_activity": "Shop"}
    paper = {"type_id": kind.id, "filename": "cv.txt", "file": base64.b64encode(b"cv")}
    asked = {"field_name": "city", "old_value": "Old", "new_value": "New"}
    for model, values in (
        ("caetic.member.situation", situation),
        ("caetic.member.document", paper),
        ("caetic.member.sensitive", {"disability": "refused"}),
        ("caetic.interview", {"name": "Talk", "objectives": "Goals"}),
        ("caetic.consent", {"kind": "newsletter"}),
        ("caetic.access.log", {"kind": "access", "source": "portal"}),
        ("caetic.member.change", {"note": "x", "line_ids": [Command.create(asked)]}),
    ):
        env[model].create({**owner, **values})


def make_pay(member, activity, cents):
    """What a person asks to be paid, and a payslip of theirs."""
    asked = {"member_id": member.id, "activity_id": activity.id, "mode": "gross"}
    request = env["caetic.pay.request"].create(
        {
            **asked,
            "month": month_end,
            "amount": 900 + cents / 100,
            "unpaid_days": 1,
            "daily_allowances": 10,
        }
    )
    request.action_submit()
    request.action_approve()
    slip = env["hr.payslip"]._caetic_create(request, pay_board)
    slip.compute_sheet()
    slip.with_context(without_compute_sheet=True).action_payslip_done()
    slip._seal_pdf(f"%PDF payslip {cents}".encode())
    rate = {"member_id": member.id, "date_from": month_end, "rate": 4.2}
    env["caetic.pas.rate"].create(rate)
    gap = {"slip_id": slip.id, "code": "cost", "ours": 1, "theirs": 2, "amount": 1}
    env["caetic.pay.gap"].create(gap)
    balance = {"activity_id": activity.id, "date_to": year_before.replace(day=31)}
    env["caetic.pay.balance"].create(balance)
    waiting = env["caetic.pay.request"].create(
        {**asked, "month": today, "amount": 800 + cents / 100}
    )
    waiting.action_submit()
    talk(waiting)
    return slip


def make_session(name, days, **values):
    """A session of a morning: nobody's, as every member may know of it.

    :param int days: from today
    """
    day = today + relativedelta(days=days)
    slot = {"date": day, "start_hour": 9, "end_hour": 12.5}
    return env["event.event"].create(
        {
            "name": name,
            "caetic_module_id": env.ref("caetic_workshops.module_cooperation").id,
            "date_tz": "Europe/Paris",
            "stage_id": env.ref("event.event_stage_done").id,
            "event_slot_ids": [Command.create(slot)],
            **values,
        }
    )


def attend(member, session, shade):
    """Registered, signed, closed, corrected, asked what they thought of it."""
    person = {"event_id": session.id, "partner_id": member.partner_id.id}
    registration = env["event.registration"].create(person)
    slot = session.event_slot_ids
    # A drawing: what a tablet sends, already checked.
    row = registration.caetic_attendance_ids
    row._sign_sudo("tablet", base64.b64decode(picture(shade)))
    quiet = slot.with_context(caetic_no_archive=True)
    quiet._caetic_close_sheet_sudo(env.user.partner_id)
    row.correction_ids._make_sudo(row, "excused", "Reason")
    invitations = env["caetic.evaluation.invitation"]
    invitations.create({"registration_id": registration.id, "heat": "hot"})
    answer = invitations._create_answer(registration, "hot")
    for question in answer.survey_id.question_ids:
        value = 4 if question.question_type == "scale" else "Words"
        answer._save_lines(question, value)
    answer.state = "done"
    return registration


def make_coaching(member):
    """Appointments, notes of both kinds, an action plan, a competence grid, wishes."""
    now = env.cr.now().replace(microsecond=0)
    soon = now + relativedelta(days=9)
    interviews = env["caetic.interview"].create(
        [
            {
                "member_id": member.id,
                "name": "Report",
                "objectives": "Goals",
                "decisions": "Decisions",
                "start": now - relativedelta(days=9),
                "stop": now - relativedelta(days=9, hours=-1),
            },
            {
                "member_id": member.id,
                "name": "Appointment",
                "state": "planned",
                "start": soon,
                "stop": soon + relativedelta(hours=1),
            },
        ]
    )
    held = {"interview_id": interviews[0].id}
    for category in ("points", "preparation"):
        kind = env.ref(f"caetic_workshops.note_category_{category}").id
        env["caetic.interview.note"].create(
            {**held, "category_id": kind, "text": "Note"}
        )
    env["caetic.plan.task"].create({**held, "name": "Task", "date_due": today})
    entry = env.ref("caetic_workshops.competence_deadline_entry")
    grid = env["caetic.competence.grid"].create(
        {"member_id": member.id, "deadline_id": entry.id}
    )
    grid.line_ids.write({"self_comment": "Own", "adviser_comment": "Adviser's"})
    module = env.ref("caetic_workshops.module_offer")
    env["caetic.workshop.wish"].create(
        {"member_id": member.id, "module_id": module.id, "words": "Words"}
    )
    env["caetic.calendar.token"].with_user(member.user_id)._renew()
    return interviews, grid


def make_group(member):
    """A project accelerator: what a group wrote, and the plan of its presenter."""
    meeting = env["caetic.accelerator"].create(
        {"member_id": member.id, "date": env.cr.now(), "group_name": "Group"}
    )
    own = {"accelerator_id": meeting.id}
    content = {"title": "Title", "need": "Need", "summary": "Summary"}
    meeting._get_content_sudo().write(content)
    said = {**own, "partner_id": member.partner_id.id}
    env["caetic.accelerator.idea"].create({**said, "name": "Idea"})
    env["caetic.accelerator.learned"].create({**said, "name": "Lesson"})
    task = {**own, "member_id": member.id, "name": "Plan", "date_due": today}
    env["caetic.plan.task"].create(task)
    return meeting


def make_proof(member, registration):
    """What a funder is told of a person, and the papers of a training."""
    bundle = env["caetic.proof.bundle"].create(
        {"funder_id": funder.id, "date_from": month_end, "date_to": today}
    )
    paper = {"name": "papers.txt", "raw": b"papers", "res_model": "caetic.proof.bundle"}
    file = env["ir.attachment"].create({**paper, "res_id": bundle.id})
    event = registration.event_id
    env["caetic.proof.part"].create(
        {"bundle_id": bundle.id, "event_id": event.id, "attachment_id": file.id}
    )
    person = {"partner_id": member.partner_id.id}
    env["caetic.proof.problem"].create(
        {**person, "bundle_id": bundle.id, "kind": "data", "name": "Lacks"}
    )
    env["caetic.training.complaint"].create(
        {**person, "event_id": event.id, "name": "Complaint", "description": "Words"}
    )
    env["caetic.training.agreement"].create(
        {
            **person,
            "event_id": event.id,
            "amount": 100,
            "registration_ids": [Command.set(registration.ids)],
        }
    )


def make_workshops(member, login, cents):
    """Everything of workshops and coaching; returns what to look for."""
    registration = attend(member, sessions[login], cents + 30)
    interviews, grid = make_coaching(member)
    meeting = make_group(member)
    make_proof(member, registration)
    return {
        "session": sessions[login].id,
        "slot": sessions[login].event_slot_ids.id,
        "registration": registration.id,
        "attendance": registration.caetic_attendance_ids.id,
        "interviews": interviews.ids,
        "tasks": member.task_ids.ids,
        "grid": grid.id,
        "meeting": meeting.id,
    }


def make_profile(member, shade):
    """What somebody can do, what shows it, who says so, what the public reads.

    They object to being seen: colleagues read the profile of whoever does not.
    """
    member._record_consents_sudo({"directory_internal": False}, "paper")
    profile = env["caetic.profile"]._ensure_profiles_sudo(member)
    profile.write(
        {
            "headline": "Headline",
            "presentation": "Presentation",
            "town": "Limoux",
            "photo": picture(shade),
            "rate_min": 100 + shade,
        }
    )
    [skill] = env["hr.skill"].search([("caetic_trade_ids", "!=", False)], limit=1)
    owner = {"profile_id": profile.id}
    line = env["caetic.profile.skill"].create(
        {
            **owner,
            "skill_id": skill.id,
            "skill_type_id": skill.skill_type_id.id,
            "skill_level_id": skill.skill_type_id.skill_level_ids[:1].id,
        }
    )
    said = {"line_id": line.id, "author_id": env.user.partner_id.id, "note": "Note"}
    env["caetic.skill.confirmation"].create({**said, "kind": "adviser"})
    proof = {**owner, "name": "Proof", "words": "Words", "document_name": "proof.txt"}
    proof["document"] = base64.b64encode(b"proof")
    env["caetic.skill.proof"].create(proof)
    env["caetic.portfolio.item"].create(
        {**owner, "name": "Work", "description": "x", "image_1920": picture(shade + 1)}
    )
    env["caetic.profile.publication"].create({**owner, "kind": "town"})
    env["caetic.public.message"].create(
        {**owner, "kind": "contact", "name": "Visitor", "body": "Message"}
    )
    env["caetic.profile.message"].create(
        {"member_id": member.id, "profile_id": colleague.id}
    )
    return profile


def make_opportunity(member, profile):
    """A need that somebody brought, the teams found for it, their place in one."""
    opportunity = env["caetic.opportunity"].create(
        {
            "name": "Need",
            "source": "member",
            "author_member_id": member.id,
            "contact_name": "Contact",
            "contact_email": "contact@example.com",
            "description": "Description",
        }
    )
    of_need = {"opportunity_id": opportunity.id}
    line = profile.skill_line_ids[:1]
    env["caetic.opportunity.skill"].create(
        {**of_need, "skill_id": line.skill_id.id, "level_min": 25}
    )
    team = env["caetic.opportunity.team"].create({**of_need, "summary": "Team"})
    env["caetic.opportunity.team.line"].create(
        {"team_id": team.id, "profile_id": profile.id, "reason": "Reason"}
    )
    return env["caetic.opportunity.invitation"].create(
        {**of_need, "profile_id": profile.id, "role": "Role", "reason": "Reason"}
    )


def make_shared(member, activity, cents):
    """A document proposed to the library, a room booked."""
    document = env["caetic.library.document"].create(
        {
            "name": "Document",
            "summary": "Summary",
            "proposer_id": member.id,
            "state": "proposed",
            "document": base64.b64encode(b"document"),
            "filename": "document.txt",
        }
    )
    start = env.cr.now().replace(microsecond=0, second=0, minute=0, hour=8)
    start += relativedelta(days=cents)
    booking = env["caetic.resource.booking"].create(
        {
            "resource_id": room.id,
            "member_id": member.id,
            "activity_id": activity.id,
            "start": start,
            "stop": start + relativedelta(hours=2),
            "words": "Words",
        }
    )
    return document, booking


def make_joint(profile):
    """What a team does together: its project, a task of it, hours on it."""
    project = env["project.project"].create(
        {
            "name": "Joint project",
            "caetic_is_joint": True,
            "caetic_aims": "Aims",
            "caetic_place_ids": [
                Command.create(
                    {
                        "profile_id": profile.id,
                        "is_lead": True,
                        "role": "Role",
                        "share": 100,
                    }
                )
            ],
        }
    )
    of_project = {"project_id": project.id}
    task = env["project.task"].create(
        {**of_project, "name": "Task", "caetic_profile_id": profile.id}
    )
    hours = {**of_project, "task_id": task.id, "profile_id": profile.id, "hours": 2}
    entry = env["caetic.joint.entry"].create({**hours, "words": "Words"})
    return {"project": project.id, "joint_task": task.id, "hours": entry.id}


def make_network(member, activity, cents):
    """Everything of skills and of what is shared; returns what to look for."""
    profile = make_profile(member, cents + 60)
    place = make_opportunity(member, profile)
    document, booking = make_shared(member, activity, cents)
    return {
        "profile": profile.id,
        "item": profile.item_ids.id,
        "proof": profile.proof_ids.id,
        "skill": profile.skill_line_ids[:1].id,
        "opportunity": place.opportunity_id.id,
        "place": place.id,
        "document": document.id,
        "booking": booking.id,
        **make_joint(profile),
    }


def close(date):
    closing = env["caetic.closing"].create({"date": date})
    closing.action_compute()
    closing.action_post()
    closing.with_context(caetic_no_archive=True).action_publish()


def settle_year(sides):
    """A year proposed to each, and their parts of the part travail."""
    year = env["caetic.year.end"].create({})
    sharing = env["caetic.profit.sharing"].create({})
    for side in sides:
        figures = {"earned": 900, "paid": 500, "balance": 400, "due": 400}
        keys = {"year_end_id": year.id, "activity_id": side["activity"]}
        env["caetic.year.end.line"].create({**figures, **keys})
        keys = {"sharing_id": sharing.id, "member_id": side["member"]}
        env["caetic.profit.share"].create({**keys, "amount": 50})
    year.action_propose()
    sharing.state = "proposed"


def make_side(login, name, siret, cents, fellow, common):
    """All that one entrepreneur has."""
    member = make_member(login, name)
    member.partner_id.image_1920 = picture(cents + 100)
    activity = make_activity(member, f"{name} activity", cents)
    common.caetic_activity_ids += activity
    logo = picture(cents + 150)
    customer = make_customer(f"{name} customer", siret, activity, image_1920=logo)
    moves = make_documents(activity, customer, common, fellow, cents)
    for record in (moves["posted"], moves["draft"], activity, customer, member):
        talk(record)
    remind(member)
    make_file(member)
    slip = make_pay(member, activity, cents)
    make_pooled(member, activity, cents)
    package = activity._ask_package_sudo()
    proposed = make_transfer(activity, fellow, 193 + cents / 100, posted=False)
    make_transfer(activity, fellow, 193 + cents / 100, posted=True)
    # Odoo tracks changes of what was there before the transaction.
    env.cr.commit()
    activity.reserve_floor += 1000
    member._record_step("cesa", check=False)
    side = {"login": login, "cents": cents, "siret": siret, "transfer": proposed.id}
    side["package"] = package.id
    side["paper"] = member.document_ids.id
    side["slip"] = slip.id
    side |= make_workshops(member, login, cents)
    side |= make_network(member, activity, cents)
    side |= make_desk(member, activity, customer, moves, cents)
    return {**side, **tell_side(member, activity, customer, moves)}


def tell_side(member, activity, customer, moves):
    """What tells whose an answer is, and where to look for it."""
    numbered = moves["shared"] | moves["posted"] | moves["common"]
    return {
        "user": member.user_id.id,
        "partner": member.partner_id.id,
        "member": member.id,
        "activity": activity.id,
        "customer": customer.id,
        "documents": {name: move.id for name, move in moves.items()},
        "names": numbered.mapped("name"),
        "tokens": [move.access_token for move in moves.values() if move.access_token],
    }
