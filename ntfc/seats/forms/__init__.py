"""What is typed about seats, appointments, codes of conduct and declarations."""
