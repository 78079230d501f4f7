{% macro normal_upper_tail(z) -%}
    {#- Hart's rational function, as in G. West, Better approximations to cumulative normal functions
        (Wilmott Magazine, 2005): P(Z > z) for z >= 0. The error is below 1e-14, and in the tail below
        1e-8 of the value. From 37 on the answer is 0: the true one is below 1e-299. -#}
    {%- set density = 'exp(-' ~ z ~ ' * ' ~ z ~ ' * 0.5e0)' -%}
    {%- set fraction = namespace(sql=z ~ ' + 0.65e0') -%}
    {%- for step in [4, 3, 2, 1] -%}
        {%- set fraction.sql = z ~ ' + ' ~ step ~ 'e0 / nullif(' ~ fraction.sql ~ ', 0)' -%}
    {%- endfor -%}
    case
        when {{ z }} >= 37 then cast(0 as double)
        when {{ z }} < 7.07106781186547e0 then
            {{ density }} * {{ polynomial(z, [
                '0.0352624965998911', '0.700383064443688', '6.37396220353165',
                '33.912866078383', '112.079291497871', '221.213596169931', '220.206867912376'
            ]) }} / nullif({{ polynomial(z, [
                '0.0883883476483184', '1.75566716318264', '16.064177579207', '86.7807322029461',
                '296.564248779674', '637.333633378831', '793.826512519948', '440.413735824752'
            ]) }}, 0)
        else {{ density }} / nullif(2.506628274631e0 * ({{ fraction.sql }}), 0)
    end
{%- endmacro %}
