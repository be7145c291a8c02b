"""What somebody means: words, labels, codes, photos, and which dialogue they begin."""
