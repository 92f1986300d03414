"""The commands of the workbench: Django is loaded when one of them is called, not before."""
