"""The gate: personal data found in words that are to be read by everybody."""
