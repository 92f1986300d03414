"""Small words that templates use everywhere."""

from __future__ import annotations

from django import template

register = template.Library()
