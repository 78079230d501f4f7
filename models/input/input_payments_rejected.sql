{{ split_valid(union_sources('payments'), payments_rules(), 'rejected') }}
