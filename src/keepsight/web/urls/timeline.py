"""Addresses of a review's timeline."""

from django.urls import path

from keepsight.web.views import timeline, timeline_entry, timeline_known

urlpatterns = [
    path("", timeline.timeline, name="timeline"),
    path("lanes.json", timeline.lanes, name="lanes"),
    path("views/", timeline.save_view, name="save_view"),
    path("views/<int:view>/forget/", timeline.forget_view, name="forget_view"),
    path("known/", timeline_known.known, name="known"),
    path("replay/", timeline_known.replay, name="replay"),
    path("entry/<str:entry>/", timeline_entry.entry, name="entry"),
    path("entry/<str:entry>/note/", timeline_entry.note, name="entry_note"),
    path("entry/<str:entry>/arrange/", timeline_entry.arrange, name="entry_arrange"),
]
