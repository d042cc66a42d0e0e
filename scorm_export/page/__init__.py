"""A course as one HTML page."""
