{{ split_valid(union_sources('consents'), consents_rules(), 'rejected') }}
