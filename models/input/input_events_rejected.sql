{{ split_valid(union_sources('events'), events_rules(), 'rejected') }}
