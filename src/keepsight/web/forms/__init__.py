"""Forms: what a page asks for, checked before a service is called."""
