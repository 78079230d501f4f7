{{ split_valid(union_sources('customers'), customers_rules(), 'rejected') }}
