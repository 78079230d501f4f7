{{ split_valid(union_sources('opportunities'), opportunities_rules(), 'rejected') }}
