"""Addresses of a review: briefing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
