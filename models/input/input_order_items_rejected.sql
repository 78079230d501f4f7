{{ split_valid(
    union_sources('order_items'), order_items_rules(), 'rejected', amount='try_cast(quantity as decimal(19, 0)) * unit_price'
) }}
