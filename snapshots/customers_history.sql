{% snapshot customers_history %}
{{ config(
    unique_key="concat_ws('/', sources, key_fingerprint, source_customer_key)",
    check_cols=[
        'birth_year',
        'gender',
        'occupation',
        'country',
        'region',
        'language',
        'time_zone',
        'created_at',
    ],
    post_hook="{{ forget_erased_people() }}",
) }}

with customers as (
    select * from {{ ref('input_customers') }}
)

select
    {{ origin_columns() }},
    source_customer_key,
    source_name,
    birth_year,
    gender,
    occupation,
    country,
    region,
    language,
    time_zone,
    created_at
from customers
where {{ extends_history('customers', 'source_customer_key') }}
{% endsnapshot %}
