"""Use cases of the workbench, one function each: check, change, audit, in one transaction.

A service takes the actor's account first, then the thing, then keywords; it raises `NotAllowed` with the reason that the
screen shows, or `KeepsightError` with what the user can mend.
"""
