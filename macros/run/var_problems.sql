{% macro var_problems() %}
    {#- One expression per check: a text if the var cannot be read, otherwise null. -#}
    {% set problems = [] %}
    {% for name in ['as_of_date', 'expected_through'] if var(name) %}
        {% set value = var(name) | string %}
        {% do problems.append(
            "case when try_cast(" ~ text_literal(value) ~ " as date) is null then "
            ~ text_literal(
                "var " ~ name ~ " must be a date such as 2024-12-31, and is: " ~ value
            ) ~ " end"
        ) %}
    {% endfor %}
    {% set zone = var('reporting_time_zone') | string %}
    {% if zone not in modules.pytz.all_timezones %}
        {% do problems.append(text_literal(
            "var reporting_time_zone must be a name such as Europe/Berlin, and is: " ~ zone
        )) %}
    {% endif %}
    {% for source in enabled_sources() %}
        {% set own = var('source_catalogue')[source].get('time_zone') %}
        {% if own and own not in modules.pytz.all_timezones %}
            {% do problems.append(text_literal(
                "time_zone of source " ~ source ~ " in var source_catalogue must be a name such as "
                ~ "Europe/Berlin, and is: " ~ own
            )) %}
        {% endif %}
    {% endfor %}
    {% set numbers = {
        'quality_history_days': ('number of days', 1),
        'max_identity_links': ('number of accounts', 1),
        'feature_months': ('number of months', 0),
        'clv_horizon_months': ('number of months', 1),
        'session_timeout_minutes': ('number of minutes', 1),
        'attribution_window_days': ('number of days', 1),
        'acquisition_window_days': ('number of days', 1),
        'message_conversion_window_days': ('number of days', 1),
        'experiment_window_days': ('number of days', 1),
        'retrain_every_days': ('number of days', 1),
    } %}
    {% if var('churn_window_days') is not none %}
        {% do numbers.update({'churn_window_days': ('number of days', 1)}) %}
    {% endif %}
    {% for name, (what, least) in numbers.items() %}
        {% do problems.append(
            "case when coalesce(try_cast(" ~ text_literal(var(name) | string)
            ~ " as integer), -1) < " ~ least ~ " then "
            ~ text_literal(
                "var " ~ name ~ " must be a " ~ what ~ " from " ~ least ~ " on, and is: "
                ~ var(name)
            ) ~ " end"
        ) %}
    {% endfor %}
    {% for name in ['default_margin_rate', 'annual_discount_rate'] %}
        {% do problems.append(
            "case when coalesce(try_cast(" ~ text_literal(var(name) | string)
            ~ " as double), -1) not between 0 and 1 then "
            ~ text_literal(
                "var " ~ name ~ " must be a share from 0 to 1, and is: " ~ var(name)
            ) ~ " end"
        ) %}
    {% endfor %}
    {% for name in ['retention_contact_cost', 'retention_contact_value'] %}
        {% do problems.append(
            "case when coalesce(try_cast(" ~ text_literal(var(name) | string)
            ~ " as double), 0) <= 0 then "
            ~ text_literal(
                "var " ~ name ~ " must be an amount above 0, and is: " ~ var(name)
            ) ~ " end"
        ) %}
    {% endfor %}
    {% for currency, rate in var('fallback_rates').items() %}
        {% do problems.append(
            "case when coalesce(try_cast(" ~ text_literal(rate | string)
            ~ " as double), 0) <= 0 then "
            ~ text_literal(
                "var fallback_rates must have a number above 0 for each currency, such as "
                ~ "{GBP: 1.17}, and has " ~ currency ~ ": " ~ rate
            ) ~ " end"
        ) %}
    {% endfor %}
    {% if var('own_domains') is string or var('own_domains') is not iterable %}
        {% do problems.append(text_literal(
            "var own_domains must be a list such as [myshop.com], and is: " ~ var('own_domains')
        )) %}
    {% endif %}
    {% set domains = var('module_catalogue').keys() | sort %}
    {% if var('modules') is string or var('modules') is mapping or var('modules') is not iterable %}
        {% do problems.append(text_literal(
            "var modules must be a list such as [" ~ domains | join(', ') ~ "], and is: "
            ~ var('modules')
        )) %}
    {% else %}
        {% for module in var('modules') if module not in domains %}
            {% do problems.append(text_literal(
                "unknown module '" ~ module ~ "' in var modules. Known are: " ~ domains | join(', ')
            )) %}
        {% endfor %}
    {% endif %}
    {% if var('drift_severity') not in [none, 'warning', 'critical', 'off', false] %}
        {% do problems.append(text_literal(
            "var drift_severity must be warning, critical or 'off', and is: "
            ~ var('drift_severity')
        )) %}
    {% endif %}
    {% if var('keep_failing_keys') not in [true, false] %}
        {% do problems.append(text_literal(
            "var keep_failing_keys must be true or false, and is: " ~ var('keep_failing_keys')
        )) %}
    {% endif %}
    {% do return(problems) %}
{% endmacro %}
