{{ split_valid(union_sources('referrals'), referrals_rules(), 'rejected') }}
