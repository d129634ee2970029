"""Un module par intention : ses contrôles et leur câblage."""
