"""A project as a whole: its settings, which document follows what, what is said of each."""
