"""Addresses of a review's timeline."""

from django.urls import path

from keepsight.web.views import timeline

urlpatterns = [
    path("", timeline.timeline, name="timeline"),
    path("lanes.json", timeline.lanes, name="lanes"),
    path("entry/<str:entry>/", timeline.entry, name="entry"),
]
