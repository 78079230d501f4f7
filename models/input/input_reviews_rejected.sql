{{ split_valid(union_sources('reviews'), reviews_rules(), 'rejected') }}
