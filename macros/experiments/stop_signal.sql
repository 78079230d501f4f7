{% macro stop_signal(z, p_value, expected_conversions, is_complete) -%}
    {#- Haybittle and Peto: who looks every day stops only below .001, so that the looks together
        hardly raise the error of the final reading at .05 (J. L. Haybittle, British Journal of
        Radiology 44, 1971; R. Peto et al., British Journal of Cancer 34, 1976). With fewer than five
        conversions expected in an arm, z is not normal. -#}
    case
        when {{ z }} is null then null
        when {{ is_complete }} then 'ended'
        when {{ p_value }} >= 0.001 or {{ expected_conversions }} < 5 then 'continue'
        when {{ z }} > 0 then 'stop_better'
        else 'stop_worse'
    end
{%- endmacro %}
