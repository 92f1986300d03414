"""Addresses of a review's learning, and of its learning events."""

from django.urls import path

from keepsight.web.views import board_events, learning, learning_event

urlpatterns = [
    path("learning/", learning.learning, name="learning"),
    path("learning/<slug:kind>/new/", learning.new, name="learning_new"),
    path("learning/<slug:kind>/<int:number>/", learning.edit, name="learning_edit"),
    path("learning/<slug:kind>/<int:number>/act/", learning.act, name="learning_act"),
    path("events/", learning_event.events, name="events"),
    path("events/new/", learning_event.event_plan, name="event_new"),
    path("events/<int:event>/", learning_event.event, name="event"),
    path("events/<int:event>/plan/", learning_event.event_plan, name="event_plan"),
    path("events/<int:event>/figures/", board_events.event_figures, name="event_figures"),
    path("events/<int:event>/choose/", learning_event.event_choose, name="event_choose"),
    path("events/<int:event>/release/", learning_event.event_release, name="event_release"),
    path("events/<int:event>/contribute/", learning_event.event_contribute, name="event_contribute"),
]
