"""Groups: what is bound, who belongs to them, what is carried into them by hand."""
