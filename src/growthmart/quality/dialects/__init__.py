"""How Great Expectations speaks to an engine: a SQLAlchemy dialect over dbt's own session.

Great Expectations picks its SQL by the dialect's name, so each keeps the name ``postgresql`` and
compiles whatever its engine says otherwise. One dialect and one set of suites per engine, and the
same results.
"""
