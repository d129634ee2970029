"""La réunion et son relevé."""
