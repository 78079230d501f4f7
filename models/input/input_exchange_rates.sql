{{ split_valid(union_sources('exchange_rates'), exchange_rates_rules(), 'valid') }}
