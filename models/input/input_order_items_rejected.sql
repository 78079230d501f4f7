{{ split_valid(
    union_sources('order_items'), order_items_rules(), 'rejected', amount='quantity * unit_price'
) }}
