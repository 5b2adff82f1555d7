cr.execute(f"SELECT {column} FROM t")
cr.execute("SELECT * FROM %s" % table)
cr.execute(
    "SELECT * FROM "
    + table
)
cr.execute("SELECT {} FROM t".format(column))
SQL(f"SELECT {column}")
cr.execute("SELECT * FROM t WHERE a = %s", [a])
SQL("SELECT %s FROM t", SQL.identifier(column))
