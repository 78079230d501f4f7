"""A user's own rules override ours, without a change to our files."""

import duckdb

CALL = "select {{ channel_grouping(\"'house'\", \"'poster'\", 'null', 'null') }} as channel"
OWN_RULES = """
{{% macro {prefix}__channel_grouping(source, medium, campaign, site_kind, click_id, referrer) -%}}
    case
        -- Posters in the street.
        when {{{{ medium }}}} = 'poster' then 'outdoor'
        else {{{{ growthmart.default__channel_grouping(
            source, medium, campaign, site_kind, click_id, referrer
        ) }}}}
    end
{{%- endmacro %}}
"""
SHOP = """
name: my_shop
profile: growthmart
flags: {send_anonymous_usage_stats: false}
"""


def first(sql):
    return duckdb.sql(sql).fetchall()[0][0]


def test_in_the_project_itself(new_project):
    """A macro name exists only once in a project; the macro with the adapter's prefix wins."""
    project = new_project("growthmart")
    project.copy_macros()
    project.write("macros/my_shop/channels.sql", OWN_RULES.format(prefix="duckdb"))
    email = CALL.replace("poster", "email")
    compiled = project.compile(poster=CALL, email=email)

    assert first(compiled["poster"]) == "outdoor"
    assert first(compiled["email"]) == "email"


def test_from_a_project_that_installs_growthmart(new_project):
    """dbt searches the root project before the package, for every prefix."""
    project = new_project("my_shop")
    project.write("dbt_packages/growthmart/dbt_project.yml", project.read("dbt_project.yml"))
    project.copy_macros("dbt_packages/growthmart/macros")
    project.write("dbt_project.yml", SHOP)
    project.write("packages.yml", "packages: [{local: dbt_packages/growthmart}]")
    project.write("macros/channels.sql", OWN_RULES.format(prefix="default"))
    project.write("dbt_packages/growthmart/models/poster.sql", CALL)
    compiled = project.compile()

    assert first(compiled["poster"]) == "outdoor"
