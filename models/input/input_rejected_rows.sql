{{ rejected_rows(amounts={
    'orders': 'shipping_amount',
    'order_items': 'try_cast(quantity as decimal(19, 0)) * unit_price',
    'refunds': '-amount',
}) }}
