"""Addresses of a review's briefing and its publication."""

from django.urls import path

from keepsight.web.views import briefing, publication

urlpatterns = [
    path("briefing/", briefing.briefing, name="briefing"),
    path("briefing/start/", briefing.start, name="briefing_start"),
    path("briefing/preview/", briefing.preview, name="briefing_preview"),
    path("briefing/names/", publication.name_decide, name="name_decide"),
    path("briefing/ask/", publication.ask_sign, name="ask_sign"),
    path("briefing/sign/", publication.sign, name="sign"),
    path("briefing/publish/", publication.publish, name="publish"),
    path("briefing/withdraw/<int:number>/", publication.withdraw, name="withdraw"),
    path("briefing/sources/<int:number>/", briefing.sources, name="sources"),
    path("briefing/<slug:language>/<int:number>/", briefing.box, name="box"),
    path("briefing/<slug:language>/<int:number>/back/", briefing.bring_back, name="box_back"),
    path("published/", publication.published, name="published"),
    path("published/<int:number>/<str:name>", publication.published_file, name="published_file"),
]
