"""Plans the cheapest routes through a road network."""
