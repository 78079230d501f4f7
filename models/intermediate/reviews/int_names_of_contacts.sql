with contacts as (
    select * from {{ ref('input_customer_contacts') }}
)

select first_name as contact_name
from contacts
where first_name is not null
union
select last_name as contact_name
from contacts
where last_name is not null
