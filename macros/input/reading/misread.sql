{% macro misread(column, data_type, family) %}
    {#- The branches of a CASE for a column `read.<name>` that was read from `read.raw_<name>`: why
        the staged value is not a value of the contract. Without a branch, every value is one. -#}
    {% set branches = [] %}
    {% set read = 'read.' ~ column.name %}
    {% set raw = 'read.raw_' ~ column.name %}
    {% set contract = column.data_type %}
    {% set is_number = family_of_plain_type(contract) in ['number', 'float'] %}
    {% if contract == 'string' or data_type == contract and not contract in ['date', 'timestamp'] %}
        {% do return(branches) %}
    {% endif %}
    {% if family == 'text' and is_number %}
        {% do branches.append(
            raw ~ " is not null and try_cast(" ~ raw ~ " as double) is null then 'unparseable'"
        ) %}
    {% endif %}
    {% do branches.append(
        raw ~ " is not null and " ~ read ~ " is null then '"
        ~ ('out_of_range' if is_number and family != 'other' else 'unparseable') ~ "'"
    ) %}
    {#- No value is rounded without a word. A floating-point number has no last decimal place: it
        fits if the places of the contract keep a thousandth of it. -#}
    {% if is_number and family == 'float' and contract.startswith('decimal') %}
        {% do branches.append(
            "1000 * abs(" ~ raw ~ " - try_cast(" ~ read ~ " as double)) > abs(" ~ raw ~ ") then 'does_not_fit'"
        ) %}
    {% elif is_number and contract != 'double' and family == 'float' %}
        {% do branches.append(raw ~ " <> try_cast(" ~ read ~ " as double) then 'does_not_fit'") %}
    {% elif is_number and contract != 'double' and (family == 'text' or data_type.startswith('decimal')) %}
        {% do branches.append(
            "try_cast(" ~ raw ~ " as decimal(38, 12)) <> " ~ read ~ " then 'does_not_fit'"
        ) %}
    {% endif %}
    {% if contract in ['date', 'timestamp'] %}
        {#- An optional time in year 1 or 9999 says that there is none: staged_rows makes it null. -#}
        {% set allowed = read ~ " not between " ~ contract ~ " '1900-01-01' and " ~ contract
            ~ " '2199-12-31'" %}
        {% set placeholders = "" if is_required(column) else " and extract(year from " ~ read
            ~ ") not in (1, 9999)" %}
        {% do branches.append(allowed ~ placeholders ~ " then 'out_of_range'") %}
    {% endif %}
    {% do return(branches) %}
{% endmacro %}
