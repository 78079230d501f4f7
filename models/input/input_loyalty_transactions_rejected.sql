{{ split_valid(union_sources('loyalty_transactions'), loyalty_transactions_rules(), 'rejected') }}
