"""Running the site: its state, its jobs, its trail, and in a demonstration its outbox."""
