{{ split_valid(union_sources('products'), products_rules(), 'rejected') }}
