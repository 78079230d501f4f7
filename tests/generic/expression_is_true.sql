{% test expression_is_true(model, expression) %}
    {#- The expression is true in every row; a null is not. -#}
select *
from {{ model }}
where not coalesce({{ expression }}, false)
{% endtest %}
