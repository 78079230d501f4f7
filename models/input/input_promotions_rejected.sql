{{ split_valid(union_sources('promotions'), promotions_rules(), 'rejected') }}
