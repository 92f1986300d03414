"""The rules of a review's work: what is drafted from the questions, before people decide."""
