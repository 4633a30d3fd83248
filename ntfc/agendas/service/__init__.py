"""What people do with agendas; each function is one thing, the request commits it."""
