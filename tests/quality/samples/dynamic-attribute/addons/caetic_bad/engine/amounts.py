getattr(line, name)
