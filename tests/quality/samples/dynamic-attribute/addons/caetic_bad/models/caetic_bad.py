getattr(self, name)
setattr(record, "state", 1)
getattr(move, name)
getattr(lines_sudo, "total")
getattr(statement.terms, term)
move[name]
