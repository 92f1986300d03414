"""Addresses of a review: learning."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
