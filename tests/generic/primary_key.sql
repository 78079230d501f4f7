{% test primary_key(model, columns=none, may_be_null=false) %}
    {#- The columns of the model's meta.key together are unique, and none of them is null. The test
        of a second key of the same model gives its columns. -#}
{%- set key = columns or key_of_tested_model() %}
select
    {{ key | join(', ') }},
    count(*) as rows_count
from {{ model }}
group by {{ key | join(', ') }}
having count(*) > 1{% if not may_be_null %} or {{ key | join(' is null or ') }} is null{% endif %}
{% endtest %}
