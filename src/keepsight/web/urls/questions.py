"""Addresses of a review: questions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
