"""Sample reports of departments that do not exist: a truth model, and writers that print it as real offices do."""
