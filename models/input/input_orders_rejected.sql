{{ split_valid(union_sources('orders'), orders_rules(), 'rejected', amount='shipping_amount') }}
