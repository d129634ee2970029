"""Les sources et leurs dates."""
