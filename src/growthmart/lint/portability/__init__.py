"""SQL that gives the same answer on every engine.

``text`` reads SQL with Jinja, ``constructs`` lists what a pattern finds, ``checks`` finds the rest.
The rule itself is ``growthmart.lint.rules.portable_sql``.
"""
