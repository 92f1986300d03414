"""Addresses of a review's questions, and of its swapped reading."""

from django.urls import path

from keepsight.web.views import fairness, questions

urlpatterns = [
    path("questions/", questions.questions, name="questions"),
    path("questions/ask/", questions.ask, name="ask"),
    path("questions/<int:number>/", questions.question, name="question"),
    path("questions/<int:number>/answer/", questions.answer, name="question_answer"),
    path("fairness/", fairness.fairness, name="fairness"),
    path("fairness/check/", fairness.check_now, name="fairness_check"),
    path("swapped/", fairness.swapped, name="swapped"),
]
