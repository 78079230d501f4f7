{{ split_valid(union_sources('market_signals'), market_signals_rules(), 'valid') }}
