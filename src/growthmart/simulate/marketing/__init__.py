"""How people come to the shop and are called back: ads, campaigns, costs and their effect."""
