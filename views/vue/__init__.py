"""La vue : ce que l'on regarde, dans les deux sens avec l'adresse."""
