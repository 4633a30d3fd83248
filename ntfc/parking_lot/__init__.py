"""The parking lot: issues set aside with a reason, an owner and a day on which they come back."""
