{% macro misread(column, data_type, family) %}
    {#- The branches of a CASE for a column of read_rows: why the value that the source staged,
        raw_<column>, is not a value of the contract. Without a branch, every value is one. -#}
    {% set branches = [] %}
    {% set read = column.name %}
    {% set raw = 'raw_' ~ column.name %}
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
        fits if the places of the contract keep a thousandth of it. A text of 13 places or more is
        such a number. -#}
    {% set number = "try_cast(" ~ raw ~ " as double)" %}
    {% set differs = "1000 * abs(" ~ number ~ " - try_cast(" ~ read ~ " as double)) > abs(" ~ number ~ ")" %}
    {% if is_number and family == 'float' and contract.startswith('decimal') %}
        {% do branches.append(differs ~ " then 'does_not_fit'") %}
    {% elif family == 'text' and contract.startswith('decimal') %}
        {% do branches.append(
            "case when regexp_extract(" ~ raw ~ ", '[.][0-9]{13,}', 0) <> '' then " ~ differs
            ~ " else try_cast(" ~ raw ~ " as decimal(38, 12)) <> " ~ read ~ " end then 'does_not_fit'"
        ) %}
    {% elif is_number and contract != 'double' and family == 'float' %}
        {% do branches.append(raw ~ " <> try_cast(" ~ read ~ " as double) then 'does_not_fit'") %}
    {% elif is_number and contract != 'double' and (family == 'text' or data_type.startswith('decimal')) %}
        {% do branches.append(
            "try_cast(" ~ raw ~ " as decimal(38, 12)) <> " ~ read ~ " then 'does_not_fit'"
        ) %}
    {% endif %}
    {% if contract in ['date', 'timestamp'] %}
        {% set is_outside = read ~ " not between " ~ contract ~ " '1900-01-01' and " ~ contract
            ~ " '2199-12-31'" %}
        {#- An optional time that says that there is none becomes null in staged_rows. A required one
            is no time; a date may be of 1970. -#}
        {% if not is_required(column) %}
            {% set is_outside = is_outside ~ " and not " ~ is_no_time(read) %}
        {% elif contract == 'timestamp' %}
            {% set is_outside = "(" ~ is_outside ~ " or " ~ is_no_time(read) ~ ")" %}
        {% endif %}
        {% do branches.append(is_outside ~ " then 'out_of_range'") %}
    {% endif %}
    {% do return(branches) %}
{% endmacro %}
