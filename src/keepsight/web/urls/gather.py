"""Addresses of a review: gather."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
