"""SQL that gives the same answer on every engine.

``text`` reads SQL with Jinja. ``constructs`` lists the problems that a pattern can find. ``checks``
finds the other problems. The rule itself is ``growthmart.lint.rules.portable_sql``.
"""
