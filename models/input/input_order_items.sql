{{ split_valid(union_sources('order_items'), order_items_rules(), 'valid') }}
