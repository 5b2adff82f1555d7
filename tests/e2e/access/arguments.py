# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the arguments of methods and routes mean, from their names."""

MODEL_NAMES = ("model", "res_model", "thread_model", "model_name")
ID_NAMES = ("id", "res_id", "thread_id", "docids")
# What the mail gateway would receive.
LETTER = "From: x@example.com\nTo: y@example.com\nMessage-ID: <x@example.com>\n\nx\n"
# What arguments hold that name no record; numbers that are not here are 1.
VALUES = {
    "access_mode": "read",
    "access_token": "",
    "act_type_xmlids": ["mail.mail_activity_data_todo"],
    "action": "add",
    "address_type": "billing",
    "application": "Account",
    "acc_number": "FR1420041010050500013M02606",
    "args": [],
    "args_list": [],
    "barcode_type": "QR",
    "body": "x",
    "code": "x",
    "context": {},
    "content": "x",
    "converter": "html",
    "counters": ["invoice_count", "caetic_activity_count"],
    "credential": {"type": "password", "login": "alix", "password": "x"},
    "data": [],
    "date": "2026-01-31",
    "default": {},
    "domain": [],
    "email": "x@example.com",
    "emails": ["x@example.com"],
    "fetch_params": {},
    "field": "raw",
    "field_name": "display_name",
    "field_names": [],
    "fields": ["display_name"],
    "fields_to_export": ["display_name"],
    "fields_spec": {"display_name": {}},
    "filename": "x",
    "filetype": "pdf",
    "fnames": ["display_name"],
    "groupby": [],
    "group_by": "create_uid",
    "grouping_sets": [[]],
    "help_message": "x",
    "is_internal": False,
    "login": "alix",
    "media": {},
    "message": LETTER,
    "message_dict": {},
    "message_type": "comment",
    "module": "base",
    "module_name": "base",
    "msg": "x",
    "msg_dict": {"subject": "x"},
    "name": "x",
    "new_passwd": "Quillan-2026!",
    "number": "+33468310000",
    "old_passwd": "x",
    "operation": "read",
    "options": {},
    "post_data": {"body": "x", "message_type": "comment"},
    "progress_bar": {"field": "create_uid", "colors": {}},
    "reportname": "account.report_invoice",
    "results": {},
    "search": "SECRET",
    "search_term": "SECRET",
    "source_ref": "account.email_template_edi_invoice",
    "specification": {"display_name": {}},
    "status": "away",
    "term": "sale",
    "token": "x",
    "update_data": {"body": "x"},
    "url": "http://localhost:1/x",
    "user_agent_env": {},
    "vals": {},
    "vals_list": [{}],
    # OCA's name for the same.
    "mvals": [{}],
    "value": "x",
    "values": {},
    "values_list": [{}],
    "vat": "FR23334175221",
    "video_url": "http://localhost:1/x",
    "views": [[False, "form"]],
    "xml_id": "main_company",
    "xmlid": "base.main_company",
}


def identifiers(side):
    """``{name of an argument: identifiers}`` of the records of a side."""
    rows = side["rows"]
    people, files = [side["customer"], side["partner"]], rows["ir.attachment"]
    documents = list(side["documents"].values())
    by_kind = {
        ("activity_id",): [side["activity"]],
        ("attachment", "attachment_id", "attachment_ids", "attachments"): files,
        ("original_id", "file_ids"): files,
        ("customer", "customer_id", "partner", "partner_id", "partner_ids"): people,
        ("pid", "debtor_partner", "contact_ids"): people,
        ("document_id",): [*documents, side["document"], side["purchase"]],
        ("invoice_id", "invoices", "moves", "docids"): documents,
        ("thread_id", "res_id", "id", "res_ids"): documents,
        ("order_id",): [*documents, *side["quotes"]],
        # Of a meeting, of an invoice that repeats.
        ("act",): ["start", "pause", "resume", "stop"],
        ("contact_id",): people,
        ("follower_id",): rows["mail.followers"],
        ("line_id",): [
            *(*rows["account.move.line"], side["skill"]),
            *rows["caetic.year.end.line"],
        ],
        ("profile_id",): [side["profile"]],
        ("item_id",): [side["item"], side["article"]],
        ("picture_id",): [side["item"]],
        ("number",): [side["item"], side["proof"]],
        ("opportunity_id",): [side["opportunity"]],
        ("invitation_id",): [side["place"]],
        ("booking_id",): [side["booking"]],
        ("message_id",): rows["mail.message"],
        ("partial_id",): rows["account.partial.reconcile"],
        ("member_id",): [side["member"]],
        ("package_id",): [side["package"]],
        ("user_id",): [side["user"]],
        ("event_id",): [side["session"]],
        ("slot_id",): [side["slot"]],
        ("row_id",): [side["attendance"]],
        ("registration_id",): [side["registration"]],
        ("interview_id",): side["interviews"],
        ("task_id",): [*side["tasks"], side["joint_task"]],
        ("project_id",): [side["project"]],
        ("entry_id",): [side["hours"]],
        ("grid_id",): [side["grid"]],
        ("meeting_id",): [side["meeting"]],
        ("subpath",): [f"account.move/{number}" for number in documents],
        MODEL_NAMES: ["account.move"],
        **_desk_identifiers(side),
    }
    return {name: ids for names, ids in by_kind.items() for name in names}


def _desk_identifiers(side):
    """The same of what entrepreneurs do every day."""
    return {
        ("quote_id",): side["quotes"],
        ("share_id",): side["shares"],
        ("expense_id",): [side["expense"]],
        ("vehicle_id",): [side["vehicle"]],
        ("trip_id",): [side["trip"]],
        ("plan_id",): [side["plan"]],
        ("stage",): side["stages"],
        ("recurring_id",): [side["recurring"]],
        ("convention_id",): [side["convention"]],
        ("statement_id",): side["rows"].get("caetic.statement") or [1],
        ("table",): ["treasury"],
    }


def argument(name, side):
    """One value for an argument of a method."""
    ids = identifiers(side).get(name)
    if ids:
        return ids if name.endswith("ids") else ids[0]
    return VALUES.get(name, 1)


def arguments(description, method, side):
    """Values for what a method needs, and for what makes it do something."""
    values = {name: argument(name, side) for name in description["needed"]}
    files, people = side["rows"]["ir.attachment"], [side["partner"]]
    more = {
        "message_post": {"body": "x", "attachment_ids": files, "partner_ids": people},
        "message_notify": {"body": "x", "partner_ids": people},
        "message_subscribe": {"partner_ids": people},
        "message_unsubscribe": {"partner_ids": people},
        "activity_schedule": {"summary": "x", "user_id": side["user"]},
    }
    return {**values, **more.get(method, {})}
