{% test primary_key(model, columns, may_be_null=false) %}
    {#- The columns together are unique and none of them is null, where null is no value. -#}
select
    {{ columns | join(', ') }},
    count(*) as rows_count
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1{% if not may_be_null %} or {{ columns | join(' is null or ') }} is null{% endif %}
{% endtest %}
