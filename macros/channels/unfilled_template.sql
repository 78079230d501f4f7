{% macro unfilled_template(prefix='') -%}
    {#- Pattern of a text, after a prefix, that is the variable of a template which a tool did not
        fill: {{campaign.name}}, {adid}, ${id}, $(id), %%jobid%%, %ID%, *|UNIQID|*, <%= id %>, $id$,
        ##id##, __ID__ and [id]; or nothing but quotes. Blanks may be around it. The pattern expects ~
        for square brackets, which the engines read differently. Braces without a letter behind F may
        be those of an id ({6F9619FF-8B86-D011-B42D-00C04FC964FF}), and braces with quotes those of a
        JSON text. The double quote is in the range from the blank to #. -#}
    {%- set blanks = '[^!-~]*' -%}
    {%- set word = '[a-z_][0-9a-z_.:-]*' -%}
    {%- set forms = [
        '.*[{][{].*',
        '.*[{][^ -#{}]*[g-z_][^ -#{}]*[}].*',
        '.*[$][(][^() ]+[)].*',
        '.*%%[^% ]+%%.*',
        '.*[*][|].+[|][*].*',
        '.*<%.+%>.*',
        '%' ~ word ~ '%',
        '[$@#~]{1,2}' ~ word ~ '[$@#~]{1,2}',
        '__(?:[0-9a-z_]+)__',
        '[!-#](?:undefined|null|none|nan)?[!-#]',
    ] -%}
    (?i)^{{ blanks ~ prefix }}(?:{{ forms | join('|') }}){{ blanks }}$
{%- endmacro %}
