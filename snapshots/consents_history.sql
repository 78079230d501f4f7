{% snapshot consents_history %}
{{ config(
    unique_key="concat_ws('/', sources, key_fingerprint, consent_key)",
    check_cols=[
        'source_customer_key',
        'purpose',
        'channel',
        'lawful_basis',
        'granted_at',
        'withdrawn_at',
    ],
    post_hook="{{ forget_erased_people() }}",
) }}

with consents as (
    select * from {{ ref('input_consents') }}
)

select
    {{ origin_columns() }},
    consent_key,
    source_name,
    source_customer_key,
    purpose,
    channel,
    lawful_basis,
    granted_at,
    withdrawn_at
from consents
where {{ extends_history('consents', 'consent_key') }}
{% endsnapshot %}
