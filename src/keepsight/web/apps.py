"""The web room as a Django application: its templates, static files and commands."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "keepsight.web"
    label = "web"
    verbose_name = "Keepsight on the web"
