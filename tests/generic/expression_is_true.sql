{% test expression_is_true(model, expression) %}
    {#- The expression is true in every row; null counts as false. -#}
select *
from {{ model }}
where not coalesce({{ expression }}, false)
{% endtest %}
