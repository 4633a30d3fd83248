"""The demonstration: a fictional country, filled by the services as the persons concerned."""
