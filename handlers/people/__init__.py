"""Who somebody is: consent, language, doors, what is kept and erased."""
