Markup(note)
Markup(f"<p>{note}</p>")
Markup("<p>%s</p>" % note)
Markup("<p>%s</p>") % note
