{{ split_valid(union_sources('orders'), orders_rules(), 'valid') }}
