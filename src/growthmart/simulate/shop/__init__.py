"""The shop itself: people, their identities and consent, products, orders and refunds."""
