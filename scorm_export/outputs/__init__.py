"""A course as packages for learning management systems."""
