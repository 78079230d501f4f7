-- Nothing is lost and nothing is invented between the raw files and core, to the cent.
with terms as (
    {{ reconciliation_sql() }}
)

select *
from terms
where
    net_revenue + cancelled_amount + discount_amount - unmatched_refund_amount + shipping_amount
    + rejected_amount <> signed_input
