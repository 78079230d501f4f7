{% macro student_t_975(degrees_of_freedom) -%}
    {#- The expansion of Abramowitz and Stegun (26.7.5) about the normal quantile 1.959964; from four
        degrees of freedom on it is right to .05 %. -#}
    {%- set inverse = ratio('1', degrees_of_freedom) -%}
    (
        1.959963985e0 + {{ inverse }} * (
            2.372271230e0 + {{ inverse }} * (
                2.822498616e0 + {{ inverse }} * (2.555849680e0 + {{ inverse }} * 1.589534053e0)
            )
        )
    )
{%- endmacro %}
