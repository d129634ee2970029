"""La borne : un écran tactile public."""
