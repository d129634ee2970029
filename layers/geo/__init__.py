"""La géographie : communes, contours, périmètres, distances, archives de tuiles."""
