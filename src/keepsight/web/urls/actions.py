"""Addresses of a review's recommendations and of what follows from them."""

from django.urls import path

from keepsight.web.views import actions, measures

urlpatterns = [
    path("actions/", actions.actions, name="actions"),
    path("actions/check/", actions.check_typed, name="recommendation_check"),
    path("actions/ask/", actions.ask_answers, name="ask_answers"),
    path("actions/plan.<str:kind>", actions.plan, name="action_plan"),
    path("actions/<int:number>/", actions.recommendation, name="recommendation"),
    path("actions/<int:number>/respond/", actions.respond, name="respond"),
    path("actions/<int:number>/reached/", actions.reached, name="reached"),
    path("actions/<int:number>/new/", actions.new_action, name="action_new"),
    path("actions/action/<int:action>/", actions.edit_action, name="action_edit"),
    path("actions/action/<int:action>/out/", actions.action_out, name="action_out"),
    path("actions/action/<int:action>/evidence/", actions.add_evidence, name="action_evidence_add"),
    path("actions/<int:number>/measure/", measures.new_measure, name="measure_new"),
    path("actions/measure/<int:measure>/", measures.measure, name="measure"),
    path("actions/measure/<int:measure>/change/", measures.edit_measure, name="measure_edit"),
    path("actions/measure/<int:measure>/look/", measures.add_point, name="point_add"),
    path("actions/evidence/<int:number>/", actions.evidence, name="action_evidence"),
]
