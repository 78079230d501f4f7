{{ split_valid(union_sources('subscriptions'), subscriptions_rules(), 'rejected') }}
