"""Code that makes the small files that tests read. None of them is kept in the repository."""
